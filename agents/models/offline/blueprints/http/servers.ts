import type {
  EnvironmentVariable,
  PluginSpecification,
} from "../../../../../shared/specification.ts";

/** A server a plugin talks to: where its address comes from. */
export interface Server {
  /** The setting that holds its address. */
  setting: string;
  /** The address without that setting. */
  fallback?: string;
  /** The address itself is a secret, such as that of a webhook. */
  secret: boolean;
  declared: boolean;
}

/** How a key is sent. */
export interface Key {
  setting: string;
  place: "header" | "query";
  /** Of the header or query parameter. */
  name: string;
  /** Before the key in a header, such as `Bearer `. */
  prefix: string;
  required: boolean;
}

const ADDRESS = /(^|_)(URL|URI|ENDPOINT|HOST|HOSTNAME|BASE|DOMAIN|WEBHOOK|SERVER)$/;
const KEY = /(^|_)(KEY|APIKEY|TOKEN|SECRET|PAT|JWT|BEARER|ACCESS|APPID)$/;
/** Words that stand beside "query parameter" without being its name. */
const PROSE =
  /^(a|an|as|the|in|with|by|is|are|and|for|of|to|its|each|every|sent|passed|send|add|added|given|provided)$/i;
const WEB = /https?:\/\/[^\s"'`<>(){}|\\]+/i;

/** Variables that hold the address of a server, base addresses first. Connection strings of databases are none. */
export function addressVariables({
  environmentVariables,
}: PluginSpecification): EnvironmentVariable[] {
  return environmentVariables
    .filter(
      ({ name, description }) =>
        (ADDRESS.test(name) || WEB.test(description)) &&
        !KEY.test(name) &&
        !/DATABASE|POSTGRES|MYSQL|MONGO|REDIS|^DB_|RPC/i.test(`${name} ${description}`),
    )
    .sort((a, b) => Number(b.name.includes("BASE")) - Number(a.name.includes("BASE")));
}

/** The address a variable has when nobody sets it. */
export function fallbackOf({
  default: fallback,
  description,
}: EnvironmentVariable): string | undefined {
  const written = fallback ?? /\bdefaults?\b.{0,12}?(https?:\/\/\S+)/i.exec(description)?.[1];
  return written?.replace(/[.,;:)"'`]+$/, "").replace(/\/+$/, "");
}

/** The address written in a text, without what follows the host's path. */
export function baseIn(text: string): string | undefined {
  return WEB.exec(text)?.[0]
    .replace(/[.,;:!?]+$/, "")
    .replace(/[?#].*$/, "")
    .replace(/\/+$/, "");
}

/** The server behind a declared variable. */
export function declaredServer(variable: EnvironmentVariable, base?: string): Server {
  const fallback = fallbackOf(variable) ?? base;
  return {
    setting: variable.name,
    ...(fallback && { fallback }),
    secret: variable.sensitive,
    declared: true,
  };
}

/** A server no variable was declared for can still be replaced by a setting, for tests and proxies. */
export function hostServer(address: string): Server {
  const words = new URL(address).host.replace(/\W+/g, "_").toUpperCase();
  return { setting: `${words}_URL`, fallback: address, secret: false, declared: false };
}

/** The server whose paths may be called without naming it, where nothing else is said. */
export function defaultServer(specification: PluginSpecification): Server {
  const [variable] = addressVariables(specification);
  const base = baseIn(specification.description);
  if (variable) return declaredServer(variable, base);
  return base ? hostServer(base) : { setting: "API_BASE_URL", secret: false, declared: false };
}

/** The secrets of a specification that are sent with a request, in whatever way its texts say. */
export function keysOf({ environmentVariables }: PluginSpecification, text: string): Key[] {
  return environmentVariables
    .filter(({ name, sensitive }) => KEY.test(name) || (sensitive && !ADDRESS.test(name)))
    .map((variable) => keyOf(variable, `${variable.description}\n${text}`));
}

function keyOf({ name, required, default: fallback }: EnvironmentVariable, text: string): Key {
  const key = { setting: name, required: required && fallback === undefined };
  const query =
    /query[ -](?:string )?(?:parameter|param|argument)(?: (?:called|named))?:?\s+["'`]?(\w+)["'`]?/i.exec(
      text,
    ) ??
    /["'`]?(\w+)["'`]? (?:as a |as |in the |)query[ -](?:string )?(?:parameter|param)/i.exec(
      text,
    ) ??
    /[?&](api_?key|key|appid|app_id|token|access_token|auth)=/i.exec(text);
  const elsewhere = /\bbearer\b|\bheader\b|\bauthorization\b/i.test(text);
  // "With the query parameters state and page" names no key where a header is named for it.
  if (query?.[1] && (!elsewhere || /key|token|appid|app_id|auth|secret/i.test(query[1]))) {
    return {
      ...key,
      place: "query",
      name: PROSE.test(query[1]) ? "api_key" : query[1],
      prefix: "",
    };
  }
  if (/\bbearer\b/i.test(text)) return bearer(key);
  const header =
    /\b(Authorization|X-[\w-]+|[A-Za-z]+-(?:[\w]+-)*(?:Key|Token|Auth|Secret))\b/i.exec(text) ??
    /\bheader(?: (?:called|named))?:?\s+["'`]?([A-Z][\w-]+)/.exec(text);
  if (header?.[1]) {
    const scheme = new RegExp(`${header[1]}["'\`]?:\\s*(token|apikey|key|bot)\\b`, "i").exec(
      text,
    )?.[1];
    if (/^authorization$/i.test(header[1]) && !scheme) return bearer(key);
    return { ...key, place: "header", name: header[1], prefix: scheme ? `${scheme} ` : "" };
  }
  if (/TOKEN|PAT$|JWT|BEARER|ACCESS|SECRET/.test(name)) return bearer(key);
  return { ...key, place: "header", name: "X-API-Key", prefix: "" };
}

const bearer = (key: Pick<Key, "setting" | "required">): Key => ({
  ...key,
  place: "header",
  name: "Authorization",
  prefix: "Bearer ",
});
