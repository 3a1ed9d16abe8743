import type { WeatherAction } from "./actions.ts";
import type { WeatherSource } from "./sources.ts";

/** The part of a plugin's README about its weather. */
export function weatherReadme(source: WeatherSource, actions: WeatherAction[]): string {
  const calls = actions.map(({ action, kind, roles }) => {
    const given = roles.location
      ? { [roles.location]: "Lisbon" }
      : { [roles.latitude ?? "latitude"]: 38.72, [roles.longitude ?? "longitude"]: -9.14 };
    const answer =
      kind === "current"
        ? "Weather in Lisbon, Portugal: 18.4 °C (feels like 17.9 °C), partly cloudy, humidity 64 %, wind 12.1 km/h."
        : "Forecast for Lisbon, Portugal:\\n- 2026-05-01: 13.2 °C to 21.8 °C, mainly clear …";
    return `\`${action.name} ${JSON.stringify(given)}\` answers \`${answer}\``;
  });
  const where =
    source.kind === "open-meteo"
      ? `The data comes from [Open-Meteo](https://open-meteo.com), which needs no key. \`${source.forecastUrl}\` replaces its address
\`https://api.open-meteo.com\`, and \`${source.geocodingUrl}\` the address of its place search
\`https://geocoding-api.open-meteo.com\` (for which a replaced forecast address stands in as well). Forecasts have up to 16 days.`
      : `The data comes from [OpenWeatherMap](https://openweathermap.org/current) with the key in \`${source.key}\`, which is never shown.
\`${source.baseUrl}\` replaces its address \`https://api.openweathermap.org\`. Forecasts have up to 5 days.`;
  return `## Weather

${calls.join("\n\n")}

${where}

A place is a name such as \`Lisbon\` or \`Springfield, Illinois\`${source.kind === "open-meteo" ? ", or coordinates such as `38.72, -9.14`" : ""}. Temperatures are in Celsius and wind
in km/h unless Fahrenheit is asked for (then mph). The newest look-up is kept in the agent's own storage.
`;
}
