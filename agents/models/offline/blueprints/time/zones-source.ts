import type { SourceFile } from "../../blueprint.ts";

/** The file that knows time zones under all the names people use. */
export const zonesFile: SourceFile = {
  path: "src/zones.ts",
  content: `import { ABBREVIATIONS, PLACES } from "./zone-names.js";

/** A time zone: its name, and how far it is ahead of UTC at an instant. */
export interface Zone {
  name: string;
  offsetMinutes(instant: number): number;
}

export type Found<Value> = { ok: true; value: Value } | { ok: false; text: string };

const MINUTE_MS = 60_000;

/** Finds a zone by IANA name, city, country of one zone, abbreviation or offset, in any case. */
export function findZone(text: string): Found<Zone> {
  const wanted = plain(text);
  const offset = offsetIn(text);
  if (offset !== undefined) return { ok: true, value: fixed(offset) };
  const abbreviation = ABBREVIATIONS[wanted.toUpperCase()];
  if (abbreviation !== undefined) {
    return { ok: true, value: { ...fixed(abbreviation), name: wanted.toUpperCase() } };
  }
  const name =
    cities().get(wanted) ?? cities().get(plain(text.split(",")[0] ?? "")) ?? ianaName(text.trim());
  if (name) return { ok: true, value: regional(name) };
  return { ok: false, text: \`I know no time zone "\${text}". Did you mean \${nearest(wanted).join(", ")}?\` };
}

/** All zones whose name contains every word of a text. */
export function searchZones(text = ""): string[] {
  const words = plain(text).split(" ").filter(Boolean);
  return Intl.supportedValuesOf("timeZone").filter((name) =>
    words.every((word) => plain(name).includes(word)),
  );
}

/** An offset as people write it: 330 is UTC+05:30. */
export function offsetText(minutes: number): string {
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return \`\${minutes < 0 ? "-" : "+"}\${pad(hours)}:\${pad(rest)}\`;
}

const pad = (value: number): string => String(value).padStart(2, "0");

/** "Europe/São_Paulo" and "sao paulo" are compared without case, accents and punctuation. */
const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9+]+/g, " ")
    .trim();

function fixed(minutes: number): Zone {
  const name = minutes === 0 ? "UTC" : \`UTC\${offsetText(minutes)}\`;
  return { name, offsetMinutes: () => minutes };
}

/** Minutes of "+02:00", "UTC+2", "GMT-0530"; nothing for any other text. */
function offsetIn(text: string): number | undefined {
  const parts = /^(?:utc|gmt|z)?\\s*([+\\u2212-])(\\d{1,2})(?::?(\\d{2}))?$/i.exec(text.trim());
  if (!parts) return undefined;
  const [, sign, hours, minutes = "0"] = parts;
  const total = Number(hours) * 60 + Number(minutes);
  if (total > 14 * 60 || Number(minutes) > 59) return undefined;
  return sign === "+" ? total : -total;
}

function ianaName(text: string): string | undefined {
  if (!text.includes("/") && !/^utc$/i.test(text)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: text.replaceAll(" ", "_") }).resolvedOptions();
    return timeZone;
  } catch {
    return undefined; // Intl throws for names it does not know
  }
}

function regional(name: string): Zone {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const offsetMinutes = (instant: number): number => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
    return Math.round((local - Math.floor(instant / 1000) * 1000) / MINUTE_MS);
  };
  return { name, offsetMinutes };
}

let known: Map<string, string> | undefined;

/** Zones by full name and by city; large cities without a zone of their own come from a table. */
function cities(): Map<string, string> {
  if (known) return known;
  known = new Map();
  const names = Intl.supportedValuesOf("timeZone");
  for (const name of names) known.set(plain(name), name);
  for (const name of names) {
    const city = plain(name.split("/").at(-1) ?? "");
    if (!known.has(city)) known.set(city, name);
  }
  for (const [zone, places] of Object.entries(PLACES)) {
    for (const place of places.split(", ")) known.set(plain(place), zone);
  }
  return known;
}

/** The three known names that take the fewest changes to become the wanted one. */
function nearest(wanted: string): string[] {
  const scored = [...cities()].map(([name, zone]) => ({
    zone,
    distance: name.includes(wanted) && wanted.length > 2 ? 0 : changes(wanted, name),
  }));
  const zones = scored.sort((a, b) => a.distance - b.distance).map(({ zone }) => zone);
  return [...new Set(zones)].slice(0, 3);
}

/** How many letters must be added, dropped or replaced to turn one text into another. */
function changes(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [at, other] of [...to].entries()) {
      const replaced = (row[at] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
`,
};

/** The table of names that are no zones of their own. */
export const zoneNamesFile: SourceFile = {
  path: "src/zone-names.ts",
  content: `/** Places people ask for that are no names of zones; countries only where one zone is the obvious one. */
export const PLACES: Record<string, string> = {
  "America/New_York":
    "NYC, Boston, Washington, Washington DC, Miami, Atlanta, Philadelphia, Orlando, ET, Eastern Time, US/Eastern",
  "America/Chicago": "Houston, Dallas, Austin, San Antonio, Minneapolis, New Orleans, CT, Central Time, US/Central",
  "America/Denver": "Salt Lake City, Albuquerque, MT, Mountain Time, US/Mountain",
  "America/Los_Angeles":
    "San Francisco, Seattle, San Diego, Las Vegas, Portland, Silicon Valley, California, LA, PT, Pacific Time, US/Pacific",
  "America/Toronto": "Ottawa, Montreal, Quebec",
  "America/Sao_Paulo": "Rio de Janeiro, Brasilia, Brazil",
  "America/Mexico_City": "Guadalajara, Mexico",
  "America/Argentina/Buenos_Aires": "Argentina",
  "Europe/London": "UK, United Kingdom, England, Britain, Scotland, Edinburgh, Manchester, Liverpool",
  "Europe/Dublin": "Ireland",
  "Europe/Lisbon": "Portugal, Porto",
  "Europe/Paris": "France, Lyon, Marseille",
  "Europe/Berlin": "Germany, Munich, Hamburg, Frankfurt, Cologne, Stuttgart",
  "Europe/Madrid": "Spain, Barcelona, Valencia, Seville",
  "Europe/Rome": "Italy, Milan, Naples, Turin, Florence, Venice",
  "Europe/Zurich": "Switzerland, Geneva, Basel, Bern",
  "Europe/Amsterdam": "Netherlands, Holland, Rotterdam",
  "Europe/Brussels": "Belgium, Antwerp",
  "Europe/Vienna": "Austria",
  "Europe/Stockholm": "Sweden",
  "Europe/Oslo": "Norway",
  "Europe/Copenhagen": "Denmark",
  "Europe/Helsinki": "Finland",
  "Europe/Warsaw": "Poland, Krakow",
  "Europe/Prague": "Czechia, Czech Republic",
  "Europe/Athens": "Greece",
  "Europe/Istanbul": "Turkey, Ankara",
  "Europe/Kyiv": "Kiev, Ukraine",
  "Europe/Moscow": "Saint Petersburg, St Petersburg",
  "Asia/Jerusalem": "Tel Aviv, Israel",
  "Asia/Dubai": "Abu Dhabi, UAE, United Arab Emirates",
  "Asia/Kolkata": "Calcutta, India, Mumbai, Bombay, Delhi, New Delhi, Bangalore, Bengaluru, Chennai, Hyderabad, Pune",
  "Asia/Kathmandu": "Katmandu, Nepal",
  "Asia/Shanghai": "China, Beijing, Peking, Shenzhen, Guangzhou",
  "Asia/Hong_Kong": "Hongkong",
  "Asia/Tokyo": "Japan, Osaka, Kyoto",
  "Asia/Seoul": "Korea, South Korea, Busan",
  "Asia/Ho_Chi_Minh": "Saigon, Hanoi, Vietnam",
  "Asia/Bangkok": "Thailand",
  "Asia/Manila": "Philippines",
  "Asia/Jakarta": "Bali",
  "Africa/Johannesburg": "Cape Town, South Africa, Pretoria, Durban",
  "Africa/Lagos": "Nigeria, Abuja",
  "Africa/Nairobi": "Kenya",
  "Africa/Cairo": "Egypt",
  "Australia/Sydney": "Canberra",
  "Pacific/Auckland": "New Zealand, Wellington",
  "Pacific/Honolulu": "Hawaii",
};

/** Abbreviations stand for one offset in minutes, in summer and winter; ET, PT and the like follow the clock there. */
export const ABBREVIATIONS: Record<string, number> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  IST: 330,
  SGT: 480,
  HKT: 480,
  AWST: 480,
  JST: 540,
  KST: 540,
  ACST: 570,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  BRT: -180,
  ART: -180,
  AST: -240,
  EDT: -240,
  EST: -300,
  CDT: -300,
  CST: -360,
  MDT: -360,
  MST: -420,
  PDT: -420,
  PST: -480,
  AKDT: -480,
  AKST: -540,
  HST: -600,
};
`,
};
