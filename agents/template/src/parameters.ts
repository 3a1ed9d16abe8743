import type { HandlerOptions, Memory, State } from "@elizaos/core";
import { z } from "zod";

/** Fields that ElizaOS itself puts on a message: never parameters, whatever a parameter is called. */
const CONTENT_FIELDS = new Set([
  "text",
  "thought",
  "actions",
  "providers",
  "source",
  "target",
  "url",
  "inReplyTo",
  "attachments",
  "channelType",
  "mentionContext",
  "responseMessageId",
  "responseId",
  "simple",
  "params",
  "metadata",
  "type",
]);

/** What a handler was called with; the trailing ones are missing in many calls. */
export interface Call {
  message: Memory;
  state?: State | undefined;
  options?: HandlerOptions | undefined;
  responses?: Memory[] | undefined;
}

export type Parameters<Value> = { ok: true; value: Value } | { ok: false; text: string };

type Fields = Record<string, unknown>;

const asFields = (value: unknown): Fields | undefined => {
  const parsed = typeof value === "string" ? parseObject(value) : value;
  return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
    ? (parsed as Fields)
    : undefined;
};

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // prose, not JSON: the next place is tried
  }
}

/** The JSON object embedded in a text, if there is one. */
function embeddedObject(text: string): Fields | undefined {
  const start = text.indexOf("{");
  const end = text.lastIndexOf("}");
  return start < 0 || end < start ? undefined : asFields(text.slice(start, end + 1));
}

/** `title: buy milk, dueDate: 2026-12-01` and the same over several lines; quotes around a value are dropped. */
function namedPairs(text: string, names: string[]): Fields {
  if (names.length === 0) return {};
  const name = names.map((each) => each.replace(/[^\w]/g, "\\$&")).join("|");
  const pair = new RegExp(
    `(?:^|[\\s,;(])(${name})\\s*[:=]\\s*("[^"]*"|'[^']*'|.+?)(?=\\s*[,;\\n]?\\s*(?:\\b(?:${name})\\s*[:=])|[;\\n]|$)`,
    "gi",
  );
  const found: Fields = {};
  for (const [, key = "", value = ""] of text.matchAll(pair)) {
    const declared = names.find((each) => each.toLowerCase() === key.toLowerCase());
    if (declared && !(declared in found)) found[declared] = unquote(value);
  }
  return found;
}

const unquote = (value: string): string =>
  /^(["']).*\1$/s.test(value.trim()) ? value.trim().slice(1, -1) : value.trim();

/** Text from a chat or an XML answer carries numbers, booleans and lists as words. */
function fromText(value: unknown, type: z.core.$ZodType): unknown {
  if (typeof value !== "string") return value;
  const kind = kindOf(type);
  const text = value.trim();
  if (kind === "number" && text !== "" && Number.isFinite(Number(text))) return Number(text);
  if (kind === "boolean" && /^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  if (kind === "array") {
    const list = text.startsWith("[") ? parseObject(text) : text.split(/\s*,\s*/).filter(Boolean);
    return Array.isArray(list) ? list : value;
  }
  return kind === "object" || kind === "record" ? (asFields(text) ?? value) : value;
}

function kindOf(type: z.core.$ZodType): string {
  const definition = type._zod.def as { type: string; innerType?: z.core.$ZodType };
  return definition.innerType ? kindOf(definition.innerType) : definition.type;
}

/**
 * Reads an action's parameters from wherever this ElizaOS version put them and checks them. The first place that
 * names at least one declared parameter wins: `options.parameters`, `state.data.actionParams`,
 * `responses[0].content.params`, fields of `message.content`, JSON in the text, `name: value` pairs in the text.
 * Never throws; what is wrong comes back as one sentence.
 */
export function readParameters<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  { message, state, options, responses }: Call,
): Parameters<z.infer<z.ZodObject<Shape>>> {
  const names = Object.keys(schema.shape);
  const text = message.content?.text ?? "";
  const own = Object.entries(message.content ?? {}).filter(([key]) => !CONTENT_FIELDS.has(key));
  const places = [
    () => asFields(options?.["parameters"]),
    () => asFields(state?.data?.["actionParams"]),
    () => asFields(responses?.[0]?.content["params"]),
    () => Object.fromEntries(own),
    () => embeddedObject(text),
    () => namedPairs(text, names),
  ];
  let given: Fields = {};
  for (const place of places) {
    const fields = place();
    if (fields && names.some((name) => name in fields)) {
      given = fields;
      break;
    }
  }
  const shape: Record<string, z.core.$ZodType> = schema.shape;
  const values = Object.entries(given).flatMap(([name, value]) => {
    const type = shape[name];
    return type && value !== null ? [[name, fromText(value, type)]] : [];
  });
  const result = schema.safeParse(Object.fromEntries(values));
  if (result.success) return { ok: true, value: result.data };
  const reasons = result.error.issues.map(({ path, message: reason }) =>
    path.length > 0 ? `"${path.join(".")}": ${reason}` : reason,
  );
  return { ok: false, text: `I cannot do that yet. ${reasons.join("; ")}.` };
}
