import pluralize from "pluralize";
import { wordsOf } from "../../../../../../shared/names.ts";
import type { ActionSpecification } from "../../../../../../shared/specification.ts";
import { isWhole, meaningful, nounOf, objectOf, type Noun } from "./nouns.ts";
import { effectOf, kindsOf, type Effect, type Kind } from "./verbs.ts";

/** What an action's name and description say, before it is known which records the plugin keeps. */
export interface Reading {
  action: ActionSpecification;
  verb: string;
  /** What the verb can mean, most usual first. */
  kinds: Kind[];
  /** The words of the name without the verb. */
  rest: string[];
  /** What the name says the action is about, if it says anything. */
  noun: Noun | undefined;
  /** The same from the description. */
  object: Noun | undefined;
  /** The name speaks of several records: "list todos". */
  plural: boolean;
  /** The verb is the description's: the name has none that is known. */
  spoken: boolean;
  /** What marking does, for verbs such as "complete" and names such as "mark as read". */
  effect: Effect | undefined;
}

const COUNT_WORDS =
  /^(total|totals|count|counts|sum|stats|statistics|average|summary|tally|overview)$/;

/** Takes the name of an action apart: `markTodoAsDone` is "mark", about a todo, with the status "done". */
export function readAction(action: ActionSpecification): Reading | undefined {
  const words = wordsOf(action.name).filter((word) => word !== "action");
  const found = verbOf(words, action.description);
  if (!found) return undefined;
  const { verb, spoken = false } = found;
  let { rest } = found;
  let kinds = kindsOf(verb);
  let effect = effectOf(verb);
  const marked = markedAs(verb, rest, action.description);
  if (marked) {
    rest = marked.rest;
    effect = marked.effect;
    kinds = ["mark"];
  } else if (/^(check|cross|tick)$/.test(verb)) {
    const off =
      rest.includes("off") || /\boff\b|\b(done|complete|completed)\b/i.test(action.description);
    kinds = off ? ["mark"] : ["get", "list"];
  }
  const reads = kinds.includes("list") || kinds.includes("get");
  if (reads && rest.some((word) => COUNT_WORDS.test(word))) {
    kinds = ["count"];
    rest = rest.filter((word) => !COUNT_WORDS.test(word) && word !== "number");
  } else if (kinds.includes("count")) {
    rest = rest.filter((word) => !COUNT_WORDS.test(word));
  }
  if (reads && rest.includes("number") && /number of/i.test(action.description)) {
    kinds = ["count"];
    rest = rest.filter((word) => word !== "number");
  }
  if (rest.includes("random")) {
    kinds = ["random"];
    rest = rest.filter((word) => word !== "random");
  }
  const named = meaningful(beforePreposition(rest));
  const last = named.at(-1) ?? "";
  return {
    action,
    verb,
    kinds,
    rest,
    noun: nounOf(named),
    object: objectOf(action.description),
    plural: rest.includes("all") || isWhole(last) || (last !== "" && pluralize.isPlural(last)),
    effect,
    spoken,
  };
}

/** "todos by tag" is about todos; "to shopping list" is about the shopping list. */
function beforePreposition(words: string[]): string[] {
  const at = words.findIndex(
    (word, index) => index > 0 && /^(by|with|for|in|from|to|at|of|per)$/.test(word),
  );
  return at > 0 && meaningful(words.slice(0, at)).length > 0 ? words.slice(0, at) : words;
}

/** Verbs that are just as often nouns: `BOOK_LIST` lists books. */
const ALSO_NOUNS = new Set(
  "book bookmark note log record file plan track report draft order".split(" "),
);
const CLEAR_VERBS = new Set(
  "add create list remove delete update get search find edit clear show complete count".split(" "),
);

function verbOf(
  words: string[],
  description: string,
): { verb: string; rest: string[]; spoken?: boolean } | undefined {
  const [first = "", ...others] = words;
  const final = beforePreposition(words).at(-1) ?? "";
  if (words.length > 1 && ALSO_NOUNS.has(first) && CLEAR_VERBS.has(final)) {
    return { verb: final, rest: words.filter((word) => word !== final) };
  }
  if (kindsOf(first).length > 0) return { verb: first, rest: others };
  const last = words.at(-1) ?? "";
  if (words.length > 1 && kindsOf(last).length > 0) return { verb: last, rest: words.slice(0, -1) };
  if (/^(how (many|much)|(the )?(total|number|amount) )/i.test(description)) {
    return { verb: "count", rest: words, spoken: true };
  }
  const [said = ""] = wordsOf(description);
  const verb = [said, said.replace(/s$/, ""), said.replace(/es$/, "")].find(
    (each) => kindsOf(each).length > 0,
  );
  if (verb !== undefined) {
    // "waterPlant: Record that a plant was watered" is about the plant.
    const acts = kindsOf(verb)[0] === "add" && words.length > 1;
    return { verb, rest: acts ? others : words, spoken: true };
  }
  // "playerScores", "showBoard": a name without a verb shows what it names.
  const shows = pluralize.isPlural(final) || isWhole(final);
  return shows ? { verb: "list", rest: words, spoken: true } : undefined;
}

const DONE_WORD =
  /^(done|complete|completed|finished|read|unread|watched|paid|unpaid|bought|purchased|resolved|closed|archived|pending|open|active|incomplete|packed|returned|visited)$/;

/** "mark todo as done", "set task completed", "mark complete": the status a record gets, and the name without it. */
function markedAs(
  verb: string,
  rest: string[],
  description: string,
): { rest: string[]; effect: Effect } | undefined {
  if (!/^(mark|set|move|change|toggle)$/.test(verb)) return undefined;
  const last = rest.at(-1) ?? "";
  const as = rest.indexOf("as");
  if (as >= 0 && rest[as + 1]) {
    return { rest: rest.slice(0, as), effect: asEffect(rest.slice(as + 1).join(" ")) };
  }
  if (DONE_WORD.test(last)) return { rest: rest.slice(0, -1), effect: asEffect(last) };
  const [, spoken] = /\bas (?:an? )?["']?(\p{L}+)/u.exec(description.toLowerCase()) ?? [];
  return verb === "mark" && spoken ? { rest, effect: asEffect(spoken) } : undefined;
}

const FLAG_WORD = /^(favorite|favourite|important|urgent|pinned|starred|flagged|private|public)$/;

function asEffect(word: string): Effect {
  if (FLAG_WORD.test(word)) return { flag: word, value: true };
  if (word === "complete") return { status: "completed" };
  if (word === "incomplete" || word === "undone") return { initial: true };
  return { status: word };
}
