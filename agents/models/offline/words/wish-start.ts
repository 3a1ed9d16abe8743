import { isFieldWord } from "./field.ts";
import { nlp } from "./nlp.ts";
import { verbForm } from "./operations.ts";

/** What a verb can be done to, or when. */
const OBJECT =
  /^(the|an?|my|our|your|their|his|her|its|all|any|every|each|new|them|it|me|us|him|users?|people|everyone|when|whenever|if|once|whether|how|which|what|who|on|for|to|\p{L}{3,}s)$/u;
/** Verbs of this model that never begin the name of a property. */
const NEVER_NAMES =
  /^(show|view|see|list|display|add|remove|delete|update|edit|get|fetch|find|search|count|take|give|tell|let|warn|notify|remind|alert|mark|hide|sort|filter|log)$/;

/**
 * Whether a part of an enumeration is a wish of its own rather than a property: "take items out" and "warn when empty"
 * are, "due date" and "start time" are not.
 */
export function beginsWish(words: string[]): boolean {
  const [first = "", second = ""] = words.map((word) => word.toLowerCase());
  if (!/^\p{L}+$/u.test(first) || second === "") return false;
  if (NEVER_NAMES.test(first)) return true;
  if (!OBJECT.test(second) || isFieldWord(first)) return false;
  const form = verbForm(first);
  if (form) return form.form === "base" && /^(the|an?|my|our|them|it|all|every|each)$/.test(second);
  if (isFieldWord(words.slice(0, 3).join(" "))) return false;
  const [sentence] = nlp(words.slice(0, 4).join(" ")).json() as { terms: { tags: string[] }[] }[];
  const tags = sentence?.terms[0]?.tags ?? [];
  return (
    tags.includes("Verb") &&
    !tags.some((tag) => /^(Gerund|PastTense|Participle|Copula|Auxiliary|Modal)$/.test(tag))
  );
}

/** The wishes of their own among the parts of "with quantity, take items out, warn when empty". */
export const wishesAmong = (enumeration: string): string[] =>
  enumeration
    .split(/\s*(?:[,;]|\band\b|\bplus\b)\s*/i)
    .filter((part) => beginsWish(part.trim().split(/\s+/)));
