import type {
  ActionSpecification,
  ProviderSpecification,
} from "../../../../../shared/specification.ts";
import { furtherStep, sayingVerbs } from "../../code/further.ts";
import { castRoles, spaced, type Cast, type Role } from "../../code/roles.ts";

export type TimeRole =
  "zone" | "zones" | "from" | "to" | "time" | "format" | "search" | "limit" | "unix";

/** What an action wants to know about time. */
export type TimeKind = "current" | "several" | "convert" | "difference" | "list" | "unix";

export interface TimeAction {
  action: ActionSpecification;
  kind: TimeKind;
  roles: Cast<TimeRole>;
  needed: string[];
}

const TEXT: Role["types"] = ["string"];
const NUMBER: Role["types"] = ["number", "integer"];
const role = (types: Role["types"], called: RegExp, more: Partial<Role> = {}): Role => ({
  types,
  called,
  ...more,
});

const ZONE = /\b(time ?zone|zone|tz|city|location|place|country|region|where)\b/;
const from = role(
  TEXT,
  /\b(from|source|origin|first|start|original|input)\b|^(zone|timezone|tz|city) ?(1|a|one)$/,
);
const to = role(
  TEXT,
  /\b(to|target|destination|dest|second|end|output|into)\b|^(zone|timezone|tz|city) ?(2|b|two)$/,
);
const format = role(TEXT, /\bformat\b|\bclock\b/, { optional: true, strict: true });

/** The first kind whose words and roles fit an action is meant. */
const KINDS: { kind: TimeKind; says: RegExp; roles: Partial<Record<TimeRole, Role>> }[] = [
  {
    kind: "convert",
    says: /\bconver\w*|\btranslat\w*|\bbetween\b|\bfrom one\b|\bwhat time\b/,
    roles: {
      time: role(
        TEXT,
        /^(time|date ?time|timestamp|date|when|value|input ?time|local ?time|source ?time)$|\btime$/,
      ),
      from,
      to,
    },
  },
  {
    kind: "unix",
    says: /\b(unix|epoch|timestamp)\b/,
    roles: {
      unix: role(NUMBER, /\b(unix|epoch|timestamp|seconds|value|time)\b/),
      zone: role(TEXT, ZONE, { optional: true }),
    },
  },
  {
    kind: "difference",
    says: /\b(difference|compare\w*|apart|ahead|behind|offset between|hours between)\b/,
    roles: { from, to },
  },
  {
    kind: "several",
    says: /\btimes?\b|\bclock\b/,
    roles: {
      zones: role(["array"], /\b(zones?|time ?zones?|cities|places|locations|countries)\b/),
    },
  },
  {
    kind: "list",
    says: /\b(list|search|find|show|get|all|available|supported|look ?up)\b.*\b(time ?zones|zones)\b/,
    roles: {
      search: role(
        TEXT,
        /\b(search|query|filter|region|continent|country|text|term|name|contains|prefix)\b/,
        { optional: true },
      ),
      limit: role(NUMBER, /\b(limit|max|count)\b/, { optional: true }),
    },
  },
  {
    kind: "current",
    says: /\b(current|now|local|what|get|tell|show|check|look ?up)\b.*\b(time|date|clock|time ?zone|offset|day)\b|\b(time|clock|date)\b.*\b(in|of|for|at)\b|\bworld clock\b|^(time|clock|now)\b/,
    roles: { zone: role(TEXT, ZONE, { optional: true }), format },
  },
];

const UNKNOWN =
  /\b(meeting|schedul\w*|remind\w*|timers?|stopwatch|alarm|countdown|calendar|holiday\w*|sunrise|sunset|moon|prayer|flight|train|business hours|opening|age|birthday|track\w*|log|until|weather|news|stocks?|traffic|temperature|travel|price|history)\b/;

const ABOUT_TIME = /\b(times?|time ?zones?|zones?|clocks?|utc|gmt|cities)\b/;
const TIME_VERBS = new Set([
  ...sayingVerbs,
  "calculate",
  "translate",
  "compare",
  "consider",
  "account",
]);

const FORMATS =
  /^(12 ?h(r|our)?|24 ?h(r|our)?|12|24|iso|iso ?8601|unix|timestamp|date|time|full)$/i;

/** What an action asks about time, if that can be answered. */
export function timeAction(action: ActionSpecification): TimeAction | undefined {
  const words = `${spaced(action.name)} ${action.description}`.toLowerCase();
  if (UNKNOWN.test(words) || furtherStep(action.description, TIME_VERBS)) return undefined;
  for (const { kind, says, roles } of KINDS) {
    if (!says.test(words)) continue;
    const cast = castRoles<TimeRole>(action.parameters, roles as Record<TimeRole, Role>);
    if (!cast) continue;
    // "List expenses between two dates" is not about the clock.
    if (/^(convert|difference)$/.test(kind) && !ABOUT_TIME.test(words)) continue;
    const choices = cast.format ? (action.parameters[cast.format]?.enum ?? []) : [];
    if (!choices.every((each) => FORMATS.test(String(each)))) continue;
    if (kind === "current" && !cast.zone && !/\btime|date|clock|day\b/.test(words)) continue;
    const needed = neededOf(action, kind, cast);
    const given = (name: string): boolean =>
      needed.includes(name) || action.parameters[name]?.default !== undefined;
    const open = (Object.keys(roles) as TimeRole[]).flatMap((each) =>
      roles[each]?.optional ? [] : [cast[each] ?? ""],
    );
    if (!open.every(given)) continue;
    return { action, kind, roles: cast, needed };
  }
  return undefined;
}

function neededOf(
  { parameters }: ActionSpecification,
  kind: TimeKind,
  cast: Cast<TimeRole>,
): string[] {
  const optional = [cast.format, cast.search, cast.limit, kind === "unix" ? cast.zone : undefined];
  return Object.entries(parameters)
    .filter(([name, { required, default: fallback, description = "" }]) => {
      if (fallback !== undefined || required === false) return false;
      return (
        required === true || !(optional.includes(name) || /\boptional|default/i.test(description))
      );
    })
    .map(([name]) => name);
}

const FIELDS: [RegExp, string][] = [
  [/\b(utc|gmt|time ?zone) ?offset\b|^offset$/, "moment.utcOffset"],
  [/\b(unix|epoch|timestamp)\b/, "moment.unix"],
  [/\b(dst|daylight)\b/, "moment.isDaylightSaving"],
  [/\b(time ?zone|zone|tz)\b/, "moment.timezone"],
  [/\b(week ?day|day of week|day)\b/, "moment.weekday"],
  [/\b(date ?time|iso|now|utc time)\b|^(current|local) ?time$/, "moment.iso"],
  [/\bdate\b/, "moment.date"],
  [/\btime\b/, "moment.time"],
];

/** The expression behind a field of a provider's data; nothing for a field that is not about time. */
export function momentField(field: string): string | undefined {
  return FIELDS.find(([called]) => called.test(spaced(field)))?.[1];
}

/** Whether a provider shows the current time and promises nothing else. */
export function isTimeProvider({
  name,
  description,
  dataStructure = {},
}: ProviderSpecification): boolean {
  return (
    /\b(time|clock|date|time ?zone)\b/i.test(`${spaced(name)} ${description}`) &&
    Object.keys(dataStructure).every((field) => momentField(field) !== undefined)
  );
}
