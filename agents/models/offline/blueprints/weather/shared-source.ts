import type { SourceFile } from "../../blueprint.ts";
import { quote } from "../../code/text.ts";

/** The file with what all weather has in common: shapes, words, and the newest look-up. */
export function weatherFile(plugin: string): SourceFile {
  return {
    path: "src/weather.ts",
    content: `import type { IAgentRuntime } from "@elizaos/core";
import { failure, type Answer } from "./respond.js";

export type Units = "celsius" | "fahrenheit";

/** Where to look: a name people use, or coordinates. */
export interface Place {
  location?: string | undefined;
  latitude?: number | undefined;
  longitude?: number | undefined;
}

export interface CurrentWeather {
  location: string;
  latitude: number;
  longitude: number;
  units: Units;
  temperature: number;
  feelsLike: number;
  /** Relative, in percent. */
  humidity: number;
  /** In km/h with Celsius, in mph with Fahrenheit. */
  windSpeed: number;
  description: string;
}

export interface Day {
  /** As 2026-12-31. */
  date: string;
  minimum: number;
  maximum: number;
  description: string;
}

export interface Forecast {
  location: string;
  units: Units;
  days: Day[];
}

/** A look-up that worked, or a sentence about why it did not. */
export type Found<Value> = { ok: true; value: Value } | { ok: false; text: string };

/** The newest look-up, as the agent's context shows it. */
export interface LastLookup {
  text: string;
  /** ISO 8601. */
  at: string;
  current?: CurrentWeather;
  forecast?: Forecast;
}

const LAST_LOOKUP = ${quote(`${plugin}:last-weather`)};

/** The newest look-up, if there was one. */
export async function lastLookup(runtime: IAgentRuntime): Promise<LastLookup | undefined> {
  return (await runtime.getCache<LastLookup>(LAST_LOOKUP)) ?? undefined;
}

/** Reads how temperatures are wanted; Celsius when nothing is said. */
export function unitsOf(text: string | undefined): Found<Units> {
  const wanted = (text ?? "").trim().toLowerCase();
  if (["", "c", "°c", "celsius", "metric"].includes(wanted)) return { ok: true, value: "celsius" };
  if (["f", "°f", "fahrenheit", "imperial"].includes(wanted)) return { ok: true, value: "fahrenheit" };
  return { ok: false, text: \`"\${text}" is no unit I know; use celsius or fahrenheit.\` };
}

/** Says what the weather is and keeps it for the agent's context. */
export async function answerCurrent(
  runtime: IAgentRuntime,
  found: Found<CurrentWeather>,
): Promise<Answer> {
  if (!found.ok) return failure(found.text);
  const { location, units, temperature, feelsLike, humidity, windSpeed, description } = found.value;
  const degrees = (value: number) => inDegrees(value, units);
  const speed = units === "celsius" ? "km/h" : "mph";
  const text = \`Weather in \${location}: \${degrees(temperature)} (feels like \${degrees(feelsLike)}), \${description}, humidity \${humidity} %, wind \${windSpeed} \${speed}.\`;
  await keep(runtime, { text, current: found.value });
  return { success: true, text, values: { location, temperature }, data: { ...found.value } };
}

/** Says what the coming days bring and keeps it for the agent's context. */
export async function answerForecast(runtime: IAgentRuntime, found: Found<Forecast>): Promise<Answer> {
  if (!found.ok) return failure(found.text);
  const { location, units, days } = found.value;
  const lines = days.map(
    ({ date, minimum, maximum, description }) =>
      \`- \${date}: \${inDegrees(minimum, units)} to \${inDegrees(maximum, units)}, \${description}\`,
  );
  const text = \`Forecast for \${location}:\\n\${lines.join("\\n")}\`;
  await keep(runtime, { text, forecast: found.value });
  return { success: true, text, values: { location }, data: { ...found.value } };
}

const inDegrees = (value: number, units: Units): string => \`\${value} \${units === "celsius" ? "°C" : "°F"}\`;

async function keep(runtime: IAgentRuntime, lookup: Omit<LastLookup, "at">): Promise<void> {
  await runtime.setCache<LastLookup>(LAST_LOOKUP, { ...lookup, at: new Date().toISOString() });
}
`,
  };
}
