import type { ActionSpecification, Parameter } from "../../../../../shared/specification.ts";
import { furtherStep, sayingVerbs } from "../../code/further.ts";
import { castRoles, neededNames, spaced, type Cast, type Role } from "../../code/roles.ts";

export type WeatherRole = "location" | "units" | "days" | "latitude" | "longitude";

/** One action about the weather of a place, now or in the coming days. */
export interface WeatherAction {
  action: ActionSpecification;
  kind: "current" | "forecast";
  roles: Cast<WeatherRole>;
  /** Days of a forecast when the call does not say. */
  days: number;
  needed: string[];
}

const NUMBER: Parameter["type"][] = ["number", "integer"];

const ROLES: Record<WeatherRole, Role> = {
  units: { types: ["string"], called: /\b(units?|scale|system)\b/, optional: true },
  days: { types: NUMBER, called: /\bdays?\b|^(count|period|duration)$/, optional: true },
  latitude: { types: NUMBER, called: /^lat(itude)?\b/, optional: true },
  longitude: { types: NUMBER, called: /^(lon|lng|long|longitude)\b/, optional: true },
  location: {
    types: ["string"],
    called: /\b(location|city|place|town|address|where|q|query|name)\b/,
    optional: true,
  },
};

const UNKNOWN =
  /\b(alerts?|warnings?|air quality|pollen|histor\w*|past|yesterday|marine|tides?|radar|maps?|uv|sunrise|sunset|moon|hourly|hours?|compare|climate|news|predict|local time|current time|time and|and (the )?time)\b/i;

/** What an action asks about the weather, if that can be answered. */
export function weatherAction(action: ActionSpecification): WeatherAction | undefined {
  const words = `${spaced(action.name)} ${action.description}`;
  if (!/\b(weather|temperature|forecast)\b/i.test(words) || UNKNOWN.test(words)) return undefined;
  if (furtherStep(action.description, sayingVerbs)) return undefined;
  const roles = castRoles(action.parameters, ROLES);
  const hasPlace =
    roles?.location !== undefined || (roles?.latitude && roles.longitude) !== undefined;
  if (!roles || !hasPlace) return undefined;
  const choices = roles.units ? (action.parameters[roles.units]?.enum ?? []) : [];
  if (choices.some((each) => !/^(°?[cf]|celsius|fahrenheit|metric|imperial)$/i.test(String(each))))
    return undefined;
  const speaksOfDays = /\b(forecasts?|tomorrow|days?|week(ly)?|daily|upcoming)\b/i.test(words);
  const isNow = /\b(current|now|right now|today)\b/i.test(words);
  const kind = roles.days !== undefined || (speaksOfDays && !isNow) ? "forecast" : "current";
  const written = /\b(\d{1,2})[- ]days?\b/i.exec(words)?.[1];
  const days = written ? Number(written) : /\btomorrow\b/i.test(words) ? 2 : 5;
  const needed = new Set(neededNames(action));
  if (roles.latitude && roles.longitude && roles.location) {
    // Either way of naming the place will do.
    for (const each of [roles.latitude, roles.longitude, roles.location]) {
      if (action.parameters[each]?.required !== true) needed.delete(each);
    }
  }
  for (const each of [roles.units, roles.days]) {
    if (each !== undefined && action.parameters[each]?.required !== true) needed.delete(each);
  }
  return { action, kind, roles, days, needed: [...needed] };
}
