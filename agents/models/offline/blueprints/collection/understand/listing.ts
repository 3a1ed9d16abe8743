import { wordsOf } from "../../../../../../shared/names.ts";
import type { Field } from "../../../code/schema.ts";
import { mentions } from "../../../code/fields.ts";
import type { Filter, Listing, RecordField, SortOrder } from "../model.ts";
import { sameNoun } from "./nouns.ts";
import { dateOf, fixedBy, unknownCondition, whenOf, type Listed } from "./conditions.ts";
import { limitOf, orderOf } from "./ordering.ts";
import type { Reading } from "./reading.ts";
import { fieldFor, type Known } from "./which.ts";

const EVERYTHING = new Set(["all", "any", "both", "every", "everything", "*"]);

const isText = (field: RecordField): boolean =>
  (field.type === "string" && field.format !== "date") ||
  (field.type === "array" && field.items?.type === "string");

/** The fields a search looks into: those the description names, else every text. */
export function searchFields(description: string, { fields }: Known): string[] {
  const texts = fields.filter((field) => isText(field) && !field.enum);
  const [, after = description] =
    /\b(?:by|in|across|over|within|matching|part of|whose|against)\b(.*)/is.exec(description) ?? [];
  const named = texts.filter(({ name }) => mentions(after, name));
  return (named.length > 0 ? named : texts).map(({ name }) => name);
}

/** Reads parameters and words of a list, search, count or clearing; nothing when a parameter means nothing here. */
export function readListing(
  reading: Reading,
  parameters: Record<string, Field>,
  known: Listed,
): Listing | undefined {
  const { description } = reading.action;
  if (unknownCondition(reading, Object.keys(parameters), known) !== undefined) return undefined;
  const limit = limitOf(description, isOne(reading));
  const first = /\b(first|oldest|next)\b/i.test(description);
  const when = whenOf([...reading.rest, ...wordsOf(description)], known);
  const listing: Listing = {
    filters: [],
    fixed: fixedBy(reading, known),
    when,
    order:
      orderOf(description, reading.rest, known) ??
      (limit === undefined || first ? undefined : { field: "createdAt", descending: true }),
    limit,
  };
  for (const [param, field] of Object.entries(parameters)) {
    if (!readParameter(param, field, listing, description, known)) return undefined;
  }
  // "Show the last entries" with a number shows the newest.
  if (listing.limitParam !== undefined && /\b(last|latest|newest|recent\w*)\b/i.test(description))
    listing.order ??= { field: "createdAt", descending: true };
  return listing;
}

function readParameter(
  param: string,
  parameter: Field,
  listing: Listing,
  description: string,
  known: Listed,
): boolean {
  const words = wordsOf(param);
  const last = words.at(-1) ?? "";
  const name = words.join(" ");
  const numeric = parameter.type === "number" || parameter.type === "integer";
  const date = dateOf(known);
  const amount = known.fields.find(({ type }) => type === "number" || type === "integer")?.name;
  const dated = () => {
    if (parameter.type === "string") parameter.format = "date";
    return parameter.type === "string";
  };
  const filter = (test: Filter["test"], fields: string[], everything?: string[]) => {
    listing.filters.push({ param, test, fields, ...(everything && { everything }) });
    return true;
  };
  if (
    /^(limit|count|max|top|n|max results|page size|max items|number|how many)$/.test(name) &&
    numeric &&
    !known.fields.some((each) => each.name === param)
  ) {
    listing.limitParam = param;
    Object.assign(parameter, { type: "integer", minimum: 1 });
    return true;
  }
  if (/^(offset|skip)$/.test(name) && numeric) {
    listing.offsetParam = param;
    Object.assign(parameter, { type: "integer", minimum: 0 });
    return true;
  }
  if (
    /^(sort|sort by|order by|sorted by|sort field)$/.test(name) ||
    (name === "order" && !isDirection(parameter))
  ) {
    return readSort(param, parameter, listing, known);
  }
  if (/^(order|direction|sort order|sort direction)$/.test(name)) {
    listing.directionParam = param;
    return isDirection(parameter);
  }
  if (
    /^(query|q|search|search term|term|keyword|text|search text|search query|phrase|word|pattern)$/.test(
      name,
    ) &&
    parameter.type === "string"
  ) {
    const own = known.fields.find((each) => each.name === param);
    return filter(
      "search",
      own && !mentions(description, "part") ? [own.name] : searchFields(description, known),
    );
  }
  if (
    last === known.statusField ||
    param === known.statusField ||
    (/^(filter|state|show|status|view)$/.test(last) && parameter.enum)
  ) {
    const choices = (parameter.enum ?? []).map(String);
    const own = known.statusField === "" ? fieldFor(param, known)?.name : known.statusField;
    if (!own) return false;
    return filter(
      choices.length > 0 ? "choice" : "equals",
      [own],
      choices.filter((each) => EVERYTHING.has(each.toLowerCase())),
    );
  }
  if (/^(from|since|after|start|start date|from date|date from|begin|newer than)$/.test(name))
    return dated() && filter("from", [date]);
  if (/^(to|until|before|end|end date|to date|date to|till|older than|due before)$/.test(name))
    return dated() && filter("until", [date]);
  if (/^(min|minimum|at least|above|over)\b/.test(name) && numeric) {
    const target = fieldFor(words.slice(1).join(" "), known)?.name ?? amount;
    return target !== undefined && filter("least", [target]);
  }
  if (/^(max|maximum|at most|below|under|up to)\b/.test(name) && numeric) {
    const target = fieldFor(words.slice(1).join(" "), known)?.name ?? amount;
    return target !== undefined && filter("most", [target]);
  }
  const field = fieldFor(param, known);
  if (/^(date|day|on)$/.test(name)) return dated() && filter("on", [field?.name ?? date]);
  if (/^(month|year)$/.test(name) && !field && parameter.type === "string")
    return filter("prefix", [date]);
  if (!field) {
    const flag = known.flags.find((each) => sameNoun(each, last));
    return flag !== undefined && parameter.type === "boolean" && filter("equals", [flag]);
  }
  const everything = (parameter.enum ?? [])
    .map(String)
    .filter((each) => EVERYTHING.has(each.toLowerCase()));
  if (field.enum || parameter.enum) return filter("choice", [field.name], everything);
  if (field.type === "array") return filter("includes", [field.name]);
  if (field.format === "date") return filter("on", [field.name]);
  return filter("equals", [field.name]);
}

const isDirection = ({ enum: choices, type }: Field): boolean =>
  type === "string" &&
  (choices === undefined || choices.every((each) => /^(asc|desc)/i.test(String(each))));

const ORDER_WORDS: [RegExp, boolean][] = [
  [/^(newest|latest|recent|descending|desc|highest|largest|most)/, true],
  [/^(oldest|earliest|ascending|asc|lowest|smallest|least)/, false],
];

function readSort(param: string, parameter: Field, listing: Listing, known: Listed): boolean {
  const choices = parameter.enum?.map(String) ?? [
    ...known.fields.map(({ name }) => name),
    "createdAt",
  ];
  const orders: Record<string, SortOrder> = {};
  for (const choice of choices) {
    const named = fieldFor(choice, known)?.name;
    const [first = ""] = wordsOf(choice);
    const direction = ORDER_WORDS.find(([pattern]) => pattern.test(first));
    const created = /^(created|added|date|time|recent|newest|oldest|latest|id)/.test(first);
    const field =
      named ??
      (created ? "createdAt" : direction && "createdAt") ??
      (first.startsWith("alpha") ? known.label.name : undefined);
    if (field === undefined) return false;
    orders[choice] = { field, descending: direction?.[1] ?? false };
  }
  parameter.enum = choices;
  listing.sortParam = { param, orders };
  return true;
}

/** "get latest note" asks for one record. */
function isOne({ rest, plural }: Reading): boolean {
  return !plural && rest.some((word) => /^(latest|last|newest)$/.test(word));
}
