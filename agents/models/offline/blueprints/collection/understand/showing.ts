import { wordsOf } from "../../../../../../shared/names.ts";
import { isRequired } from "../../../code/fields.ts";
import type { Field } from "../../../code/schema.ts";
import { without } from "../../../code/without.ts";
import type { Filter, Listing, Operation } from "../model.ts";
import { sameStatus, type Listed } from "./conditions.ts";
import { readListing } from "./listing.ts";
import { relatedNouns } from "./nouns.ts";
import { parametersOf, type Meaning } from "./pointing.ts";
import type { Reading } from "./reading.ts";
import { isSummable, sumsOf } from "./sums.ts";
import { fieldFor } from "./which.ts";

/** Names the specification itself marks as required. */
const explicit = ({ action }: Reading): string[] =>
  Object.keys(action.parameters).filter((name) => action.parameters[name]?.required === true);

/** "getTodosByTag" is nothing without its tag. */
function namedFilters({ rest, action }: Reading, filters: Filter[]): string[] {
  const words = rest.includes("by") ? rest.slice(rest.indexOf("by") + 1) : [];
  return filters
    .map(({ param }) => param)
    .filter(
      (param) =>
        wordsOf(param).every((word) => words.includes(word)) &&
        action.parameters[param]?.required !== false,
    );
}

/** Showing all records, or those that fit. */
export const list: Meaning = (reading, known) => {
  const parameters = parametersOf(reading, known);
  const named = reading.noun && fieldFor(reading.noun.singular, known);
  // "listDecks" of cards that have a deck is about the decks.
  if (
    named &&
    named !== known.label &&
    !relatedNouns(reading.noun?.singular ?? "", known.noun.singular)
  ) {
    return Object.keys(parameters).length === 0 ? valuesOf(reading, named.name) : undefined;
  }
  const listing = readListing(reading, parameters, known);
  if (!listing) return undefined;
  const required = [...new Set([...explicit(reading), ...namedFilters(reading, listing.filters)])];
  return { kind: "list", action: reading.action, parameters, listing, required };
};

/** The values of one field, each with the number of its records. */
function valuesOf({ action }: Reading, field: string): Operation {
  const listing = { filters: [], fixed: {} };
  return {
    kind: "count",
    action,
    parameters: {},
    required: [],
    listing,
    sums: [],
    average: false,
    group: field,
  };
}

/** Showing one record by chance. */
export const random: Meaning = (reading, known) => {
  const parameters = parametersOf(reading, known);
  const listing = readListing(reading, parameters, known);
  return (
    listing && {
      kind: "random",
      action: reading.action,
      parameters,
      listing,
      required: explicit(reading),
    }
  );
};

const QUERY = /^(query|q|search|term|keyword|text|searchterm|searchquery|searchtext)$/;

/** Looking for records by parts of their texts. */
export const find: Meaning = (reading, known) => {
  const declared = parametersOf(reading, known);
  const parameters: Record<string, Field> =
    Object.keys(declared).length > 0
      ? declared
      : { query: { type: "string", description: "What to look for" } };
  const listing = readListing(reading, parameters, known);
  if (!listing || listing.filters.length === 0) return undefined;
  // A text is looked for in parts, even where a list would compare it whole.
  const filters = listing.filters.map((filter): Filter => {
    const field = known.fields.find(({ name }) => name === filter.fields[0]);
    const partly =
      (filter.test === "equals" || filter.test === "includes") &&
      parameters[filter.param]?.type === "string" &&
      field?.format !== "date";
    return partly ? { ...filter, test: "search" } : filter;
  });
  const queries = filters.filter(
    ({ param, test }, _index, all) =>
      test === "search" && (all.length === 1 || QUERY.test(wordsOf(param).join(""))),
  );
  const required = queries
    .map(({ param }) => param)
    .filter((param) => {
      const own = reading.action.parameters[param];
      return own === undefined || isRequired(param, own, reading.action.description);
    });
  return {
    kind: "find",
    action: reading.action,
    parameters,
    listing: { ...listing, filters },
    required: [...new Set([...explicit(reading), ...required])],
  };
};

/** The words between "all" and what is cleared: "all checked items" → checked. */
function qualifiers({ action }: Reading, { noun }: Listed): string[] {
  const [, said = ""] =
    /\b(?:all|every|the|any)\b (?:the |of the )?([^.;,]*)/i.exec(action.description) ?? [];
  const words = wordsOf(said);
  const end = words.findIndex((word) => relatedNouns(word, noun.singular.split(" ").at(-1) ?? ""));
  return end < 0
    ? []
    : words.slice(0, end).filter((word) => !noun.singular.split(" ").includes(word));
}

const DONE = /^(checked|ticked|crossed|bought|purchased|finished|completed|done)$/;

/** The status that "all checked items" have. */
function saidOf(reading: Reading, known: Listed): Listing["fixed"] {
  const status = qualifiers(reading, known)
    .map((word) =>
      known.statuses.find((each) => sameStatus(each, word) || (DONE.test(word) && DONE.test(each))),
    )
    .find((each) => each !== undefined);
  return status === undefined ? {} : { [known.statusField]: status };
}

/** Clearing more than was said would lose records: every word must have led to a condition. */
function onlyKnown(reading: Reading, fixed: Listing["fixed"], known: Listed): boolean {
  const words = qualifiers(reading, known).filter(
    (word) =>
      !/^(all|the|of|my|your|saved|stored|kept|existing|recorded|tracked|logged|registered|from|in|list|shopping|current|known|entire|whole)$/.test(
        word,
      ),
  );
  return words.length === 0 || Object.keys(fixed).length > 0;
}

/** Removing all records, or all that fit. */
export const clear: Meaning = (reading, known) => {
  const parameters = parametersOf(reading, known);
  const confirm = Object.keys(parameters).find(
    (name) =>
      /^(confirm|confirmed|confirmation|sure|force)$/i.test(name) &&
      parameters[name]?.type === "boolean",
  );
  const listing = readListing(reading, without(parameters, confirm), known);
  if (!listing) return undefined;
  const { filters, when } = listing;
  const fixed = { ...listing.fixed, ...saidOf(reading, known) };
  if (!onlyKnown(reading, fixed, known)) return undefined;
  return {
    kind: "clear",
    action: reading.action,
    parameters,
    required: explicit(reading),
    listing: { filters, fixed, when },
    confirm,
  };
};

/** Counting and adding up, in total or for each value of a field. */
export const count: Meaning = (reading, known) => {
  const { action, rest } = reading;
  const parameters = parametersOf(reading, known);
  const listing = readListing(
    { ...reading, rest: rest.filter((word) => word !== "by") },
    parameters,
    known,
  );
  if (!listing) return undefined;
  const said = `${wordsOf(action.name).join(" ")}. ${action.description.toLowerCase()}`;
  const [, per = ""] =
    /\b(?:by|per|for each) (?:each |the |its |their )?(\p{L}+)/u.exec(said) ?? [];
  const grouped =
    per === "status" ? { name: known.statusField, type: "string" } : fieldFor(per, known);
  const filtered = listing.filters.some(({ fields }) => fields[0] === grouped?.name);
  const numbers = known.fields.filter(({ type }) => type === "number" || type === "integer");
  // "How much water was drunk today" is about the only number there is.
  const lone =
    /\b(how much|total|sum|average|mean)\b/.test(said) && numbers.length === 1
      ? numbers[0]
      : undefined;
  const groups = grouped?.type === "string" && grouped.name !== "" && !filtered;
  return {
    kind: "count",
    action,
    parameters,
    required: explicit(reading),
    listing: { filters: listing.filters, fixed: listing.fixed, when: listing.when },
    sums: sumsOf(known.fields, (field) => isSummable(field, action.description) || field === lone),
    average: /\b(average|mean)\b/.test(said),
    group: groups ? grouped.name : undefined,
  };
};
