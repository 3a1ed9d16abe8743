import type { Parameter } from "./specification.ts";

type Type = Parameter["type"];
type Literal = string | number | boolean;

/** What a short form such as `"celsius | fahrenheit"` or `"string[] (optional)"` says. */
export interface ReadText {
  parameter: Parameter;
  /** How a form without one clear meaning was read. */
  note?: string;
}

/** The words people write for a type; some kinds of text are worth keeping as a description. */
const WORDS: Readonly<Record<Type, string>> = {
  string: "string str text char varchar",
  number: "number float double decimal numeric num",
  integer: "integer int long bigint",
  boolean: "boolean bool",
  array: "array list set tuple",
  object: "object json map dict dictionary record struct hash",
};
const KINDS_OF_TEXT =
  /^(?:date|time|date-?time|timestamp|iso ?date|email|url|uri|uuid|guid|id|phone|path|filename|timezone|markdown|html)$/i;
const ANYTHING = /^(?:any|unknown|mixed|variant)$/i;
/** Values no message can carry. */
const IMPOSSIBLE = /^(?:function|callback|symbol|void|never|null|undefined)$/i;
/** Longer texts are prose, whatever is in them. */
const MAXIMUM_LENGTH = 300;
const MAXIMUM_LITERAL = 60;
/** A quoted text, or words; marks such as `(default: low)` are no part of a value. */
const LITERAL = /^(?:(["'`]).*\1|[^"'`,;()=?!]+)$/s;

const TYPES = new Map(
  (Object.keys(WORDS) as Type[]).flatMap((type) =>
    WORDS[type].split(" ").map((word) => [word, type]),
  ),
);

/** A type as programmers and JSON schema write it: `string`, `int`, `string[]`, `Array<number>`, `list of strings`. */
export function readType(text: string): Parameter | undefined {
  const written = text.trim();
  const type = TYPES.get(written.toLowerCase());
  if (type) return { type };
  const element =
    /^(.+)\[\]$/s.exec(written)?.[1] ??
    /^(?:Readonly)?(?:Array|List|Set)<(.+)>$/is.exec(written)?.[1] ??
    /^(?:array|list) of (.+?)s?$/i.exec(written)?.[1] ??
    /^\[([^,]+)\]$/.exec(written)?.[1];
  if (element !== undefined) {
    const items = readAlternatives(/^\((.+)\)$/s.exec(element)?.[1] ?? element)?.parameter;
    return items && { type: "array", items };
  }
  if (/^(?:Record|Map|Dict|Partial)<.+>$/is.test(written)) return { type: "object" };
  return KINDS_OF_TEXT.test(written) ? { type: "string", description: written } : undefined;
}

/** The parts of `a | b`, where a bar inside quotes or brackets separates nothing. */
function alternatives(text: string): string[] {
  const bars = /"[^"]*"|'[^']*'|`[^`]*`|<[^<>]*>|\([^()]*\)|[^|]/g;
  const parts = [""];
  let end = 0;
  for (const { 0: piece, index } of text.matchAll(bars)) {
    for (let bar = end; bar < index; bar += 1) parts.push("");
    parts.push(`${parts.pop() ?? ""}${piece}`);
    end = index + piece.length;
  }
  return [...parts, ...Array.from(text.slice(end), () => "")].map((part) => part.trim());
}

function literal(text: string): Literal {
  const quoted = /^(["'`])(.*)\1$/s.exec(text)?.[2];
  if (quoted !== undefined) return quoted;
  if (/^(?:true|false)$/.test(text)) return text === "true";
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
}

/** A parameter that takes one of some values; values of several kinds are compared as text. */
export function oneOf(values: Literal[]): Parameter {
  const [first, ...others] = new Set(values.map((value) => typeof value));
  if (first === "boolean" && others.length === 0) return { type: "boolean" };
  const type = first === "number" && others.length === 0 ? "number" : "string";
  return { type, enum: [...new Set(type === "number" ? values : values.map(String))] };
}

/** A type, several of them, or literal values: everything but marks and prose. */
function readAlternatives(text: string): ReadText | undefined {
  const listed = /^(?:enum|one of)\s*[:(]?\s*([^()]+?)\s*\)?$/i.exec(text)?.[1];
  const all = listed ? listed.split(/\s*[,|]\s*/) : alternatives(text);
  const parts = all.filter((part) => !/^(?:undefined|null)$/.test(part));
  const open = parts.length < all.length && { required: false };
  if (parts.some((part) => part === "" || part.length > MAXIMUM_LITERAL)) return undefined;
  const [only = ""] = parts;
  if (parts.length === 1 && !listed) {
    if (ANYTHING.test(only)) {
      return { parameter: { type: "string", ...open }, note: `"${only}" was read as string` };
    }
    const type = readType(only);
    if (type) return { parameter: { ...type, ...open } };
    return /^(["'`]).*\1$/.test(only) ? { parameter: oneOf([literal(only)]) } : undefined;
  }
  const types = parts.map((part) => {
    if (ANYTHING.test(part)) return { type: "string" } satisfies Parameter;
    return Object.hasOwn(WORDS, part) || /[\]>]$/.test(part) ? readType(part) : undefined;
  });
  const chosen = types.find((type) => type?.type === "string") ?? types[0];
  if (!chosen || types.includes(undefined)) {
    const literals = parts.length > 0 && parts.every((part) => LITERAL.test(part));
    return literals ? { parameter: { ...oneOf(parts.map(literal)), ...open } } : undefined;
  }
  return { parameter: { ...chosen, ...open }, note: `"${text}" was read as ${chosen.type}` };
}

/** What stands behind a type: `optional`, `default: 5`, or words of description. */
function withMarks(parameter: Parameter, text: string): Parameter {
  const read = { ...parameter };
  const words = parameter.description ? [parameter.description] : [];
  for (const piece of text.split(/\s*[,;]\s*/)) {
    const preset = /^defaults?(?:\s+to)?\s*[:=]?\s*(.+)$/is.exec(piece)?.[1];
    if (/^(?:optional|required)$/i.test(piece)) read.required = /^required$/i.test(piece);
    else if (preset !== undefined) read.default = literal(preset);
    else if (piece) words.push(piece);
  }
  if (words.length > 0) read.description = words.join(", ");
  return read;
}

/** A form that begins with a type, or `undefined` for prose. */
function readMarked(text: string): ReadText | undefined {
  const plain = readAlternatives(text);
  if (plain) return plain;
  const inner = (rest: string | undefined, change: (parameter: Parameter) => Parameter) => {
    const read = rest && rest.length < text.length ? readMarked(rest) : undefined;
    return read && { ...read, parameter: change(read.parameter) };
  };
  const mark = /^(.*?)\s*([?!])$/s.exec(text);
  if (mark) return inner(mark[1], (parameter) => ({ ...parameter, required: mark[2] === "!" }));
  const prefix = /^(optional|required)\b[\s:]*(.+)$/is.exec(text);
  if (prefix) return inner(prefix[2], (parameter) => withMarks(parameter, prefix[1] ?? ""));
  const behind =
    /^(.+?)\s*\(([^()]*)\)$/s.exec(text) ??
    /^([^=]+?)\s*=\s*([^=>].*)$/s
      .exec(text)
      ?.map((part, index) => (index === 2 ? `default ${part}` : part)) ??
    /^([^:,;]+?)(?:\s+[-–—]\s+|\s*[:,;]\s*)(.+)$/s.exec(text) ??
    /^(\S+)\s+(defaults?\b.+|optional|required)$/is.exec(text);
  return behind
    ? inner(behind[1], (parameter) => withMarks(parameter, behind[2] ?? ""))
    : undefined;
}

/**
 * Reads the short form of a parameter. A type may carry marks (`?`, `optional`, `= 5`) and a description; words that
 * are no type describe a string. `undefined` when nothing can be sent in a message under such a type.
 */
export function readText(text: string): ReadText | undefined {
  const written = text.trim();
  const isNested = /(?:(?:\[\]|<)[^[<]*){5}/.test(written.slice(0, MAXIMUM_LENGTH));
  if (written === "" || IMPOSSIBLE.test(written) || isNested) return undefined;
  const marked = written.length <= MAXIMUM_LENGTH ? readMarked(written) : undefined;
  if (marked) return marked;
  if (/^[\w-]+$/.test(written)) {
    return {
      parameter: { type: "string" },
      note: `"${written}" is no known type and was read as string`,
    };
  }
  const behind = /^(\S+)\s*[-–—:,;]\s+(.+)$/s.exec(written);
  const type = behind ? readType(behind[1] ?? "") : undefined;
  if (type) return { parameter: { ...type, description: behind?.[2] ?? "" } };
  return {
    parameter: { type: "string", description: written },
    note: "the words were read as the description of a string",
  };
}
