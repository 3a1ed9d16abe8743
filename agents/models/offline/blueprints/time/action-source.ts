import type { RenderOptions, SourceFile } from "../../blueprint.ts";
import type { PluginSpecification } from "../../../../../shared/specification.ts";
import { actionFile } from "../../code/action.ts";
import { withoutClash } from "../../code/imports.ts";
import { zodSource } from "../../code/schema.ts";
import { availability } from "../../code/settings.ts";
import { access } from "../../code/text.ts";
import type { TimeAction, TimeKind, TimeRole } from "./claims.ts";

interface Work {
  body: string;
  clock?: string[];
  zones?: string[];
  /** Constants in front of the action. */
  before?: string;
  user: string;
  agent: string;
}

/** The file of an action that answers a question about time. */
export function timeActionFile(
  time: TimeAction,
  specification: PluginSpecification,
  { maximumLength }: RenderOptions,
): SourceFile {
  const { action, kind, needed, roles } = time;
  const value = (role: TimeRole): string | undefined => {
    const name = roles[role];
    return name === undefined ? undefined : access("values", name);
  };
  const work = WORK[kind](value, roles.zone !== undefined && !needed.includes(roles.zone));
  const { available } = availability(specification);
  const own = work.body.includes("ownZone(");
  const imports = [
    work.clock && `import { ${work.clock.join(", ")} } from "../clock.js";`,
    own && `import { ownZone } from "../own-zone.js";`,
    available && `import { hasSettings } from "../settings.js";`,
    work.zones && `import { ${work.zones.join(", ")} } from "../zones.js";`,
  ].filter((line): line is string => typeof line === "string" && line !== "");
  return actionFile({
    action,
    required: needed,
    schema: zodSource(action.parameters, { required: needed, maximumLength }),
    ...(work.body.includes("failure(") && { fromRespond: ["failure"] }),
    ...withoutClash(action.name, { body: work.body, imports }),
    takes: Object.keys(action.parameters).length > 0 ? "values" : "",
    usesRuntime: own,
    ...(work.before && { before: work.before }),
    ...(available && { available }),
    examples: [{ user: work.user, agent: work.agent }],
  });
}

type Values = (role: TimeRole) => string | undefined;

/** Source of one kind of action; a zone may be one that calls may leave out. */
type Source = (value: Values, zoneIsOptional: boolean) => Work;

const zoneFrom = (name: string, given: string): string => `const ${name} = findZone(${given});
if (!${name}.ok) return failure(${name}.text);`;

/** A zone that is left out stands for the agent's own. */
function zoneOrOwn(given: string | undefined, isOptional: boolean): string {
  const found =
    given === undefined
      ? "ownZone(runtime)"
      : isOptional
        ? `${given} === undefined ? ownZone(runtime) : findZone(${given})`
        : `findZone(${given})`;
  return `const zone = ${found};\nif (!zone.ok) return failure(zone.text);`;
}

const WORK: Record<TimeKind, Source> = {
  current: (value, zoneIsOptional) => {
    const format = value("format");
    const zone = zoneOrOwn(value("zone"), zoneIsOptional);
    const ending = format
      ? `const text = written(moment, ${format});
if (!text.ok) return failure(text.text);
return {
  success: true,
  text: \`It is \${text.value} in \${moment.timezone}.\`,
  values: { currentTime: moment.iso, timezone: moment.timezone },
  data: { currentTime: moment.iso, formatted: text.value, ...moment },
};`
      : `return {
  success: true,
  text: \`It is \${inWords(moment)}.\`,
  values: { currentTime: moment.iso, timezone: moment.timezone },
  data: { currentTime: moment.iso, ...moment },
};`;
    return {
      body: `${zone}\nconst moment = momentIn(zone.value);\n${ending}`,
      clock: format ? ["momentIn", "written"] : ["inWords", "momentIn"],
      ...(value("zone") && { zones: ["findZone"] }),
      user: "What time is it in Tokyo?",
      agent: "It is 21:05 on Monday, 2026-11-23 in Asia/Tokyo (UTC+09:00).",
    };
  },
  several: (value) => ({
    body: `const moments: Moment[] = [];
for (const name of ${value("zones")}) {
  const zone = findZone(String(name));
  if (!zone.ok) return failure(zone.text);
  moments.push(momentIn(zone.value));
}
return {
  success: true,
  text: moments.length > 0 ? moments.map(inWords).join("\\n") : "No time zone was given.",
  data: { times: moments },
};`,
    clock: ["inWords", "momentIn", "type Moment"],
    zones: ["findZone"],
    user: "What time is it in Berlin and Tokyo?",
    agent: "13:05 on Monday, 2026-11-23 in Europe/Berlin (UTC+01:00) …",
  }),
  convert: (value) => ({
    body: `${zoneFrom("from", value("from") ?? "")}
${zoneFrom("to", value("to") ?? "")}
const instant = readTime(${value("time")}, from.value);
if (!instant.ok) return failure(instant.text);
const there = momentIn(from.value, instant.value);
const here = momentIn(to.value, instant.value);
const dayChange = (Date.parse(here.date) - Date.parse(there.date)) / DAY_MS;
return {
  success: true,
  text: \`\${inWords(there)} is \${inWords(here)}, \${DAYS[dayChange]}.\`,
  values: { convertedTime: here.iso },
  data: { convertedTime: here.iso, time: here.time.slice(0, 5), dayChange, from: there, to: here },
};`,
    before: `const DAY_MS = 86_400_000;
/** Where the day changes on the way; the farthest zones are more than a day apart. */
const DAYS: Record<number, string> = {
  [-2]: "two days before",
  [-1]: "the day before",
  0: "the same day",
  1: "the next day",
  2: "two days later",
};`,
    clock: ["inWords", "momentIn", "readTime"],
    zones: ["findZone"],
    user: "What is 14:30 in Berlin in New York?",
    agent:
      "14:30 on Monday, 2026-11-23 in Europe/Berlin (UTC+01:00) is 08:30 on Monday, 2026-11-23 in America/New_York (UTC-05:00), the same day.",
  }),
  difference: (value) => ({
    body: `${zoneFrom("from", value("from") ?? "")}
${zoneFrom("to", value("to") ?? "")}
const there = momentIn(from.value);
const here = momentIn(to.value);
const hours = here.utcOffset - there.utcOffset;
const relation =
  hours === 0
    ? "has the same time as"
    : \`is \${Math.abs(hours)} \${Math.abs(hours) === 1 ? "hour" : "hours"} \${hours > 0 ? "ahead of" : "behind"}\`;
return {
  success: true,
  text: \`\${here.timezone} \${relation} \${there.timezone} now: \${inWords(there)}, \${inWords(here)}.\`,
  values: { hours },
  data: { hours, minutes: hours * 60, from: there, to: here },
};`,
    clock: ["inWords", "momentIn"],
    zones: ["findZone"],
    user: "How many hours is Tokyo ahead of London?",
    agent: "Asia/Tokyo is 9 hours ahead of Europe/London now.",
  }),
  list: (value) => ({
    body: `const zones = searchZones(${value("search") ?? ""});
${value("search") ? `if (zones.length === 0) return failure(\`I know no time zone that contains "\${${value("search")}}".\`);\n` : ""}const shown = zones.slice(0, Math.max(1, ${value("limit") ? `${value("limit")} ?? SHOWN` : "SHOWN"}));
const more = zones.length > shown.length ? \` and \${zones.length - shown.length} more\` : "";
return {
  success: true,
  text: \`\${zones.length} time zones: \${shown.join(", ")}\${more}.\`,
  values: { count: zones.length },
  data: { timezones: ${value("limit") ? "shown" : "zones"}, count: zones.length },
};`,
    before: "/** More names than this help nobody in a chat. */\nconst SHOWN = 50;",
    zones: ["searchZones"],
    user: "Which time zones are there in Europe?",
    agent: "Europe/Amsterdam, Europe/Athens, Europe/Berlin …",
  }),
  unix: (value, zoneIsOptional) => ({
    body: `${value("zone") ? zoneOrOwn(value("zone"), zoneIsOptional) : zoneFrom("zone", `"UTC"`)}
// Timestamps of more than eleven digits count milliseconds.
const instant = Math.abs(${value("unix")}) > 1e11 ? ${value("unix")} : ${value("unix")} * 1000;
if (Math.abs(instant) > 8.64e15) return failure("That timestamp is beyond all calendars.");
const moment = momentIn(zone.value, instant);
return {
  success: true,
  text: \`\${${value("unix")}} is \${inWords(moment)}.\`,
  values: { iso: moment.iso },
  data: { ...moment },
};`,
    clock: ["inWords", "momentIn"],
    zones: ["findZone"],
    user: "Which date is the timestamp 1700000000?",
    agent: "1700000000 is 22:13 on Tuesday, 2023-11-14 in UTC.",
  }),
};
