import type { SourceFile } from "../../blueprint.ts";
import { quote } from "../../code/text.ts";
import type { WeatherSource } from "./sources.ts";

/** The file that asks OpenWeatherMap with the user's key. */
export function openWeatherMapFile(
  { baseUrl, key }: Extract<WeatherSource, { kind: "open-weather-map" }>,
  kinds: Set<"current" | "forecast">,
): SourceFile {
  const types = [
    ...(kinds.has("current") ? ["CurrentWeather"] : []),
    ...(kinds.has("forecast") ? ["Day", "Forecast"] : []),
    "Found",
    "Place",
    "Units",
  ].join(", ");
  return {
    path: "src/open-weather-map.ts",
    content: `import type { IAgentRuntime } from "@elizaos/core";
import { z } from "zod";
import { addQuery, isWeb, send } from "./http.js";
import { setting } from "./settings.js";
import type { ${types} } from "./weather.js";

const Conditions = z.array(z.object({ description: z.string().max(2000) })).default([]);
${kinds.has("current") ? CURRENT : ""}${kinds.has("forecast") ? FORECAST : ""}
async function ask<Shape extends z.ZodType>(
  runtime: IAgentRuntime,
  what: "weather" | "forecast",
  { place, units, shape }: { place: Place; units: Units; shape: Shape },
): Promise<Found<z.infer<Shape>>> {
  const key = setting(runtime, ${quote(key)});
  if (key === undefined) return { ok: false, text: ${quote(`The key is missing: set ${key}.`)} };
  const { location, latitude, longitude } = place;
  const byName = latitude === undefined || longitude === undefined;
  if (byName && !location) return { ok: false, text: "Which place? Give me the name of a town or coordinates." };
  const base = setting(runtime, ${quote(baseUrl)}) ?? "https://api.openweathermap.org";
  const address = \`\${base.replace(/(\\/data\\/2\\.5)?\\/*$/, "")}/data/2.5/\${what}\`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !isWeb(url)) return { ok: false, text: ${quote(`${baseUrl} must be a web address.`)} };
  addQuery(url, {
    ...(byName ? { q: location } : { lat: latitude, lon: longitude }),
    appid: key,
    units: units === "celsius" ? "metric" : "imperial",
  });
  const outcome = await send({ method: "GET", url, secrets: [key] });
  if (!outcome.ok) {
    const unknown = outcome.response?.status === 404 && byName;
    return { ok: false, text: unknown ? \`I know no place called "\${location}".\` : outcome.text };
  }
  const parsed = shape.safeParse(outcome.response.body);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, text: \`\${url.host} answered with something that is no weather data.\` };
}
`,
  };
}

const CURRENT = `
const Current = z.object({
  name: z.string().max(2000).default(""),
  sys: z.object({ country: z.string().max(2000).optional() }).default({}),
  coord: z.object({ lat: z.number(), lon: z.number() }),
  main: z.object({ temp: z.number(), feels_like: z.number(), humidity: z.number() }),
  wind: z.object({ speed: z.number() }),
  weather: Conditions,
});

/** The weather of this moment. */
export async function currentWeather(
  runtime: IAgentRuntime,
  place: Place,
  units: Units,
): Promise<Found<CurrentWeather>> {
  const answer = await ask(runtime, "weather", { place, units, shape: Current });
  if (!answer.ok) return answer;
  const { name, sys, coord, main, wind, weather } = answer.value;
  return {
    ok: true,
    value: {
      location: [name || place.location, sys.country].filter(Boolean).join(", "),
      latitude: coord.lat,
      longitude: coord.lon,
      units,
      temperature: main.temp,
      feelsLike: main.feels_like,
      humidity: main.humidity,
      // With metric units the wind comes in metres per second.
      windSpeed: units === "celsius" ? Math.round(wind.speed * 36) / 10 : wind.speed,
      description: weather[0]?.description ?? "no description",
    },
  };
}
`;

const FORECAST = `
const Steps = z.object({
  city: z.object({ name: z.string().max(2000), country: z.string().max(2000).optional() }),
  list: z.array(
    z.object({
      dt_txt: z.string().max(2000),
      main: z.object({ temp_min: z.number(), temp_max: z.number() }),
      weather: Conditions,
    }),
  ),
});

const LONGEST_FORECAST_DAYS = 5;

/** The weather of the coming days, put together from steps of three hours. */
export async function weatherForecast(
  runtime: IAgentRuntime,
  place: Place,
  { units, days }: { units: Units; days: number },
): Promise<Found<Forecast>> {
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_FORECAST_DAYS) {
    return { ok: false, text: \`A forecast has 1 to \${LONGEST_FORECAST_DAYS} days, not \${days}.\` };
  }
  const answer = await ask(runtime, "forecast", { place, units, shape: Steps });
  if (!answer.ok) return answer;
  const byDate = new Map<string, Day>();
  for (const { dt_txt: time, main, weather } of answer.value.list) {
    const date = time.slice(0, 10);
    const day = byDate.get(date);
    byDate.set(date, {
      date,
      minimum: Math.min(day?.minimum ?? Infinity, main.temp_min),
      maximum: Math.max(day?.maximum ?? -Infinity, main.temp_max),
      // Noon stands for the day.
      description:
        (day && !time.includes("12:00") ? day.description : weather[0]?.description) ?? "no description",
    });
  }
  const { name, country } = answer.value.city;
  return {
    ok: true,
    value: { location: [name, country].filter(Boolean).join(", "), units, days: [...byDate.values()].slice(0, days) },
  };
}
`;
