import type {
  PluginSpecification,
  ProviderSpecification,
} from "../../../../../shared/specification.ts";
import type { SourceFile } from "../../blueprint.ts";
import { wrongSample } from "../../code/samples.ts";
import { requiredSettings } from "../../code/settings.ts";
import { key as property, literal, quote } from "../../code/text.ts";
import { momentField, type TimeAction, type TimeKind, type TimeRole } from "./claims.ts";

/** Acceptance tests on a clock that stands still. */
export function timeTests(
  specification: PluginSpecification,
  {
    actions,
    providers,
    setting,
  }: { actions: TimeAction[]; providers: ProviderSpecification[]; setting: string },
): SourceFile {
  const required = requiredSettings(specification).map((name) => `${property(name)}: "UTC"`);
  const settings = required.length > 0 ? `, { settings: { ${required.join(", ")} } }` : "";
  const content = `import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import plugin from "../index.js";
import { startPlugin } from "./support.js";

const start = () => startPlugin(plugin${settings});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-07-01T12:00:00Z") });
});

afterEach(() => {
  vi.useRealTimers();
});

${actions.map(actionTests).join("\n")}${providers.map((each) => providerTest(each, setting)).join("")}`;
  return { path: "src/__tests__/time.test.ts", content };
}

/** Calls and what they must answer, by role; summer time is in force in July and not in January. */
const ROWS: Record<
  TimeKind,
  { given: Partial<Record<TimeRole, unknown>>; data: Record<string, unknown>; text: string }[]
> = {
  current: [
    {
      given: { zone: "europe/berlin" },
      data: { currentTime: "2026-07-01T14:00:00+02:00", timezone: "Europe/Berlin", utcOffset: 2 },
      text: "14:00",
    },
    {
      given: { zone: "New York" },
      data: { currentTime: "2026-07-01T08:00:00-04:00", utcOffset: -4 },
      text: "08:00",
    },
    { given: { zone: "tokyo" }, data: { currentTime: "2026-07-01T21:00:00+09:00" }, text: "21:00" },
    { given: { zone: "Mumbai" }, data: { utcOffset: 5.5 }, text: "17:30" },
    {
      given: { zone: "+02:00" },
      data: { currentTime: "2026-07-01T14:00:00+02:00" },
      text: "14:00",
    },
    { given: { zone: "EST" }, data: { utcOffset: -5 }, text: "07:00" },
    { given: { zone: "UTC" }, data: { currentTime: "2026-07-01T12:00:00+00:00" }, text: "12:00" },
  ],
  several: [
    {
      given: { zones: ["Berlin", "Tokyo"] },
      data: { times: [{ time: "14:00:00" }, { time: "21:00:00" }] },
      text: "Asia/Tokyo",
    },
  ],
  convert: [
    {
      given: { time: "2026-01-15T14:30", from: "Berlin", to: "New York" },
      data: { convertedTime: "2026-01-15T08:30:00-05:00", dayChange: 0 },
      text: "08:30",
    },
    {
      given: { time: "2026-07-15 23:30", from: "Europe/London", to: "Asia/Tokyo" },
      data: { convertedTime: "2026-07-16T07:30:00+09:00", dayChange: 1 },
      text: "the next day",
    },
    {
      given: { time: "2:30 pm", from: "UTC", to: "Asia/Kathmandu" },
      data: { time: "20:15", dayChange: 0 },
      text: "20:15",
    },
    {
      given: { time: "01:00", from: "Tokyo", to: "UTC" },
      data: { time: "16:00", dayChange: -1 },
      text: "the day before",
    },
    { given: { time: "12 am", from: "UTC", to: "UTC" }, data: { time: "00:00" }, text: "00:00" },
    {
      given: { time: "2026-01-15T14:30:00Z", from: "Berlin", to: "Tokyo" },
      data: { convertedTime: "2026-01-15T23:30:00+09:00" },
      text: "23:30",
    },
    // Skipped by summer time, and shown twice at its end.
    {
      given: { time: "2026-03-29T02:30", from: "Europe/Berlin", to: "UTC" },
      data: { convertedTime: "2026-03-29T01:30:00+00:00" },
      text: "01:30",
    },
    {
      given: { time: "2026-10-25T02:30", from: "Europe/Berlin", to: "UTC" },
      data: { convertedTime: "2026-10-25T00:30:00+00:00" },
      text: "00:30",
    },
  ],
  difference: [
    { given: { from: "UTC", to: "Tokyo" }, data: { hours: 9 }, text: "9 hours ahead" },
    { given: { from: "Asia/Kolkata", to: "UTC" }, data: { hours: -5.5 }, text: "5.5 hours behind" },
    { given: { from: "Berlin", to: "Paris" }, data: { hours: 0 }, text: "same time" },
  ],
  list: [{ given: { search: "australia" }, data: {}, text: "Australia/Sydney" }],
  unix: [
    {
      given: { unix: 1_700_000_000, zone: "UTC" },
      data: { iso: "2023-11-14T22:13:20+00:00" },
      text: "22:13",
    },
  ],
};

const BAD: Record<TimeKind, Partial<Record<TimeRole, unknown>>[]> = {
  current: [{ zone: "Atlantis" }, { zone: "+25:00" }],
  several: [{ zones: ["Berlin", "Atlantis"] }],
  convert: [
    { time: "half past nine", from: "UTC", to: "UTC" },
    { time: "25:00", from: "UTC", to: "UTC" },
    { time: "2026-02-30T10:00", from: "UTC", to: "UTC" },
    { time: "13 pm", from: "UTC", to: "UTC" },
    { time: "14:30", from: "Atlantis", to: "UTC" },
    { time: "14:30", from: "UTC", to: "Atlantis" },
  ],
  difference: [{ from: "UTC", to: "Atlantis" }],
  list: [{ search: "atlantis" }],
  unix: [{ unix: 1e300 }],
};

function actionTests({ action, kind, roles, needed }: TimeAction): string {
  const name = quote(action.name);
  const named = (given: Partial<Record<TimeRole, unknown>>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(given).flatMap(([role, each]) => {
        const own = roles[role as TimeRole];
        return own === undefined ? [] : [[own, each]];
      }),
    );
  const complete = (given: Record<string, unknown>) => ({
    ...(roles.format && { [roles.format]: action.parameters[roles.format]?.enum?.[0] ?? "24h" }),
    ...given,
  });
  const zoneless = kind === "current" && roles.zone === undefined;
  const rows = zoneless
    ? []
    : ROWS[kind].map(({ given, data, text }) => [
        complete(named(given)),
        data,
        roles.format ? "" : text,
      ]);
  const bad = BAD[kind]
    .map((given) => complete(named(given)))
    .filter((given) => Object.keys(given).length > 0 && !zoneless);
  const first = needed[0];
  const field = first === undefined ? undefined : action.parameters[first];
  const wrong = field && first ? [{}, { [first]: wrongSample(field) }] : [];
  return `describe(${name}, () => {
${
  rows.length > 0
    ? `  test.each([
${rows.map(([given, data, text]) => `    { given: ${literal(given)}, data: ${literal(data)}, text: ${literal(text)} },`).join("\n")}
  ])("answers $given", async ({ given, data, text }) => {
    const { call, replies } = await start();
    const result = await call(${name}, given);
    expect(result).toMatchObject({ success: true, data });
    expect(result.text).toContain(text);
    expect(replies).toHaveLength(1);
  });
`
    : `  test("answers with a time", async () => {
    const { call, replies } = await start();
    const result = await call(${name}, {});
    expect(result).toMatchObject({ success: true });
    expect(Date.parse(String(result.data?.["currentTime"]))).toBe(Date.now());
    expect(replies).toHaveLength(1);
  });
`
}${
    bad.length > 0
      ? `
  test.each(${literal(bad)})("says what is wrong with %o", async (given) => {
    const { call, replies } = await start();
    const result = await call(${name}, given);
    expect(result.success).toBe(false);
    expect(result.text).not.toBe("");
    expect(replies).toHaveLength(1);
  });
`
      : ""
  }${
    first === undefined || wrong.length === 0
      ? ""
      : `
  test("asks for what it needs", async () => {
    const { call } = await start();
    for (const given of ${literal(wrong)}) {
      const result = await call(${name}, given);
      expect(result.success).toBe(false);
      expect(result.text).toContain(${quote(first)});
    }
  });
`
  }${
    kind === "current" && roles.zone
      ? `
  test("names the nearest zones when it does not know one", async () => {
    const { call } = await start();
    const result = await call(${name}, ${literal(complete({ [roles.zone]: "Europe/Berlim" }))});
    expect(result.success).toBe(false);
    expect(result.text).toContain("Europe/Berlin");
  });
`
      : ""
  }});
`;
}

function providerTest(
  { name, dataStructure = {} }: ProviderSpecification,
  setting: string,
): string {
  const fields = Object.keys(dataStructure);
  const expected: Record<string, unknown> = {
    "moment.iso": "2026-07-01T17:45:00+05:45",
    "moment.timezone": expectedZone,
    "moment.utcOffset": 5.75,
  };
  const known = (fields.length > 0 ? fields : ["currentTime", "timezone", "utcOffset"]).flatMap(
    (field) => {
      const value = expected[momentField(field) ?? ""];
      return value === undefined || value === expectedZone
        ? []
        : [`${property(field)}: ${literal(value)}`];
    },
  );
  return `
test(${quote(`${name} shows the time of the zone that is set`)}, async () => {
  const { provide } = await startPlugin(plugin, { settings: { ${property(setting)}: "Asia/Kathmandu" } });
  const { text, data } = await provide(${quote(name)});
  expect(text).toContain("17:45");
  expect(data).toMatchObject({ ${known.join(", ")} });
  expect(Object.keys(data ?? {})).toEqual(expect.arrayContaining(${literal(fields)}));
});
`;
}

/** The zone's own spelling differs between versions of the zone data (Katmandu, Kathmandu). */
const expectedZone = "Asia/Kathmandu";
