import pluralize from "pluralize";
import { wordsOf } from "../../../../../../shared/names.ts";

pluralize.addIrregularRule("cookie", "cookies");
pluralize.addIrregularRule("canvas", "canvases");
pluralize.addIrregularRule("movie", "movies");

/** A kind of record in its forms, as plain lower-case words. */
export interface Noun {
  singular: string;
  plural: string;
}

const DETERMINERS =
  "a an the one another new some more your my our their this that all any every each user users's";
const FILLERS = new Set(
  `${DETERMINERS} to from in into on onto of for at by with as and or off out up down back current entire whole full existing saved stored recent latest last newest first oldest next only me it them details detail info information`.split(
    " ",
  ),
);

/** Words such as "list" that name the whole rather than one record. */
const WHOLES = new Set(
  "list lists log book collection library database store storage inventory cart basket watchlist wishlist journal diary tracker catalog catalogue history archive queue backlog favorites favourites registry directory memory pantry board".split(
    " ",
  ),
);

/** Words that can stand for any record. */
export const GENERIC = new Set(
  "item items entry entries record records element elements thing things object objects something everything data".split(
    " ",
  ),
);

/** Nouns that people mix freely within one plugin. */
const SYNONYMS = [
  "todo task item",
  "contact person people friend",
  "note memo",
  "bookmark link url site",
  "expense spending cost purchase",
  "fact memory knowledge",
  "reminder alert",
  "event appointment meeting",
  "movie film",
  "product item article stock inventory",
].map((line) => line.split(" "));

const singularOf = (word: string): string =>
  /ss$|us$|is$/.test(word) ? word : pluralize.singular(word);

/** One record's name out of a phrase such as "shopping items": `shopping item`. */
export function nounOf(words: string[]): Noun | undefined {
  const kept = words.filter((word) => !FILLERS.has(word));
  const last = kept.at(-1);
  if (last === undefined) return undefined;
  const singular = [...kept.slice(0, -1), singularOf(last)].join(" ");
  return { singular, plural: pluralOf(singular) };
}

/** The plural of a phrase: only its last word changes. */
export function pluralOf(singular: string): string {
  const words = singular.split(" ");
  const last = words.at(-1) ?? singular;
  return [...words.slice(0, -1), pluralize.plural(last)].join(" ");
}

/** Whether two words name the same thing, plural or not, in English or with a common ending of other languages. */
export function sameNoun(one: string, other: string): boolean {
  const [a, b] = [singularOf(one), singularOf(other)];
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return (
    short.length > 3 &&
    /^(e|en|n|er|s|es|x|ne)$/.test(long.slice(short.length)) &&
    long.startsWith(short)
  );
}

/** Whether two nouns are the same or used for each other by most people. */
export function relatedNouns(one: string, other: string): boolean {
  const [a = one, b = other] = [one.split(" ").at(-1), other.split(" ").at(-1)];
  return (
    sameNoun(a, b) ||
    SYNONYMS.some((line) => line.some((x) => sameNoun(x, a)) && line.some((x) => sameNoun(x, b)))
  );
}

/** Whether a word names the whole rather than one record: "list", "inventory". */
export function isWhole(word: string): boolean {
  return WHOLES.has(word) || word.endsWith("list");
}

/** The words of a phrase without articles, prepositions and the like. */
export function meaningful(words: string[]): string[] {
  return words.filter((word) => !FILLERS.has(word));
}

const AFTER_OBJECT =
  /\b(with|to|in|into|onto|on|from|by|for|and|or|that|which|of|at|named|called|optionally|as|if|whose|via|using|about|including|given|so|when|under|will)\b|[,.;:(–-]/;

/** "the number of", "a list of": words before the thing itself. */
const WHOLE_OF =
  /^(?:(?:an?|the|all|total) )*(?:list|number|total|sum|count|overview|summary|average|amount|details|status) (?:of|for|about) /;

/**
 * What a sentence such as "Add a new item to the shopping list" is about: `item`. Nothing for sentences that begin
 * in another way.
 */
export function objectOf(description: string): Noun | undefined {
  const sentence = description
    .trim()
    .toLowerCase()
    .replace(/^(please|allows? (you|users?) to|lets? (you|users?)|used to)\s+/, "");
  const [, rest = ""] = /^\p{L}+(?:\s+(?:off|down|up|out|in))?\s+(.*)$/su.exec(sentence) ?? [];
  const [phrase = ""] = rest.replace(WHOLE_OF, "").split(AFTER_OBJECT);
  const words = meaningful(wordsOf(phrase));
  if (words.length === 0 || words.length > 3) return undefined;
  return nounOf(words);
}
