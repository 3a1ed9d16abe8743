import { wordsOf } from "../../../../../../shared/names.ts";
import { mentions } from "../../../code/fields.ts";
import type { RecordField, Sum } from "../model.ts";

/** Numbers that make sense added up: amounts and hours, but ratings or years only where a description says so. */
export function isSummable({ name, type }: RecordField, description: string): boolean {
  if (type !== "number" && type !== "integer") return false;
  const last = wordsOf(name).at(-1) ?? name;
  return (
    /^(amount|price|cost|total|quantity|qty|stock|hours?|minutes?|duration|distance|km|kilometers|calories|points|pages|spent|value|balance|budget|steps|reps|fee|salary|income)$/.test(
      last,
    ) || mentions(description, name)
  );
}

/** What is added up: numbers, prices as often as there are pieces. */
export function sumsOf(fields: RecordField[], isWanted: (field: RecordField) => boolean): Sum[] {
  const named = (pattern: RegExp): RecordField | undefined =>
    fields.find(({ name, type }) => type !== "string" && pattern.test(wordsOf(name).at(-1) ?? ""));
  const price = named(/^(price|cost)$/);
  const pieces = named(/^(quantity|qty|stock|pieces|units)$/);
  return fields
    .filter(isWanted)
    .map((field) =>
      field === price && pieces ? { name: field.name, times: pieces.name } : { name: field.name },
    );
}
