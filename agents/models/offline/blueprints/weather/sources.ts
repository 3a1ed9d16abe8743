import type { PluginSpecification } from "../../../../../shared/specification.ts";
import { addressIn } from "../http/address.ts";
import { addressVariables, fallbackOf } from "../http/servers.ts";

/** Where weather comes from: both services are publicly documented and known to everybody who builds such plugins. */
export type WeatherSource =
  | { kind: "open-meteo"; forecastUrl: string; geocodingUrl: string }
  | { kind: "open-weather-map"; baseUrl: string; key: string };

const OTHERS =
  /weather ?api\.com|weatherapi_|tomorrow\.?io|accu ?weather|visual ?crossing|weatherbit|weather ?stack|meteomatics|wttr|pirate ?weather|dark ?sky|weather\.gov|\bnoaa\b|\bnws\b|\bforeca\b|met ?office|aeris|wunderground/i;
const HOSTS = /open-meteo\.com|openweathermap\.org/i;
const KEY = /(^|_)(KEY|APIKEY|TOKEN|APPID)$/;

/** The source a specification means; nothing when it names one that is not known here. */
export function weatherSource(specification: PluginSpecification): WeatherSource | undefined {
  const { description, environmentVariables, actions } = specification;
  const texts = [
    specification.name,
    description,
    ...environmentVariables.map((each) => `${each.name} ${each.description} ${each.default ?? ""}`),
    ...actions.map((each) => each.description),
  ];
  const everything = texts.join("\n");
  if (OTHERS.test(everything)) return undefined;
  const variables = addressVariables(specification);
  const names = variables.map(({ name }) => name);
  const foreign = (address: string | undefined) => address !== undefined && !HOSTS.test(address);
  if (variables.some((each) => foreign(fallbackOf(each)))) return undefined;
  for (const text of texts) {
    const address = addressIn(text, names);
    if (address?.origin ? foreign(address.origin) : address?.variable && foreignPath(address.path))
      return undefined;
  }
  const key = environmentVariables.find(({ name }) => KEY.test(name));
  const named = /open[ _-]?weather|\bOWM_/i.test(everything);
  if (key && (named || key.required)) {
    return {
      kind: "open-weather-map",
      key: key.name,
      baseUrl: names[0] ?? "OPENWEATHER_BASE_URL",
    };
  }
  if (named && !/open[ _-]?meteo/i.test(everything)) {
    return {
      kind: "open-weather-map",
      key: "OPENWEATHER_API_KEY",
      baseUrl: names[0] ?? "OPENWEATHER_BASE_URL",
    };
  }
  return {
    kind: "open-meteo",
    forecastUrl: names.find((name) => !name.includes("GEO")) ?? "OPEN_METEO_URL",
    geocodingUrl: names.find((name) => name.includes("GEO")) ?? "OPEN_METEO_GEOCODING_URL",
  };
}

const foreignPath = (path: string): boolean =>
  path !== "" && !/^\/(v1\/(forecast|search)|data\/2\.5)/.test(path);
