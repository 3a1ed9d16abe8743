import type { SourceFile } from "../../blueprint.ts";
import { quote } from "../../code/text.ts";
import type { WeatherSource } from "./sources.ts";

/** The file that asks Open-Meteo, which needs no key. */
export function openMeteoFile(
  { forecastUrl, geocodingUrl }: Extract<WeatherSource, { kind: "open-meteo" }>,
  kinds: Set<"current" | "forecast">,
): SourceFile {
  const types = [
    ...(kinds.has("current") ? ["CurrentWeather"] : []),
    ...(kinds.has("forecast") ? ["Forecast"] : []),
    "Found",
    "Place",
    "Units",
  ].join(", ");
  return {
    path: "src/open-meteo.ts",
    content: `import type { IAgentRuntime } from "@elizaos/core";
import { z } from "zod";
import { addQuery, isWeb, send } from "./http.js";
import { setting } from "./settings.js";
import type { ${types} } from "./weather.js";

const Places = z.object({
  results: z
    .array(
      z.object({
        name: z.string().max(2000),
        country: z.string().max(2000).optional(),
        country_code: z.string().max(2000).optional(),
        admin1: z.string().max(2000).optional(),
        latitude: z.number(),
        longitude: z.number(),
      }),
    )
    .default([]),
});
${kinds.has("current") ? CURRENT_SHAPE : ""}${kinds.has("forecast") ? DAILY_SHAPE : ""}
interface Coordinates {
  name: string;
  latitude: number;
  longitude: number;
}
${kinds.has("current") ? CURRENT : ""}${kinds.has("forecast") ? FORECAST : ""}
async function coordinatesOf(runtime: IAgentRuntime, place: Place): Promise<Found<Coordinates>> {
  const { location, latitude, longitude } = place;
  if (latitude !== undefined && longitude !== undefined) return at(latitude, longitude);
  const written = /^\\s*(-?\\d+(?:\\.\\d+)?)\\s*[,;]\\s*(-?\\d+(?:\\.\\d+)?)\\s*$/.exec(location ?? "");
  if (written) return at(Number(written[1]), Number(written[2]));
  if (!location) return { ok: false, text: "Which place? Give me the name of a town or coordinates." };
  // "Springfield, Illinois": the service searches by the first part, the rest tells namesakes apart.
  const [name = "", ...rest] = location.split(",").map((part) => part.trim());
  const base =
    setting(runtime, ${quote(geocodingUrl)}) ??
    setting(runtime, ${quote(forecastUrl)}) ??
    "https://geocoding-api.open-meteo.com";
  const query = { name, count: rest.length > 0 ? 10 : 1, language: "en", format: "json" };
  const answer = await ask(\`\${base}/v1/search\`, query, Places);
  if (!answer.ok) return answer;
  const { results } = answer.value;
  const hit =
    results.find(({ country, country_code: code, admin1 }) =>
      rest.every((part) => [country, code, admin1].some((each) => each?.toLowerCase() === part.toLowerCase())),
    ) ?? results[0];
  if (!hit) return { ok: false, text: \`I know no place called "\${location}".\` };
  const { country } = hit;
  return {
    ok: true,
    value: { name: country ? \`\${hit.name}, \${country}\` : hit.name, latitude: hit.latitude, longitude: hit.longitude },
  };
}

function at(latitude: number, longitude: number): Found<Coordinates> {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
    ? { ok: true, value: { name: \`\${latitude}, \${longitude}\`, latitude, longitude } }
    : { ok: false, text: "Latitudes go from -90 to 90 and longitudes from -180 to 180." };
}

function askForecast<Shape extends z.ZodType>(
  runtime: IAgentRuntime,
  { latitude, longitude }: Coordinates,
  units: Units,
  { query, shape }: { query: Record<string, unknown>; shape: Shape },
): Promise<Found<z.infer<Shape>>> {
  const base = setting(runtime, ${quote(forecastUrl)}) ?? "https://api.open-meteo.com";
  const inFahrenheit = units === "fahrenheit" && {
    temperature_unit: "fahrenheit",
    wind_speed_unit: "mph",
  };
  return ask(\`\${base}/v1/forecast\`, { latitude, longitude, ...query, ...inFahrenheit, timezone: "auto" }, shape);
}

async function ask<Shape extends z.ZodType>(
  address: string,
  query: Record<string, unknown>,
  shape: Shape,
): Promise<Found<z.infer<Shape>>> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !isWeb(url)) return { ok: false, text: \`"\${address}" is not a web address.\` };
  addQuery(url, query);
  const outcome = await send({ method: "GET", url });
  if (!outcome.ok) return outcome;
  const parsed = shape.safeParse(outcome.response.body);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, text: \`\${url.host} answered with something that is no weather data.\` };
}

/** Weather codes of the World Meteorological Organization, as Open-Meteo documents them. */
const CODES: Record<number, string> = {
  0: "clear sky",
  1: "mainly clear",
  2: "partly cloudy",
  3: "overcast",
  45: "fog",
  48: "freezing fog",
  51: "light drizzle",
  53: "drizzle",
  55: "heavy drizzle",
  56: "light freezing drizzle",
  57: "freezing drizzle",
  61: "light rain",
  63: "rain",
  65: "heavy rain",
  66: "light freezing rain",
  67: "freezing rain",
  71: "light snow",
  73: "snow",
  75: "heavy snow",
  77: "snow grains",
  80: "light showers",
  81: "showers",
  82: "violent showers",
  85: "light snow showers",
  86: "heavy snow showers",
  95: "thunderstorm",
  96: "thunderstorm with light hail",
  99: "thunderstorm with heavy hail",
};

const inWords = (code: number): string => CODES[code] ?? \`weather code \${code}\`;
`,
  };
}

const CURRENT_SHAPE = `
const Current = z.object({
  current: z.object({
    temperature_2m: z.number(),
    relative_humidity_2m: z.number(),
    apparent_temperature: z.number(),
    weather_code: z.number(),
    wind_speed_10m: z.number(),
  }),
});
`;

const DAILY_SHAPE = `
const Daily = z.object({
  daily: z.object({
    time: z.array(z.string().max(2000)),
    weather_code: z.array(z.number()),
    temperature_2m_max: z.array(z.number()),
    temperature_2m_min: z.array(z.number()),
  }),
});

const LONGEST_FORECAST_DAYS = 16;
`;

const CURRENT = `
/** The weather of this moment. */
export async function currentWeather(
  runtime: IAgentRuntime,
  place: Place,
  units: Units,
): Promise<Found<CurrentWeather>> {
  const where = await coordinatesOf(runtime, place);
  if (!where.ok) return where;
  const { name: location, latitude, longitude } = where.value;
  const query = { current: Object.keys(Current.shape.current.shape) };
  const answer = await askForecast(runtime, where.value, units, { query, shape: Current });
  if (!answer.ok) return answer;
  const { current } = answer.value;
  return {
    ok: true,
    value: {
      location,
      latitude,
      longitude,
      units,
      temperature: current.temperature_2m,
      feelsLike: current.apparent_temperature,
      humidity: current.relative_humidity_2m,
      windSpeed: current.wind_speed_10m,
      description: inWords(current.weather_code),
    },
  };
}
`;

const FORECAST = `
/** The weather of the coming days, today included. */
export async function weatherForecast(
  runtime: IAgentRuntime,
  place: Place,
  { units, days }: { units: Units; days: number },
): Promise<Found<Forecast>> {
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_FORECAST_DAYS) {
    return { ok: false, text: \`A forecast has 1 to \${LONGEST_FORECAST_DAYS} days, not \${days}.\` };
  }
  const where = await coordinatesOf(runtime, place);
  if (!where.ok) return where;
  const query = {
    daily: ["weather_code", "temperature_2m_max", "temperature_2m_min"],
    forecast_days: days,
  };
  const answer = await askForecast(runtime, where.value, units, { query, shape: Daily });
  if (!answer.ok) return answer;
  const { time, weather_code: codes, temperature_2m_max: highs, temperature_2m_min: lows } = answer.value.daily;
  return {
    ok: true,
    value: {
      location: where.value.name,
      units,
      days: time.slice(0, days).map((date, index) => ({
        date,
        minimum: lows[index] ?? NaN,
        maximum: highs[index] ?? NaN,
        description: inWords(codes[index] ?? NaN),
      })),
    },
  };
}
`;
