import type { Field } from "../../../code/schema.ts";
import { without } from "../../../code/without.ts";
import type { Collection, Filter, Operation } from "../model.ts";
import { samplesFor } from "../samples.ts";
import { spokenName, type Writing } from "../write/writing.ts";

export type Values = Record<string, unknown>;
type Add = Extract<Operation, { kind: "add" }>;

/** The parameters of the `index`th call that adds a record; all fields are given, so that all can be checked. */
export function addingValues(
  { parameters, many }: Add,
  collection: Collection,
  index: number,
): Values {
  const own: Record<string, Field> = { ...parameters };
  for (const { name, ...field } of collection.fields) {
    const given = own[name];
    if (given && name !== many)
      own[name] = { ...field, ...given, minimum: given.minimum ?? field.minimum };
  }
  // A status is left to its default, which is what a new record has.
  const defaulted = parameters[collection.statusField]?.default !== undefined;
  const values = samplesFor(own, index);
  return defaulted ? without(values, collection.statusField) : values;
}

/** The record such a call leads to, without its id and time. */
export function addedRecord(add: Add, collection: Collection, values: Values): Values {
  const { fields, statusField, statuses, flags, label } = collection;
  const { many, parameters } = add;
  const list = values[many ?? ""];
  const defaults = Object.entries(parameters).flatMap(([name, { default: fallback }]) =>
    fallback === undefined ? [] : [[name, fallback] as const],
  );
  const known = new Set(fields.map(({ name }) => name));
  return {
    ...Object.fromEntries(defaults),
    ...without(values, many),
    ...(many !== undefined && { [label.name]: [list].flat()[0] }),
    ...(statusField !== "" && !known.has(statusField) && { [statusField]: statuses[0] }),
    ...Object.fromEntries(flags.filter((flag) => !known.has(flag)).map((flag) => [flag, false])),
  };
}

/** The line a reply shows for a record. */
export function predictedLine(collection: Collection, record: Values, id: string): string {
  const { fields, label, statusField, statuses, flags, quiet } = collection;
  const spoken = (value: unknown): string => {
    if (value === undefined || value === null || value === false) return "";
    if (Array.isArray(value)) return value.join(", ");
    if (value === true) return "yes";
    return typeof value === "string" ? value : JSON.stringify(value);
  };
  const known = fields.filter((field) => field !== label && field.name !== statusField);
  const details = [
    id,
    ...known.flatMap(({ name }) => {
      const text = spoken(record[name]);
      return text === "" ? [] : [`${spokenName(name)}: ${text}`];
    }),
    ...(statusField === "" || (quiet && record[statusField] === statuses[0])
      ? []
      : [spoken(record[statusField])]),
    ...flags.filter((flag) => !fields.some(({ name }) => name === flag) && record[flag] === true),
  ];
  return `"${spoken(record[label.name])}" (${details.filter(Boolean).join(", ")})`;
}

/** A sentence of the plugin with its placeholders filled in. */
export function predicted(
  writing: Writing,
  text: Exclude<keyof Writing["texts"], "noun">,
  values: Record<string, string> = {},
): string {
  const all: Record<string, string> = { noun: writing.singular, plural: writing.plural, ...values };
  return writing.texts[text].replace(/\{(\w+)\}/g, (_all, name: string) => all[name] ?? "");
}

const plain = (value: unknown): string => words(value).trim().toLowerCase();
const same = (one: unknown, other: unknown): boolean => plain(one) === plain(other);

/** A value as a word, as far as it is one. */
export function words(value: unknown, otherwise = ""): string {
  if (value === undefined || value === null) return otherwise;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Whether a record passes a filter with this value, as the plugin promises it. */
export function passes(
  { test, fields, everything = [] }: Filter,
  record: Values,
  value: unknown,
): boolean {
  const own = record[fields[0] ?? ""];
  const texts = fields.flatMap((field) => [record[field]].flat());
  switch (test) {
    case "choice":
      return everything.includes(String(value)) || same(own, value);
    case "equals":
      return same(own, value);
    case "includes":
      return [value].flat().every((each) => [own].flat().some((one) => same(one, each)));
    case "search":
      return texts.some((text) => plain(text).includes(plain(value)));
    case "on":
      return String(own).slice(0, 10) === String(value).slice(0, 10);
    case "prefix":
      return String(own).startsWith(String(value));
    case "from":
      return String(own) >= String(value);
    case "until":
      return String(own) <= String(value);
    case "least":
      return Number(own) >= Number(value);
    case "most":
      return Number(own) <= Number(value);
    default:
      return test satisfies never;
  }
}
