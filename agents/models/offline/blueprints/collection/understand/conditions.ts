import { wordsOf } from "../../../../../../shared/names.ts";
import { fieldFor, type Known } from "./which.ts";
import type { Listing, RecordField, When } from "../model.ts";
import { GENERIC, isWhole, meaningful, relatedNouns, sameNoun } from "./nouns.ts";
import type { Reading } from "./reading.ts";
import { OPEN_STATUSES } from "./verbs.ts";

/** The records as far as listing needs to know them. */
export interface Listed extends Known {
  statusField: string;
  statuses: string[];
  flags: string[];
}

/** Whether a field holds a date, checked or as people write it. */
export const isDated = ({ name, type, format }: RecordField): boolean =>
  format === "date" ||
  (type === "string" &&
    /^(start|starts|end|ends|due|when|begin|begins)$/.test(wordsOf(name)[0] ?? ""));

/** The date that conditions such as "since" are about: the record's own, else when it was added. */
export const dateOf = ({ fields }: Pick<Known, "fields">): string =>
  fields.find(isDated)?.name ?? "createdAt";

const TIMES = /^(upcoming|overdue|today|week|month)$/;

/** "upcoming reminders", "overdue invoices", "spent this month": a condition on the date of the records. */
export function whenOf(
  words: string[],
  { fields, statusField, statuses }: Pick<Listed, "fields" | "statusField" | "statuses">,
): When | undefined {
  const date = fields.find(isDated);
  const is = (["upcoming", "overdue", "today", "week", "month"] as const).find(
    (each) =>
      words.includes(each) &&
      (!/week|month/.test(each) || words[words.indexOf(each) - 1] === "this"),
  );
  // What was added is never upcoming or overdue.
  if (is === undefined || (!date && (is === "upcoming" || is === "overdue"))) return undefined;
  const [initial] = statuses;
  const open =
    initial !== undefined && OPEN_STATUSES.has(initial) && (is === "upcoming" || is === "overdue");
  return {
    field: date?.name ?? "createdAt",
    is,
    ...(open && { open: { field: statusField, value: initial } }),
  };
}

/** Conditions in the name itself: "list completed todos", "get pinned notes". */
export function fixedBy({ rest }: Reading, known: Listed): Listing["fixed"] {
  const { noun, statuses, statusField } = known;
  const fixed: Listing["fixed"] = {};
  for (const word of rest.filter((each) => !sameNoun(each, noun.singular))) {
    const status = statuses.find((each) => sameStatus(each, word));
    if (status !== undefined) fixed[statusField] = status;
    const flag = flagFor(word, known);
    if (flag !== undefined) fixed[flag] = true;
  }
  return fixed;
}

function flagFor(word: string, { flags, fields }: Listed): string | undefined {
  const switches = fields.filter(({ type }) => type === "boolean").map(({ name }) => name);
  return [...flags, ...switches].find(
    (each) => sameNoun(each, word) || each === word.replace(/s$/, ""),
  );
}

const BENIGN =
  /^(match|matches|matching|fit|fits|contain|contains|containing|have|has|been|are|were|is|was|saved|stored|kept|added|recorded|known|tracked|logged|exist|exists|registered|belong|belongs|given|specified|certain|particular|there|currently|already|so|far|you|i|we|user|users|agent|available|optionally|filtered|sorted|ordered|query|text|word|words|name|keyword|plugin|entered|created)$/;

/**
 * Words that narrow a list in a way nobody can derive, such as "lent" in "list lent items" or "that need water" in a
 * description; a list that ignored them would be wrong.
 */
export function unknownCondition(
  reading: Reading,
  parameters: string[],
  known: Listed,
): string | undefined {
  const { noun: named, rest, action } = reading;
  const isKnown = (word: string): boolean =>
    GENERIC.has(word) ||
    isWhole(word) ||
    TIMES.test(word) ||
    BENIGN.test(word) ||
    /^(this|top|best|highest|lowest|recent|first|last|latest|newest|oldest|history|\d+)$/.test(
      word,
    ) ||
    known.noun.singular.split(" ").some((each) => relatedNouns(each, word)) ||
    known.statuses.some((each) => sameStatus(each, word)) ||
    flagFor(word, known) !== undefined ||
    fieldFor(word, known) !== undefined ||
    parameters.some((each) => wordsOf(each).some((own) => sameNoun(own, word)));
  const phrase = named?.singular.split(" ") ?? [];
  const about = phrase.at(-1);
  const late = /^(overdue|upcoming)$/;
  const dated = known.fields.some(isDated);
  const unmet = rest.find((word) => late.test(word) && !dated);
  if (unmet !== undefined) return unmet;
  if (about !== undefined && relatedNouns(about, known.noun.singular)) {
    const odd = phrase.slice(0, -1).find((word) => !isKnown(word));
    if (odd !== undefined) return odd;
  }
  if (parameters.length > 0) return undefined;
  const [, clause = ""] =
    /\b(?:that|which|who|whose|low on|low in|running out)\b([^.;:,]*)/i.exec(action.description) ??
    [];
  const odd = meaningful(wordsOf(clause)).find((word) => !isKnown(word));
  return odd;
}

const FAMILIES = [
  "completed complete done finished",
  "pending open todo incomplete outstanding unfinished active",
  "started in-progress in_progress inprogress doing progress",
  "cancelled canceled",
  "lent borrowed",
].map((line) => line.split(" "));

/** Whether two words mean the same status: "done" and "completed". */
export function sameStatus(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a === b || FAMILIES.some((family) => family.includes(a) && family.includes(b));
}
