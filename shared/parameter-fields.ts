import { isRecord } from "./findings.ts";
import { readText } from "./parameter-text.ts";

type Fields = Record<string, unknown>;

/** Other names people give the fields of a definition. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ["desc", "description"],
  ["values", "enum"],
  ["options", "enum"],
  ["choices", "enum"],
  ["min", "minimum"],
  ["max", "maximum"],
  ["defaultValue", "default"],
]);
/** Fields of a definition that have a place in the normal form. */
export const DEFINITION_FIELDS: readonly string[] =
  "type description required optional default enum items properties minimum maximum const anyOf oneOf".split(
    " ",
  );
/** Fields of JSON schema without a place in the normal form; they still tell a definition from nested parameters. */
const OTHER_FIELDS =
  "title format pattern minLength maxLength minItems maxItems uniqueItems exclusiveMinimum exclusiveMaximum multipleOf example examples nullable additionalProperties deprecated".split(
    " ",
  );
const KNOWN = new Set([...DEFINITION_FIELDS, ...OTHER_FIELDS, ...SYNONYMS.keys()]);

/** `"number"` or `"string[]"` as the value of a field makes that field a parameter of its own. */
const isTypeName = (value: unknown): boolean =>
  typeof value === "string" &&
  /^(?:string|number|integer|boolean|array|object)(?:\[\])*\??$/.test(value);

const isFlag = (value: unknown): boolean =>
  typeof value === "boolean" || value === "true" || value === "false";

/** Whether a field, by its value, can belong to the definition of a parameter. */
function belongs(key: string, value: unknown, fields: Fields): boolean {
  const { type } = fields;
  switch (SYNONYMS.get(key) ?? key) {
    case "type":
      return Array.isArray(value) || (typeof value === "string" && isTypeText(value));
    case "required":
      return isFlag(value) || (Array.isArray(value) && isRecord(fields.properties));
    case "optional":
      return isFlag(value);
    case "enum":
      return Array.isArray(value) || (typeof value === "string" && /[|,]/.test(value));
    case "items":
      return type === undefined
        ? isRecord(value) && ("type" in value || "properties" in value)
        : (typeof type === "string" && /array|list/i.test(type)) || isRecord(value);
    case "properties":
      return isRecord(value) && (type === undefined || type === "object");
    case "minimum":
    case "maximum":
      return typeof value === "number";
    case "anyOf":
    case "oneOf":
      return Array.isArray(value);
    case "default":
    case "const":
      return type !== undefined || !isTypeName(value);
    default:
      return KNOWN.has(key) ? !isTypeName(value) : !isTypeName(value) && !isRecord(value);
  }
}

/** `type: "string"`, but not `type: "the kind of contact"`, which describes a parameter called type. */
const isTypeText = (text: string): boolean =>
  text === "enum" || /^\S+$|\||</.test(text.trim()) || !readText(text)?.note;

/**
 * Whether the fields of an object define one parameter. Otherwise they are parameters nested in it:
 * `{latitude: "number"}`, and also `{type: "string", description: "string"}`.
 */
export function isDefinition(fields: Fields): boolean {
  const keys = Object.keys(fields);
  if (keys.length === 0 || !keys.every((key) => belongs(key, fields[key], fields))) return false;
  return (
    "type" in fields ||
    (keys.every((key) => KNOWN.has(key)) && keys.some((key) => key !== "title" && key !== "format"))
  );
}

/** The fields under their usual names. */
export const canonical = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      const usual = SYNONYMS.get(key);
      return usual && !(usual in fields) ? [usual, value] : [key, value];
    }),
  );
