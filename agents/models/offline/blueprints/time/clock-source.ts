import type { SourceFile } from "../../blueprint.ts";

const READING = `
/** A date and a time of day as a clock on the wall shows them, in milliseconds as if it hung in Greenwich. */
type WallTime = number;

/** Reads "14:30", "2:30 pm", "noon" or an ISO 8601 date with or without offset; without a date it is today there. */
export function readTime(text: string, zone: Zone, now = Date.now()): Found<number> {
  const written = text.trim();
  if (/^now$/i.test(written)) return { ok: true, value: now };
  const iso =
    /^(\\d{4})-(\\d{2})-(\\d{2})(?:[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?)?\\s*(Z|[+-]\\d{2}:?\\d{2})?$/i.exec(written);
  if (iso) {
    const [year, month, day, hour, minute, second] = iso.slice(1, 7).map((part) => Number(part ?? 0)) as Six;
    const wall = wallTime(year, month, day, hour, minute, second);
    if (wall === undefined) return { ok: false, text: \`There is no such date or time as "\${text}".\` };
    const own = iso[7] === undefined ? undefined : findZone(iso[7].replace(/^z$/i, "UTC"));
    return { ok: true, value: instantOf(wall, own?.ok ? own.value : zone) };
  }
  const time = timeOfDay(written);
  if (!time) {
    return { ok: false, text: \`"\${text}" is no time I can read; write 14:30, 2:30 pm or 2026-12-31T14:30.\` };
  }
  const today = new Date(now + zone.offsetMinutes(now) * MINUTE_MS);
  const midnight = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
  return { ok: true, value: instantOf(midnight + time.minutes * MINUTE_MS, zone) };
}

type Six = [number, number, number, number, number, number];

function wallTime(...[year, month, day, hour, minute, second]: Six): WallTime | undefined {
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(wall).toISOString().slice(0, 19);
  const pad = (value: number) => String(value).padStart(2, "0");
  const same = \`\${String(year).padStart(4, "0")}-\${pad(month)}-\${pad(day)}T\${pad(hour)}:\${pad(minute)}:\${pad(second)}\`;
  return back === same ? wall : undefined;
}

function timeOfDay(text: string): { minutes: number } | undefined {
  if (/^(noon|midday)$/i.test(text)) return { minutes: 720 };
  if (/^midnight$/i.test(text)) return { minutes: 0 };
  const parts = /^(\\d{1,2})(?:[:.](\\d{2}))?(?::\\d{2})?\\s*([ap])?\\.?\\s*(?:m\\.?)?$/i.exec(text);
  const [, hours = "", minutes, half] = parts ?? [];
  if (!parts || (minutes === undefined && half === undefined) || Number(minutes ?? 0) > 59) return undefined;
  const hour = Number(hours);
  if (half === undefined) return hour < 24 ? { minutes: hour * 60 + Number(minutes) } : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return { minutes: ((hour % 12) + (half.toLowerCase() === "p" ? 12 : 0)) * 60 + Number(minutes ?? 0) };
}

/**
 * The instant at which clocks in a zone show a time. A time that summer time skips is read with the offset before the
 * change (02:30 becomes 03:30); of a time that comes twice the first is meant.
 */
function instantOf(wall: WallTime, zone: Zone): number {
  const before = wall - zone.offsetMinutes(wall - DAY_MS) * MINUTE_MS;
  const after = wall - zone.offsetMinutes(wall + DAY_MS) * MINUTE_MS;
  const fitting = [before, after].filter(
    (instant) => instant + zone.offsetMinutes(instant) * MINUTE_MS === wall,
  );
  return fitting.length > 0 ? Math.min(...fitting) : before;
}
`;

const WRITING = `
/** Writes a moment in one of a few common ways. */
export function written(moment: Moment, format = "24h"): Found<string> {
  const [hour = 0, minute = "00"] = [Number(moment.time.slice(0, 2)), moment.time.slice(3, 5)];
  const ways: Record<string, string> = {
    "12h": \`\${hour % 12 || 12}:\${minute} \${hour < 12 ? "am" : "pm"}\`,
    "24h": \`\${moment.time.slice(0, 5)}\`,
    iso: moment.iso,
    unix: String(moment.unix),
    date: moment.date,
    time: moment.time,
    full: inWords(moment),
  };
  const wanted = format.trim().toLowerCase().replace(/^(12|24)[ -]?(h|hrs?|hours?|hour clock)?$/, "$1h");
  const way = ways[wanted === "iso8601" || wanted === "iso 8601" ? "iso" : wanted === "timestamp" ? "unix" : wanted];
  return way === undefined
    ? { ok: false, text: \`"\${format}" is no format I know; use one of \${Object.keys(ways).join(", ")}.\` }
    : { ok: true, value: way };
}
`;

/** The file that tells what clocks in a zone show, with as much of it as the plugin needs. */
export function clockFile({ reads, formats }: { reads: boolean; formats: boolean }): SourceFile {
  return {
    path: "src/clock.ts",
    content: `import { ${reads ? "findZone, " : ""}offsetText${reads || formats ? ", type Found" : ""}, type Zone } from "./zones.js";

const MINUTE_MS = 60_000;
${reads ? "const DAY_MS = 24 * 60 * MINUTE_MS;\n" : ""}
/** What clocks in a zone show at one instant. */
export interface Moment {
  timezone: string;
  /** Such as 2026-12-31T14:30:00+01:00. */
  iso: string;
  date: string;
  time: string;
  weekday: string;
  /** Hours ahead of UTC; half and quarter hours are fractions. */
  utcOffset: number;
  /** The same as people write it, such as +05:30. */
  utcOffsetText: string;
  /** Seconds since 1970. */
  unix: number;
  /** Whether clocks there are ahead of what they show in the other half of the year. */
  isDaylightSaving: boolean;
}

/** What clocks in a zone show at an instant, now when nothing else is said. */
export function momentIn(zone: Zone, instant = Date.now()): Moment {
  const minutes = zone.offsetMinutes(instant);
  const local = new Date(instant + minutes * MINUTE_MS);
  const text = local.toISOString();
  const year = local.getUTCFullYear();
  const winter = Math.min(zone.offsetMinutes(Date.UTC(year, 0, 1)), zone.offsetMinutes(Date.UTC(year, 6, 1)));
  return {
    timezone: zone.name,
    iso: \`\${text.slice(0, 19)}\${offsetText(minutes)}\`,
    date: text.slice(0, 10),
    time: text.slice(11, 19),
    weekday: local.toLocaleDateString("en", { weekday: "long", timeZone: "UTC" }),
    utcOffset: minutes / 60,
    utcOffsetText: offsetText(minutes),
    unix: Math.floor(instant / 1000),
    isDaylightSaving: minutes > winter,
  };
}

/** A moment as a sentence says it. */
export function inWords({ time, weekday, date, timezone, utcOffsetText }: Moment): string {
  const zone = timezone.startsWith("UTC") ? timezone : \`\${timezone} (UTC\${utcOffsetText})\`;
  return \`\${time.slice(0, 5)} on \${weekday}, \${date} in \${zone}\`;
}
${reads ? READING : ""}${formats ? WRITING : ""}`,
  };
}
