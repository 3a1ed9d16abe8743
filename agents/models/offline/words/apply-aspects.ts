import type { Aspects } from "./aspects.ts";
import { complete } from "./complete.ts";
import { fieldOf } from "./field.ts";
import type { Kept } from "./kept.ts";
import { knownNoun } from "./nouns.ts";
import { rankedAction } from "./number-action.ts";

const isNumber = (kept: Kept): boolean =>
  complete(kept).fields.some(
    ({ parameter }) => parameter.type === "number" || parameter.type === "integer",
  );
const isDated = (kept: Kept): boolean =>
  complete(kept).fields.some(({ parameter }) => (parameter.description ?? "").includes("ISO 8601"));

/** Gives what is asked of lists and sums to the things it fits. Returns what fits none of them, in plain words. */
export function applyAspects(aspects: Aspects, kept: Kept[]): string[] {
  const left: string[] = [];
  if (aspects.scale !== undefined) scaled(aspects.scale, kept);
  const numeric = kept.filter(isNumber);
  for (const operation of aspects.sums) {
    const done = kept.some(({ wishes }) => wishes.some((each) => each.operation === operation));
    if (numeric.length === 0) left.push(operation);
    if (done) continue;
    for (const { wishes } of numeric) wishes.push({ operation, said: operation, plural: true });
  }
  if (
    aspects.ranked &&
    aspects.top === undefined &&
    !numeric.some((each) => rankedAction(complete(each)))
  )
    left.push(aspects.ranked.said);
  if (aspects.low) {
    for (const each of numeric.length > 0 ? [] : kept) addField(each, "quantity");
  }
  for (const each of aspects.dated && !kept.some(isDated) ? kept : []) {
    const date = knownNoun(each.noun)?.fields.find((field) => /\bdate\b/.test(field));
    if (date) addField(each, date.replace("?", ""));
  }
  if (aspects.when.length > 0) dateThings(aspects, kept);
  return left;
}

/** What can be overdue or upcoming has a date; with several things, only those that already have one. */
function dateThings({ when }: Aspects, kept: Kept[]): void {
  const dated = kept.filter(isDated);
  const late = when.filter((each) => each === "overdue" || each === "upcoming");
  if (dated.length === 0 && late.length > 0)
    for (const each of kept) addField(each, late.includes("overdue") ? "due date" : "date");
  if (dated.length === 0) return;
  for (const each of kept) if (!dated.includes(each)) each.when = [];
}

/** The bounds of a number that was named elsewhere, or of one only named with them. */
function scaled(phrase: string, kept: Kept[]): void {
  const field = fieldOf(phrase);
  for (const each of field ? kept.slice(0, 1) : []) {
    const known = each.fields.find(({ label }) => label === field?.label);
    if (known && field)
      known.parameter = {
        ...field.parameter,
        ...(known.parameter.required !== undefined && { required: known.parameter.required }),
      };
    else if (field?.label === each.noun) each.fields.unshift(field);
    else if (field) each.fields.push(field);
  }
}

function addField(kept: Kept, phrase: string): void {
  const field = fieldOf(phrase);
  if (field) kept.fields.push({ ...field, parameter: { ...field.parameter, required: false } });
}
