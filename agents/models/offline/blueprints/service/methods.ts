import { wordsOf } from "../../../../../shared/names.ts";
import type { ServiceSpecification } from "../../../../../shared/specification.ts";

/** What one method of a service does. */
export type Meaning =
  | "connect"
  | "disconnect"
  | "reconnect"
  | "isRunning"
  | "status"
  | "uptime"
  | "set"
  | "get"
  | "has"
  | "delete"
  | "keys"
  | "entries"
  | "clear"
  | "size"
  | "increment"
  | "decrement"
  | "value"
  | "reset"
  | "enqueue"
  | "dequeue"
  | "peek";

export type Kind = "lifecycle" | "keyValue" | "counter" | "queue";

export interface Method {
  name: string;
  meaning: Meaning;
}

const LIFECYCLE: [RegExp, Meaning][] = [
  [
    /^(start|connect|open|init|initialize|initialise|resume|enable|activate)( (service|connection|session))?$/,
    "connect",
  ],
  [
    /^(stop|disconnect|close|shutdown|shut down|pause|disable|deactivate|cleanup|dispose|destroy)( (service|connection|session))?$/,
    "disconnect",
  ],
  [/^(restart|reconnect)$/, "reconnect"],
  [
    /^is (running|connected|active|ready|started|open|enabled|alive|available|healthy)$/,
    "isRunning",
  ],
  [/^(get )?(service )?(status|state|health)( check)?$|^(check )?health$|^ping$/, "status"],
  [/^(get )?uptime$/, "uptime"],
];

const THING =
  "(?: (?:value|item|entry|key|data|state|config|setting|cache|cached|record|option|property|values|items|entries|keys|settings|preference|preferences|variable|variables))*";
const KEY_VALUE: [RegExp, Meaning][] = [
  [new RegExp(`^(set|put|store|save|cache|remember|write)${THING}$`), "set"],
  [new RegExp(`^(get|fetch|read|load|retrieve|recall|lookup)${THING}$`), "get"],
  [new RegExp(`^(has|exists|contains|is)${THING}( cached)?$`), "has"],
  [new RegExp(`^(delete|remove|unset|invalidate|forget|evict|del)${THING}$`), "delete"],
  [/^(get )?(all )?keys$|^list keys$/, "keys"],
  [new RegExp(`^(get all|list|entries|all|list all|get entries|values|dump)${THING}$`), "entries"],
  [new RegExp(`^(clear|flush|reset|empty|purge)( all)?${THING}$`), "clear"],
  [/^(get )?(size|count|length)$/, "size"],
];

const COUNTER: [RegExp, Meaning][] = [
  [/^(increment|increase|inc|add|up|count up|tick|hit)( counter| count| one)?$/, "increment"],
  [/^(decrement|decrease|dec|subtract|down|count down)( counter| count| one)?$/, "decrement"],
  [
    /^(get|get value|get count|get counter|value|count|current|current value|get current|total|get total|read)$/,
    "value",
  ],
  [/^(reset|clear|zero)( counter| count)?$/, "reset"],
];

const QUEUE: [RegExp, Meaning][] = [
  [/^(enqueue|push|add|put|offer)( item| message| job)?$/, "enqueue"],
  [/^(dequeue|pop|shift|next|take|poll)( item| message| job)?$/, "dequeue"],
  [/^(peek|front|head)$/, "peek"],
  [/^(get )?(size|length|count)$/, "size"],
  [/^(clear|flush|reset|empty|drain)( queue)?$/, "clear"],
];

/** What a method does when it only begins, ends or tells about the work. */
export function lifecycleOf(name: string): Meaning | undefined {
  const words = wordsOf(name).join(" ");
  return LIFECYCLE.find(([pattern]) => pattern.test(words))?.[1];
}

/** Each method with its meaning, or nothing when one of them means none of these. */
function read(names: string[], table: [RegExp, Meaning][]): Method[] | undefined {
  const methods = names.map((name) => {
    const words = wordsOf(name).join(" ");
    const meaning = [...table, ...LIFECYCLE].find(([pattern]) => pattern.test(words))?.[1];
    return meaning && { name, meaning };
  });
  return methods.every((each) => each !== undefined) ? methods : undefined;
}

/** A service whose methods all mean something together. */
export interface Understood {
  kind: Kind;
  service: ServiceSpecification;
  methods: Method[];
}

/** The name of a method written with or without parentheses: `add(title: string)` → `add`. */
export const methodName = (method: string): string => /^[\w$]+/.exec(method.trim())?.[0] ?? method;

/** Understands a service by the names of its methods; nothing when one of them could mean anything. */
export function understandService(service: ServiceSpecification): Understood | undefined {
  const names = [...new Set(service.methods.map(methodName))];
  if (names.length === 0) return undefined;
  // Values that expire need a clock and a promise about it: none of these services has one.
  if (/\b(ttl|expir\w+|time.to.live)\b/i.test(service.description)) return undefined;
  const has = (methods: Method[], ...meanings: Meaning[]): boolean =>
    meanings.every((meaning) => methods.some((each) => each.meaning === meaning));
  const lifecycle = read(names, []);
  if (lifecycle && !demandsMore(service)) return { kind: "lifecycle", service, methods: lifecycle };
  const counter = read(names, COUNTER);
  if (
    counter &&
    (has(counter, "increment") || has(counter, "decrement")) &&
    /count|increment/i.test(`${service.name} ${service.description} ${names.join(" ")}`)
  ) {
    return { kind: "counter", service, methods: counter };
  }
  const queue = read(names, QUEUE);
  if (queue && has(queue, "enqueue", "dequeue")) return { kind: "queue", service, methods: queue };
  const keyValue = read(names, KEY_VALUE);
  if (keyValue && has(keyValue, "set", "get"))
    return { kind: "keyValue", service, methods: keyValue };
  return undefined;
}

/** Work that starting and stopping alone would only pretend to do. */
const WORK =
  /\b(back(s|ing)? up|backups?|s3|ftp|files?|folders?|collects?|cleans?|crawl\w*|downloads?|uploads?|process(es)?|runs? (the |all |due )?(jobs?|tasks?|checks?)|every \d+|periodic\w*|intervals?|e-?mails?|watch(es)? (a|the|for)|indexes|measures?)\b/i;

/** A service that talks to something outside does more than start and stop. */
function demandsMore({ name, description }: ServiceSpecification): boolean {
  if (WORK.test(description)) return true;
  return /\b(api|database|postgres\w*|mysql|mongo\w*|redis|discord|telegram|twitter|slack|websocket|socket|server|blockchain|mqtt|e-?mail|smtp|stream|feed|webhook|network|remote|polls?|fetch\w*|syncs?|schedul\w*|cron|notif\w*|send\w*)\b/i.test(
    `${wordsOf(name).join(" ")} ${description}`,
  );
}
