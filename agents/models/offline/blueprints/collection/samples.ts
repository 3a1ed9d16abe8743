import { wordsOf } from "../../../../../shared/names.ts";
import type { Field } from "../../code/schema.ts";
import type { RecordField } from "./model.ts";

const LETTERS = "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Omikron".split(
  " ",
);

/** A valid value for a field, the `index`th of several different ones. */
export function sampleOf(name: string, field: Field, index: number): unknown {
  const letter = LETTERS[index % LETTERS.length] ?? "Alpha";
  if (field.enum && field.enum.length > 0) return field.enum[index % field.enum.length];
  switch (field.type) {
    case "string":
      return textSample(name, field, letter, index);
    case "boolean":
      return index % 2 === 0;
    case "number":
    case "integer":
      return numberSample(field, index);
    case "array":
      return Array.from({ length: Math.max(1, field.minimumLength ?? 1) }, (_, place) =>
        field.items ? sampleOf(`${name} one`, field.items, index + place) : letter.toLowerCase(),
      );
    case "object":
      return Object.fromEntries(
        Object.entries(field.properties ?? {}).map(([own, each]) => [
          own,
          sampleOf(own, each, index),
        ]),
      );
    default:
      return field.type satisfies never;
  }
}

function textSample(name: string, field: Field, letter: string, index: number): string {
  if (field.format === "email") return `${letter.toLowerCase()}@example.com`;
  if (field.format === "url") return `https://example.com/${letter.toLowerCase()}`;
  if (field.format === "date") return `2099-01-${String(index + 10).padStart(2, "0")}`;
  if (/^(start|starts|end|ends|due|when|begin|begins)$/.test(wordsOf(name)[0] ?? "")) {
    return `2099-01-${String(index + 10).padStart(2, "0")}`;
  }
  const text = `${letter} ${wordsOf(name).join(" ")}`.padEnd(field.minimumLength ?? 0, "x");
  return text.slice(0, field.maximumLength ?? text.length).trim();
}

function numberSample({ minimum, maximum, exclusive }: Field, index: number): number {
  const first =
    (minimum ?? 1) + (exclusive || minimum === undefined || minimum === 0 ? 1 : 0) + index;
  if (maximum === undefined || first <= maximum) return first;
  const span = Math.max(1, Math.floor(maximum - (minimum ?? 0)));
  return Math.min(maximum, (minimum ?? 0) + (exclusive ? 1 : 0) + (index % span));
}

/** A complete and valid set of values for some fields, the `index`th of several different ones. */
export function samplesFor(
  fields: Record<string, Field> | RecordField[],
  index: number,
): Record<string, unknown> {
  const entries: [string, Field][] = Array.isArray(fields)
    ? fields.map((field) => [field.name, field])
    : Object.entries(fields);
  return Object.fromEntries(entries.map(([name, field]) => [name, sampleOf(name, field, index)]));
}
