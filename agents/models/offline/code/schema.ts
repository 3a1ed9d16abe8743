import type { Parameter } from "../../../../shared/specification.ts";
import { key, list, literal, quote } from "./text.ts";

/** What a text must look like beyond being text. */
export type Format = "email" | "url" | "date";

/** A parameter with what its description says about its values. */
export interface Field extends Parameter {
  format?: Format | undefined;
  /** The value must be greater than `minimum`, not just equal. */
  exclusive?: boolean | undefined;
  /** Names another thing by id or name: a number in place of a text is understood. */
  reference?: boolean | undefined;
  minimumLength?: number | undefined;
  maximumLength?: number | undefined;
}

export interface SchemaOptions {
  /** Names that must be given; without it every parameter that is not marked optional and has no default. */
  required?: Iterable<string>;
  /** Upper bound, in characters, for every text. */
  maximumLength?: number | undefined;
}

/** The names of the parameters that a call must give, as far as the parameters themselves say so. */
export function requiredNames(parameters: Record<string, Parameter>): string[] {
  return Object.entries(parameters)
    .filter(([, { required, default: fallback }]) => (required ?? true) && fallback === undefined)
    .map(([name]) => name);
}

/** Source text of the zod object that checks an action's parameters. */
export function zodSource(
  parameters: Record<string, Field>,
  { required = requiredNames(parameters), maximumLength }: SchemaOptions = {},
): string {
  const needed = new Set(required);
  const fields = Object.entries(parameters).map(([name, field]) => {
    const type = typeSource(field, maximumLength, needed.has(name));
    const ending =
      field.default !== undefined
        ? `.default(${literal(field.default)})`
        : needed.has(name)
          ? ""
          : ".optional()";
    return broken(`${key(name)}: ${type}${ending}`);
  });
  return fields.length === 0 ? "z.object({})" : list("z.object({", fields, "})", 60);
}

/** Long chains get a line for each call, as a formatter would do it. */
function broken(line: string): string {
  if (line.length <= 96 || line.includes("\n")) return line;
  return line.replace(
    /\.(trim|toLowerCase|min|max|gt|pipe|refine|transform|optional|default)\(/g,
    "\n  .$1(",
  );
}

/** Source text of the zod type of one value; texts that must be given must not be empty either. */
export function typeSource(field: Field, maximumLength?: number, needed = true): string {
  if (field.reference) {
    const bound = maximumLength === undefined ? "" : `.max(${maximumLength})`;
    return `z.union([z.string().trim().min(1)${bound}, z.number()], "must be an id or a name").transform(String)`;
  }
  if (field.enum && field.enum.length > 0) return choiceSource(field.enum, maximumLength);
  switch (field.type) {
    case "string":
      return textSource(field, maximumLength, needed);
    case "number":
    case "integer":
      return numberSource(field);
    case "boolean":
      return `z.boolean("must be true or false")`;
    case "array": {
      const items = field.items ? typeSource(field.items, maximumLength) : "z.unknown()";
      return `z.array(${items}, "must be a list")${needed && field.minimumLength ? `.min(${field.minimumLength}, "must not be empty")` : ""}`;
    }
    case "object": {
      if (!field.properties || Object.keys(field.properties).length === 0) {
        const most = maximumLength === undefined ? "" : `.max(${maximumLength})`;
        return `z.record(z.string()${most}, z.unknown(), "must be an object")`;
      }
      const named = Object.entries(field.properties).filter(([, { required }]) => required);
      const inner = zodSource(field.properties, {
        required: named.map(([name]) => name),
        maximumLength,
      });
      return inner.replace(/\}\)$/, `}, "must be an object")`);
    }
    default:
      return field.type satisfies never;
  }
}

function textSource(field: Field, maximumLength: number | undefined, needed: boolean): string {
  const longest = Math.min(field.maximumLength ?? Infinity, maximumLength ?? Infinity);
  const shortest = Math.max(field.minimumLength ?? 0, needed ? 1 : 0);
  const most = Number.isFinite(longest)
    ? `.max(${longest}, "must have at most ${longest} characters")`
    : "";
  switch (field.format) {
    case "email":
      return `z.string("an e-mail address is needed").trim().pipe(z.email("must be an e-mail address such as ada@example.com"))${most && `.refine((text) => text.length <= ${longest}, "must have at most ${longest} characters")`}`;
    case "url":
      return `z.string("a web address is needed").trim().pipe(z.url({ protocol: /^https?$/, error: "must be a web address such as https://example.com" }))${most && `.refine((text) => text.length <= ${longest}, "must have at most ${longest} characters")`}`;
    case "date":
      return `z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })], "must be an ISO 8601 date such as 2026-12-31")`;
    case undefined: {
      const least =
        shortest > 1
          ? `.min(${shortest}, "must have at least ${shortest} characters")`
          : shortest === 1
            ? `.min(1, "must not be empty")`
            : "";
      return `z.string("must be text").trim()${least}${most}`;
    }
    default:
      return field.format satisfies never;
  }
}

function numberSource({ type, minimum, maximum, exclusive }: Field): string {
  const whole = type === "integer" ? `.int("must be a whole number")` : "";
  const least =
    minimum === undefined
      ? ""
      : exclusive
        ? `.gt(${minimum}, "must be greater than ${minimum}")`
        : `.min(${minimum}, "must be at least ${minimum}")`;
  const most = maximum === undefined ? "" : `.max(${maximum}, "must be at most ${maximum}")`;
  return `z.number("must be a number")${whole}${least}${most}`;
}

function choiceSource(
  choices: (string | number | boolean)[],
  maximumLength: number | undefined,
): string {
  const message = quote(`must be one of ${choices.join(", ")}`);
  if (!choices.every((each) => typeof each === "string")) {
    return `z.literal(${literal(choices)}, ${message})`;
  }
  // People type "Pending" where the specification says "pending".
  const relaxed = choices.every((each) => each === each.toLowerCase());
  const exact = `z.enum(${literal(choices)}, ${message})`;
  const most = maximumLength === undefined ? "" : `.max(${maximumLength}, ${message})`;
  return relaxed ? `z.string(${message})${most}.trim().toLowerCase().pipe(${exact})` : exact;
}
