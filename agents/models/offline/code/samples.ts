import { wordsOf } from "../../../../shared/names.ts";
import type { ActionSpecification } from "../../../../shared/specification.ts";
import type { Field } from "./schema.ts";

/** A value a parameter accepts, the same every time; tests and examples are made of them. */
export function sample(name: string, field: Field): unknown {
  if (field.default !== undefined) return field.default;
  if (field.enum?.[0] !== undefined) return field.enum[0];
  switch (field.type) {
    case "string":
      return sampleText(name, field);
    case "number":
    case "integer":
      return Math.max(
        Math.min(7, field.maximum ?? 7),
        (field.minimum ?? 0) + (field.exclusive ? 1 : 0),
      );
    case "boolean":
      return true;
    case "array":
      return Array.from({ length: Math.max(1, field.minimumLength ?? 1) }, () =>
        sample(name, field.items ?? { type: "string" }),
      );
    case "object":
      return Object.fromEntries(
        Object.entries(field.properties ?? { note: { type: "string" as const } }).map(
          ([inner, each]) => [inner, sample(inner, each)],
        ),
      );
    default:
      return field.type satisfies never;
  }
}

function sampleText(name: string, { format, minimumLength = 1, maximumLength }: Field): string {
  if (format === "email") return "ada@example.com";
  if (format === "url") return "https://example.com/page";
  if (format === "date") return "2026-12-31";
  const text = `blue ${wordsOf(name).join(" ") || "thing"}`;
  return text.padEnd(minimumLength, "x").slice(0, maximumLength);
}

/** A value of the wrong kind for a parameter. */
export function wrongSample({ type }: Field): unknown {
  return type === "object" || type === "array" ? 7 : { not: "this" };
}

/** Parameters of a good call of an action. */
export function sampleCall({ parameters }: ActionSpecification): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, each]) => [name, sample(name, each)]),
  );
}
