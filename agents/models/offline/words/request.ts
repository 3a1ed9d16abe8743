import { asideFrom, fieldsFrom, namesPart } from "./details.ts";
import { isFieldWord } from "./field.ts";
import { knownNoun, singularOf } from "./nouns.ts";
import { type Operation, verbForm } from "./operations.ts";
import { isGrammar, nameOf, type Named, readPhrase } from "./phrase.ts";
import { type Token, tokensOf } from "./tokens.ts";
import { verbAt } from "./verb-at.ts";

/** One thing a request says, in reading order. */
export type Statement =
  | {
      kind: "verb";
      operation: Operation;
      said: string;
      objects: Named[];
      raw: string;
      status?: string;
      plural: boolean;
    }
  | { kind: "noun"; named: Named; raw: string }
  /** "with name and e-mail": what each of them has. */
  | { kind: "fields"; phrases: string[] }
  /** "by category": what they are found or grouped by. */
  | { kind: "by"; phrases: string[] };

const FIELD_OPENERS = new Set(
  "with including containing having has have contains includes".split(" "),
);

/** Reads what a request says about the things a plugin keeps. */
export function statementsOf(text: string): Statement[] {
  const tokens = tokensOf(text);
  const statements: Statement[] = [];
  let thirdPerson = false;
  let at = 0;
  const push = (statement: Statement) => statements.push(statement);
  while (at < tokens.length) {
    const token = tokens[at];
    if (!token) break;
    const passive = passiveAt(tokens, at);
    const subject = statements.findLast((each) => each.kind === "noun");
    if (passive && subject?.kind === "noun") {
      push({ ...passive, objects: [subject.named], raw: subject.raw });
      at++;
      continue;
    }
    const verb = verbAt(tokens, at, thirdPerson);
    if (verb) {
      thirdPerson ||= verb.form === "third";
      const start = at + 1;
      const properties =
        /^(add|manage|list)$/.test(verb.operation) && subject
          ? bareProperties(tokens, start, thirdPerson)
          : undefined;
      if (properties) {
        push({ kind: "fields", phrases: properties.phrases });
        at = properties.end;
        continue;
      }
      const { objects, end, raw, plural, fields } = objectsFrom(tokens, start, thirdPerson);
      push({
        kind: "verb",
        operation: verb.operation,
        said: verb.base,
        objects,
        raw,
        plural,
        ...(verb.status && { status: verb.status }),
      });
      if (fields.length > 0) push({ kind: "fields", phrases: fields });
      at = Math.max(end, start);
      continue;
    }
    if (
      FIELD_OPENERS.has(token.word) &&
      statements.length > 0 &&
      !opensVerb(tokens, nextWord(tokens, at + 1), thirdPerson)
    ) {
      const { phrases, end } = fieldsFrom(tokens, at + 1, thirdPerson);
      if (phrases.length > 0) push({ kind: "fields", phrases });
      at = Math.max(end, at + 1);
      continue;
    }
    if (narrows(tokens, at) && statements.length > 0 && !verbAt(tokens, at + 1, true)) {
      const { phrases, end } = fieldsFrom(tokens, at + 1, thirdPerson);
      if (phrases.length > 0) push({ kind: "by", phrases });
      at = Math.max(end, at + 1);
      continue;
    }
    if (
      /^[:(]$/.test(token.text) &&
      aboutThings(statements.at(-1)) &&
      !verbAt(tokens, nextWord(tokens, at + 1), thirdPerson)
    ) {
      // "a gym log: exercise, sets and weight"
      const { phrases, end } = fieldsFrom(tokens, at + 1, thirdPerson);
      if (
        phrases.length > 1 &&
        phrases.some(isFieldWord) &&
        !phrases.every(namesThings) &&
        !phrases.some((each) => /\bwith\b/.test(each))
      ) {
        push({ kind: "fields", phrases });
        at = end;
        continue;
      }
    }
    const aside = asideFrom(tokens, at);
    if (aside) {
      if (aside.phrase) push({ kind: "fields", phrases: [aside.phrase] });
      if (aside.named) push({ kind: "noun", named: aside.named, raw: aside.named.noun });
      at = aside.end;
      continue;
    }
    const { words, end } = readPhrase(tokens, at);
    const named = nameOf(words);
    if (named) push({ kind: "noun", named, raw: words.join(" ") });
    at = Math.max(end, at + 1);
  }
  return statements;
}

/** "with rating" names a field, "with adding and removing" does not. */
const opensVerb = (tokens: Token[], at: number, thirdPerson: boolean): boolean =>
  verbAt(tokens, at, thirdPerson) !== undefined &&
  !isFieldWord(tokens[at]?.word ?? "") &&
  !namesPart(tokens, at);

/** "by category", "per person"; but not "shared by my family" or "per month". */
const narrows = (tokens: Token[], at: number): boolean => {
  const [word, after = "", before = ""] = [at, at + 1, at - 1].map((each) => tokens[each]?.word);
  if (word === "per")
    return !/^(day|week|month|year|hour|minute|night|user|item|piece|unit|person's)$/.test(after);
  return (
    word === "by" && !(before.endsWith("ed") && /^(my|our|me|us|the|users?|people)$/.test(after))
  );
};

/** "can be added, edited and deleted": what is done to the thing named before. */
function passiveAt(
  tokens: Token[],
  at: number,
): Omit<Extract<Statement, { kind: "verb" }>, "objects" | "raw"> | undefined {
  const form = verbForm(tokens[at]?.word ?? "");
  if (form?.form !== "past") return;
  let before = at - 1;
  while (
    /^(,|and|or)$/.test(tokens[before]?.word ?? "") ||
    verbForm(tokens[before]?.word ?? "")?.form === "past"
  )
    before--;
  if (tokens[before]?.word !== "be") return;
  return {
    kind: "verb",
    operation: form.operation,
    said: form.base,
    plural: form.operation === "list",
  };
}

/** "It should store artist, album, year and condition": bare words without article are what each thing has. */
function bareProperties(
  tokens: Token[],
  start: number,
  thirdPerson: boolean,
): { phrases: string[]; end: number } | undefined {
  if (/^(the|an?|my|our|all|every|each|new|me|us)$/.test(tokens[start]?.word ?? "the")) return;
  const { phrases, end } = fieldsFrom(tokens, start, thirdPerson);
  const bare =
    phrases.length > 2 &&
    phrases.every((each) => !each.endsWith("s") && each.split(" ").length <= 3) &&
    phrases.some(isFieldWord);
  return bare ? { phrases, end } : undefined;
}

/** "members", "books": several things rather than a property. */
const namesThings = (phrase: string): boolean =>
  phrase.endsWith("s") &&
  knownNoun(singularOf(phrase))?.words.includes(singularOf(phrase)) === true;

const aboutThings = (statement: Statement | undefined): boolean =>
  statement?.kind === "noun" || (statement?.kind === "verb" && statement.objects.length > 0);

const nextWord = (tokens: Token[], at: number): number => {
  let index = at;
  while (
    /^(the|an?|both|ability|support|possibility|to|for|actions|commands|functions|following)$/.test(
      tokens[index]?.word ?? "",
    )
  )
    index++;
  return index;
};

const joinable = (words: string[]): boolean => {
  const last = words.at(-1) ?? "";
  return last.endsWith("s") || knownNoun(singularOf(last)) !== undefined || isFieldWord(last);
};

/** The objects of a verb: "notes and bookmarks", "a new book", "them". */
function objectsFrom(
  tokens: Token[],
  start: number,
  thirdPerson: boolean,
): { objects: Named[]; end: number; raw: string; plural: boolean; fields: string[] } {
  const objects: Named[] = [];
  const raw: string[] = [];
  const fields: string[] = [];
  let end = start;
  let plural = false;
  while (
    /^(me|us|users?|you|down|in|up|the|a|an|my|our|all|about|to|of|everything)$/.test(
      tokens[end]?.word ?? "",
    ) &&
    !verbAt(tokens, end, true)
  ) {
    if (/^(all|everything)$/.test(tokens[end]?.word ?? "")) plural = true;
    end++;
  }
  const aside = asideFrom(tokens, end, true);
  if (aside?.named)
    return { objects: [aside.named], end: aside.end, raw: aside.named.noun, plural: true, fields };
  for (;;) {
    const phrase = readPhrase(tokens, end);
    if (phrase.words.length === 0) break;
    // "books, vote for them": a lone unknown word after a comma is no further object.
    if (raw.length > 0 && !joinable(phrase.words)) break;
    const last = phrase.words.at(-1) ?? "";
    plural ||= last.endsWith("s") && !last.endsWith("ss");
    raw.push(phrase.words.join(" "));
    const named = nameOf(phrase.words);
    if (named) objects.push(named);
    end = phrase.end;
    if (tokens[end]?.word === "of") {
      const owner = readPhrase(tokens, end + 1);
      const whose = nameOf(owner.words);
      // "the status of my orders": orders are what is kept, and they have a status.
      if (named && whose && isFieldWord(named.noun) && !knownNoun(named.noun)) {
        objects.splice(-1, 1, whose);
        fields.push(phrase.words.join(" "));
      }
      end = Math.max(owner.end, end + 1);
    }
    const joins = /^(and|or|,|plus)$/.test(tokens[end]?.word ?? "");
    const skip = joins && /^(and|or)$/.test(tokens[end + 1]?.word ?? "") ? 2 : 1;
    if (
      !joins ||
      verbAt(tokens, end + skip, thirdPerson) ||
      (isGrammar(tokens[end + skip]?.word ?? ".") &&
        !/^(the|an?|my|our|their|all)$/.test(tokens[end + skip]?.word ?? ""))
    )
      break;
    end += skip;
  }
  return { objects, end, raw: raw.join(" and "), plural, fields };
}
