import type { Method } from "./calls.ts";

/** An address as a description writes it. */
export interface Address {
  /** The variable it starts with: `{GIPHY_BASE_URL}/v1/…`. */
  variable?: string;
  /** Scheme and host where it is absolute. */
  origin?: string;
  /** Path with `{name}` for what is filled in; empty or starting with a slash. */
  path: string;
  /** Query parameters; without a value it is filled in, by what `place` names if it names anything. */
  query: { name: string; value?: string; place?: string }[];
}

const PART = String.raw`(?:\$?\{[^{}\s]*\}|<[\w-]+>|\[\w+\]|[^\s"'\x60<>()[\]{}|\\])`;
const ABSOLUTE = new RegExp(String.raw`https?://${PART}+`, "i");
const RELATIVE = new RegExp(String.raw`(?:^|[\s("'\x60:])(/(?=[A-Za-z{:<$\d])${PART}*)`);
const AFTER_METHOD = new RegExp(
  String.raw`\b(?:GET|HEAD|POST|PUT|PATCH|DELETE)\s+((?:[\w-]+|\{\w+\})/${PART}+)`,
);

/** Finds the address a text speaks of; `variables` are the names of declared variables that hold addresses. */
export function addressIn(text: string, variables: string[]): Address | undefined {
  for (const variable of variables) {
    const written = new RegExp(String.raw`\$?\{?\b${variable}\b\}?(/${PART}*)?(\?${PART}*)?`).exec(
      text,
    );
    if (!written) continue;
    const rest = `${written[1] ?? ""}${written[2] ?? ""}`;
    return { variable, ...split(rest || relativeIn(text.replace(written[0], " ")) || "") };
  }
  const absolute = ABSOLUTE.exec(text)?.[0];
  if (absolute) {
    const [, origin = "", rest = ""] = /^(https?:\/\/[^/?#]+)(.*)$/is.exec(trimmed(absolute)) ?? [];
    if (!URL.canParse(origin)) return undefined;
    return { origin, ...split(rest) };
  }
  const relative = relativeIn(text);
  return relative ? split(relative) : undefined;
}

function relativeIn(text: string): string | undefined {
  const bare = AFTER_METHOD.exec(text)?.[1];
  return RELATIVE.exec(text)?.[1] ?? (bare && `/${bare}`);
}

/** Full stops and commas after an address belong to the sentence. */
const trimmed = (text: string): string => text.replace(/[.,;:!?…]+$/, "");

function split(address: string): { path: string; query: Address["query"] } {
  const [path = "", search = ""] = trimmed(address.replace(/#.*$/, "")).split("?", 2);
  const query = search
    .split("&")
    .filter(Boolean)
    .map((pair) => {
      const [name = "", value = ""] = pair.split("=", 2);
      const place = /^(?:\$?\{([\w-]+)\}|<([\w-]+)>|\[(\w+)\]|:(\w+))$/
        .exec(value)
        ?.slice(1)
        .find(Boolean);
      if (place !== undefined && place !== name) return { name, place };
      return filledIn(value) ? { name } : { name, value };
    });
  return { path: marked(path).replace(/\/+$/, ""), query };
}

/** `:id`, `<id>`, `[id]` and `${id}` are all ways to write `{id}`. */
const marked = (path: string): string =>
  path
    .replace(/\$\{([\w-]+)\}/g, "{$1}")
    .replace(/<([\w-]+)>/g, "{$1}")
    .replace(/\[(\w+)\]/g, "{$1}")
    .replace(/\/:([A-Za-z][\w-]*)/g, "/{$1}");

const filledIn = (value: string): boolean =>
  /^(\.{2,}|…|\$?\{.*\}|<.*>|\[.*\]|:\w+|[A-Z][A-Z_]{2,}|)$/.test(value);

const VERBS: [RegExp, Method][] = [
  [/\b(delet|remov|cancel|revok|unsubscrib)\w*/i, "DELETE"],
  [/\breplac\w*/i, "PUT"],
  [/\b(updat\w*|chang\w*|edit\w*|modif\w*|renam\w*|clos(e|es|ing))\b/i, "PATCH"],
  [
    /\b(creat\w*|add(s|ing)?|posts?|posting|sends?|sending|submit\w*|publish\w*|notif\w*|upload\w*|trigger\w*|subscrib\w*|regist\w*|shorten\w*)\b/i,
    "POST",
  ],
  [
    /\b(get|list|fetch|search|find|show|look|read|retriev|quer|check|load|return|request|call)\w*/i,
    "GET",
  ],
];

/** The method a text names or, from its first verb that says so, means. */
export function methodIn(text: string): Method {
  const named = /\b(GET|HEAD|POST|PUT|PATCH|DELETE)\b/.exec(text)?.[1];
  if (named) return named as Method;
  const found = VERBS.map(([verb, method]) => ({ at: text.search(verb), method }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  return found[0]?.method ?? "GET";
}
