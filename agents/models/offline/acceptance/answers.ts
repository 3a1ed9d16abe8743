import type { SayAction } from "../blueprints/say/claims.ts";
import { sayAction } from "../blueprints/say/claims.ts";
import { timeAction, type TimeKind, type TimeRole } from "../blueprints/time/claims.ts";
import { sampleCall } from "../code/samples.ts";
import { literal, quote } from "../code/text.ts";
import type { ActionSpecification, PluginSpecification } from "../../../../shared/specification.ts";
import type { AcceptanceTest } from "./acceptance-test.ts";

type Values = Record<string, unknown>;

const START = "const agent = await freshly({ settings });";

/** Roles by the parameters that play them; roles that nobody plays fall away. */
const named = (given: Values, roles: Partial<Record<string, string>>): Values =>
  Object.fromEntries(
    Object.entries(given).flatMap(([role, value]) => {
      const own = roles[role];
      return own === undefined ? [] : [[own, value]];
    }),
  );

const MOST = 4;

/** Tests of an action that needs nothing but its parameters: results that everybody who can count gets. */
export function sayTests(
  action: ActionSpecification,
  specification: PluginSpecification,
): AcceptanceTest[] {
  const say = sayAction(action, specification);
  if (!say) return [];
  const { name: of } = action;
  const calls = callsOf(say).slice(0, MOST);
  const good: AcceptanceTest = {
    of,
    how: "does",
    title: `${of} answers what comes of its parameters`,
    lines: [
      START,
      ...calls.flatMap(({ given, result }, index) => [
        `const answer${index} = await does(agent, ${quote(of)}, ${literal(given)});`,
        result === undefined
          ? `expect(answer${index}.said.trim()).not.toBe("");`
          : `expect(\`\${answer${index}.said}\${JSON.stringify(answer${index}.result)}\`.toLowerCase()).toContain(${quote(result.toLowerCase())});`,
      ]),
    ],
  };
  const impossible = say.kind === "saying" ? (say.saying.refused ?? []) : [];
  const refused = impossible
    .filter((given) => say.kind === "saying" && Object.keys(given).every((role) => say.roles[role]))
    .map((given) => (say.kind === "saying" ? named(given, say.roles) : given));
  const bad: AcceptanceTest = {
    of,
    how: "refuses",
    title: `${of} says why it cannot do what is impossible`,
    lines: [
      START,
      ...refused.map((given) => `await refuses(agent, ${quote(of)}, ${literal(given)});`),
    ],
  };
  return [...(calls.length > 0 ? [good] : []), ...(refused.length > 0 ? [bad] : [])];
}

function callsOf(say: SayAction): { given: Values; result?: string }[] {
  if (say.kind === "echo") {
    const given = sampleCall(say.action);
    const [value] = Object.values(given);
    return [{ given, ...(typeof value === "string" && { result: value }) }];
  }
  const { saying, roles, action } = say;
  const fits = (given: Values): boolean =>
    Object.entries(named(given, roles)).every(([own, value]) => {
      const choices = action.parameters[own]?.enum;
      return choices === undefined || choices.includes(value as string);
    });
  const examples = (saying.examples ?? [])
    .filter(({ given, result }) => fits(given) && /^(string|number)$/.test(typeof result))
    // What one character is, or what counts as a letter, not everybody says alike.
    .filter(({ given }) => /^[ -~]*$/.test(JSON.stringify(given)))
    .map(({ given, result }) => ({ given: named(given, roles), result: String(result) }));
  if (examples.length > 0) return examples;
  return saying.holds ? [{ given: named(saying.holds.given, roles) }] : [];
}

/** At noon UTC on a winter's day, and how people may write what time it is elsewhere then. */
const NOON = "2026-01-15T12:00:00Z";
const TIMES: Partial<
  Record<TimeKind, { given: Partial<Record<TimeRole, unknown>>[]; says: string }[]>
> = {
  current: [
    { given: [{ zone: "Asia/Tokyo" }], says: "21:00|0?9:00(:00)?\\s?p\\.?m" },
    { given: [{ zone: "America/New_York" }], says: "0?7:00" },
    { given: [{ zone: "UTC" }], says: "12:00" },
  ],
  several: [{ given: [{ zones: ["Asia/Tokyo", "UTC"] }], says: "21:00|0?9:00(:00)?\\s?p\\.?m" }],
  convert: [
    {
      given: [
        { time: "2026-01-15T14:30:00", from: "Europe/Berlin", to: "America/New_York" },
        { time: "14:30", from: "Europe/Berlin", to: "America/New_York" },
      ],
      says: "0?8:30",
    },
    {
      given: [
        { time: "2026-01-15T09:15:00", from: "UTC", to: "Asia/Tokyo" },
        { time: "09:15", from: "UTC", to: "Asia/Tokyo" },
      ],
      says: "18:15|0?6:15(:00)?\\s?p\\.?m",
    },
  ],
  difference: [{ given: [{ from: "UTC", to: "Asia/Tokyo" }], says: "(?<!\\d)9(?!\\d)|nine" }],
};
const NOWHERE: Partial<Record<TimeKind, Partial<Record<TimeRole, unknown>>>> = {
  current: { zone: "Nowhere/Atlantis" },
  several: { zones: ["Nowhere/Atlantis"] },
  convert: { time: "14:30", from: "Nowhere/Atlantis", to: "UTC" },
  difference: { from: "UTC", to: "Nowhere/Atlantis" },
};

/** Tests of an action that tells the time, on a clock that stands still. */
export function timeTests(action: ActionSpecification): AcceptanceTest[] {
  const time = timeAction(action);
  const rows = time && TIMES[time.kind];
  if (!time || !rows) return [];
  const { name: of } = action;
  if (Object.keys(time.roles).includes("format") || Object.keys(time.roles).length === 0) return [];
  const clock = [`vi.useFakeTimers({ toFake: ["Date"], now: new Date(${quote(NOON)}) });`, START];
  const nowhere = NOWHERE[time.kind];
  return [
    ...rows.map(({ given, says }): AcceptanceTest => {
      const calls = given.map((each) => named(each, time.roles));
      return {
        of,
        how: "does",
        title: `${of} answers ${JSON.stringify(calls[0])}`,
        lines: [
          ...clock,
          `const { said } = await oneOf(agent, ${quote(of)}, ${literal(calls)});`,
          `expect(said).toMatch(/${says}/);`,
        ],
      };
    }),
    ...(time.kind === "convert"
      ? [
          {
            of,
            how: "refuses" as const,
            title: `${of} says when it is given no time`,
            lines: [
              START,
              `await refuses(agent, ${quote(of)}, ${literal(named({ time: "nothing like that", from: "UTC", to: "Asia/Tokyo" }, time.roles))});`,
            ],
          },
        ]
      : []),
    ...(nowhere
      ? [
          {
            of,
            how: "refuses" as const,
            title: `${of} says when it does not know a time zone`,
            lines: [
              START,
              `await refuses(agent, ${quote(of)}, ${literal(named(nowhere, time.roles))});`,
            ],
          },
        ]
      : []),
  ];
}
