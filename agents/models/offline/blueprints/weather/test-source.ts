import type {
  PluginSpecification,
  ProviderSpecification,
} from "../../../../../shared/specification.ts";
import type { SourceFile } from "../../blueprint.ts";
import { requiredSettings } from "../../code/settings.ts";
import { key as property, literal, quote } from "../../code/text.ts";
import type { WeatherAction } from "./actions.ts";
import type { WeatherSource } from "./sources.ts";

interface Tested {
  specification: PluginSpecification;
  source: WeatherSource;
  actions: WeatherAction[];
  providers: ProviderSpecification[];
}

const OPEN_METEO = `  server.answer({
    path: "/v1/search",
    body: { results: [{ name: "Lisbon", country: "Portugal", latitude: 38.72, longitude: -9.14 }] },
  });
  server.answer({
    path: "/v1/forecast",
    body: {
      current: {
        temperature_2m: 18.4,
        relative_humidity_2m: 64,
        apparent_temperature: 17.9,
        weather_code: 2,
        wind_speed_10m: 12.1,
      },
      daily: {
        time: ["2026-05-01", "2026-05-02"],
        weather_code: [2, 61],
        temperature_2m_max: [21.8, 19.5],
        temperature_2m_min: [13.2, 12.7],
      },
    },
  });`;

const OPEN_WEATHER_MAP = `  server.answer({
    path: "/data/2.5/weather",
    body: {
      name: "Lisbon",
      sys: { country: "PT" },
      coord: { lat: 38.72, lon: -9.14 },
      main: { temp: 18.4, feels_like: 17.9, humidity: 64 },
      wind: { speed: 3 },
      weather: [{ description: "partly cloudy" }],
    },
  });
  server.answer({
    path: "/data/2.5/forecast",
    body: {
      city: { name: "Lisbon", country: "PT" },
      list: [
        { dt_txt: "2026-05-01 09:00:00", main: { temp_min: 13.2, temp_max: 19 }, weather: [] },
        { dt_txt: "2026-05-01 12:00:00", main: { temp_min: 18, temp_max: 21.8 }, weather: [{ description: "partly cloudy" }] },
        { dt_txt: "2026-05-02 12:00:00", main: { temp_min: 12.7, temp_max: 19.5 }, weather: [{ description: "light rain" }] },
      ],
    },
  });`;

/** Acceptance tests against a server that answers as the weather service does. */
export function weatherTests(tested: Tested): SourceFile {
  const { specification, source, actions, providers } = tested;
  const lines = new Map(requiredSettings(specification).map((name) => [name, quote("test")]));
  if (source.kind === "open-meteo") {
    lines.set(source.forecastUrl, "server.url").set(source.geocodingUrl, "server.url");
  } else lines.set(source.key, "KEY").set(source.baseUrl, "server.url");
  const content = `import { afterEach, beforeEach, describe, expect, test } from "vitest";
import plugin from "../index.js";
import { startServer, type TestServer } from "./http-server.js";
import { startPlugin } from "./support.js";

${source.kind === "open-meteo" ? "" : `const KEY = "a-key-nobody-may-see";\n`}let server: TestServer;

beforeEach(async () => {
  server = await startServer();
${source.kind === "open-meteo" ? OPEN_METEO : OPEN_WEATHER_MAP}
});

afterEach(() => server.stop());

const settings = (): Record<string, string> => ({
${[...lines].map(([name, value]) => `  ${property(name)}: ${value},`).join("\n")}
});

${actions.map((each) => actionTests(each, tested)).join("\n")}${providers.map((each) => providerTest(each, actions)).join("")}`;
  return { path: "src/__tests__/weather.test.ts", content };
}

function given(each: WeatherAction): Record<string, unknown> {
  const { roles } = each;
  return {
    ...(roles.location && { [roles.location]: "Lisbon" }),
    ...(!roles.location && roles.latitude && { [roles.latitude]: 38.72 }),
    ...(!roles.location && roles.longitude && { [roles.longitude]: -9.14 }),
    ...(roles.days && { [roles.days]: 2 }),
    ...(roles.units && {
      [roles.units]: each.action.parameters[roles.units]?.enum?.[0] ?? "celsius",
    }),
  };
}

function actionTests(each: WeatherAction, { specification, source }: Tested): string {
  const { action, kind, roles, needed } = each;
  const name = quote(action.name);
  const choices = roles.units ? (action.parameters[roles.units]?.enum ?? ["celsius"]) : [];
  const parameters = given(each);
  const own = source.kind === "open-meteo";
  const expected =
    kind === "current"
      ? `{ temperature: 18.4, feelsLike: 17.9, humidity: 64, description: "partly cloudy" }`
      : `{ days: [{ date: "2026-05-01", minimum: 13.2, maximum: 21.8, description: "partly cloudy" }, { date: "2026-05-02" }] }`;
  const path = own ? "/v1/forecast" : `/data/2.5/${kind === "current" ? "weather" : "forecast"}`;
  const fahrenheit =
    choices.find((unit) => /^(f|fahrenheit|imperial)/i.test(String(unit))) ?? "fahrenheit";
  const sentUnit = own ? `temperature_unit: "fahrenheit"` : `units: "imperial"`;
  const required = requiredSettings(specification);
  const unknown = own
    ? `server.answer({ path: "/v1/search", body: { generationtime_ms: 0.5 } });`
    : `server.answer({ path: ${quote(path)}, status: 404, body: { cod: "404", message: "city not found" } });`;
  return `describe(${name}, () => {
  const parameters = ${literal(parameters)};

  test("answers with the weather in words and as data", async () => {
    const { call, replies } = await startPlugin(plugin, { settings: settings() });
    const result = await call(${name}, parameters);
    expect(result).toMatchObject({ success: true, data: ${expected} });
    expect(result.text).toContain(${quote(kind === "current" ? "18.4" : "21.8")});
    expect(result.text).toContain("partly cloudy");
    expect(replies).toHaveLength(1);
    expect(server.received.at(-1)).toMatchObject({ method: "GET", path: ${quote(path)} });
${own ? "" : `    expect(server.received.at(-1)?.query["appid"]).toBe(KEY);\n    expect(JSON.stringify(result)).not.toContain(KEY);\n`}  });
${
  roles.location === undefined
    ? ""
    : `
  test("says that it knows no such place", async () => {
    ${unknown}
    const { call } = await startPlugin(plugin, { settings: settings() });
    const result = await call(${name}, { ...parameters, ${property(roles.location)}: "Nowhereville" });
    expect(result.success).toBe(false);
    expect(result.text).toContain("Nowhereville");
  });
`
}${
    roles.units === undefined
      ? ""
      : `
  test("asks for Fahrenheit where that is wanted", async () => {
    const { call } = await startPlugin(plugin, { settings: settings() });
    const result = await call(${name}, { ...parameters, ${property(roles.units)}: ${literal(fahrenheit)} });
    expect(result.text).toContain("°F");
    expect(server.received.at(-1)?.query).toMatchObject({ ${sentUnit} });
    const unknown = await call(${name}, { ...parameters, ${property(roles.units)}: "furlongs" });
    expect(unknown.success).toBe(false);
  });
`
  }${
    roles.days === undefined
      ? ""
      : `
  test("refuses forecasts of impossible length", async () => {
    const { call } = await startPlugin(plugin, { settings: settings() });
    for (const days of [0, -1, 1.5, 1000]) {
      expect(await call(${name}, { ...parameters, ${property(roles.days)}: days })).toMatchObject({ success: false });
    }
    expect(server.received).toEqual([]);
  });
`
  }
  test("says what the weather service refused", async () => {
    server.answer({ path: ${quote(path)}, status: 503, body: { reason: "maintenance" } });
    const { call } = await startPlugin(plugin, { settings: settings() });
    const result = await call(${name}, parameters);
    expect(result.success).toBe(false);
    expect(result.text).toContain("503");
  });

  test("says that an answer of another kind is no weather", async () => {
    server.answer({ path: ${quote(path)}, body: { something: "else" } });
    const { call } = await startPlugin(plugin, { settings: settings() });
    expect(await call(${name}, parameters)).toMatchObject({ success: false });
  });
${
  needed.length === 0
    ? ""
    : `
  test("asks for what it needs", async () => {
    const { call } = await startPlugin(plugin, { settings: settings() });
    for (const bad of ${literal([{}, { ...parameters, [needed[0] ?? ""]: { not: "this" } }])}) {
      const result = await call(${name}, bad);
      expect(result.success).toBe(false);
      expect(result.text).toContain(${quote(needed[0] ?? "")});
    }
    expect(server.received).toEqual([]);
  });
`
}${
    required.length === 0
      ? ""
      : `
  test(${quote(`is available only with ${required.join(" and ")}`)}, async () => {
    const complete = await startPlugin(plugin, { settings: settings() });
    expect(await complete.available(${name})).toBe(true);
    const { available } = await startPlugin(plugin, { settings: { ...settings(), ${property(required[0] ?? "")}: "" } });
    expect(await available(${name})).toBe(false);
  });
`
  }});
`;
}

function providerTest(
  { name, dataStructure = {} }: ProviderSpecification,
  actions: WeatherAction[],
): string {
  const first = actions.find(({ kind }) => kind === "current") ?? actions[0];
  if (!first) return "";
  const fields = Object.keys(dataStructure);
  return `
test(${quote(`${name} shows the weather that was looked up last`)}, async () => {
  const { call, provide } = await startPlugin(plugin, { settings: settings() });
  const before = await provide(${quote(name)});
  expect(before.text).not.toContain("Lisbon");
  await call(${quote(first.action.name)}, ${literal(given(first))});
  const { text, data } = await provide(${quote(name)});
  expect(text).toContain("partly cloudy");
  expect(Object.keys(data ?? {})).toEqual(expect.arrayContaining(${literal([...fields, "last"])}));
});
`;
}
