import { containers, genericNouns, knownNoun, singularOf, wholes } from "./nouns.ts";
import type { Token } from "./tokens.ts";
import { verbForm } from "./operations.ts";

const words = (line: string): Set<string> => new Set(line.split(" "));

/** "I'd", "that's": a pronoun with its verb. */
const CONTRACTION = /^(i|we|you|they|it|he|she|that|there|what|who|let)'\p{L}+$/u;

/** Words at which a noun phrase ends. */
const ENDS = words(
  "with without including containing having has have had and or but plus as to in into on onto at by for from about that which who whom whose when where while if so because since until till per via through during between under over than then also not is are was were be been being am can could should would will shall may might must do does did i we you he she it they me us them him her this these those there here how what why please of using based given like let lets such via need needs want wants always never only just both either neither too e.g i.e etc along together within across upon after before later again well back get gets help helps helping take takes taking make makes making use uses provide provides providing offer offers handle handles handling love build enable enables enabling can't cannot don't doesn't isn't shouldn't easily quickly automatically simply everything else themselves himself herself itself yourself myself ourselves sorted ordered ranked grouped filtered able alphabetically",
);

/** Words that belong to a noun phrase without naming anything. */
const SKIPPED = words(
  "a an the my our your their his her its some any all every each new more another other existing single whole entire full own personal private favorite favourite simple basic small little big nice good great easy several many various different multiple few current old recent latest last next first specific certain given particular important daily weekly monthly yearly custom shared quick short long upcoming complete very own user's users' user-defined unwanted individual useful local open unread pending completed finished unfinished remaining active archived overdue due-today favourites random matching complete incomplete done pinned starred unpaid unwatched bought sold lent borrowed paid available free cancelled closed resolved most best highest lowest cheapest longest heaviest largest smallest valuable expensive",
);

/** What the request itself is about: never what a plugin keeps. */
const FRAME = words(
  "plugin plugins agent agents bot assistant eliza elizaos user users functionality functionalities feature features functions function support capability capabilities ability action actions provider providers service evaluator ability way possibility option thing stuff someone somebody anyone anybody everybody everyone people me us help hello hi thanks typescript code chat app application tool system software program module package extension addon add-on example operation operations basics crud overview job work time times day week month morning evening context kind sort type lot bit memory total number output",
);

export interface Phrase {
  /** The naming words in lower case, without articles and adjectives. */
  words: string[];
  /** Index of the first token after it. */
  end: number;
}

/** Reads the noun phrase that starts at `start`; its words are empty when there is none. */
export function readPhrase(tokens: Token[], start: number): Phrase {
  const found: string[] = [];
  let at = start;
  for (; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token || token.verb || !/^[\p{L}\p{N}]/u.test(token.text)) break;
    if (SKIPPED.has(token.word)) {
      if (found.length > 0 && /^(my|our|your|their|the|a|an|each|every|all)$/.test(token.word))
        break;
      continue;
    }
    if (ENDS.has(token.word) || CONTRACTION.test(token.word)) break;
    // "user preferences" and "job applications" are things, "the agent" and "a plugin" are not.
    if (FRAME.has(token.word) && !(found.length === 0 && qualifies(token.word, tokens[at + 1])))
      break;
    if (found.length > 0 && token.word.endsWith("ly") && token.word.length > 5) break;
    found.push(token.word);
  }
  const next = tokens[at];
  const head = found.at(-1);
  if (
    next?.word === "of" &&
    head !== undefined &&
    (containers.has(head) || genericNouns.has(head))
  ) {
    const inner = readPhrase(tokens, at + 1);
    // "a list of books" is a book list.
    if (inner.words.length > 0) {
      const container = containers.has(head) ? [singularOf(head)] : [];
      const one = singularOf(inner.words.join(" ")).split(" ");
      return { words: container.length > 0 ? [...one, ...container] : inner.words, end: inner.end };
    }
  }
  return { words: found, end: at };
}

const qualifies = (word: string, next: Token | undefined): boolean =>
  !/^(plug-?ins?|agents?|bot|assistant|eliza(os)?|me|us|hello|hi|total|kind|sort|type|lot|bit|number)$/.test(
    word,
  ) &&
  next !== undefined &&
  /^\p{L}/u.test(next.text) &&
  !next.verb &&
  !ENDS.has(next.word) &&
  !SKIPPED.has(next.word) &&
  !FRAME.has(next.word) &&
  !next.word.endsWith("ly") &&
  (verbForm(next.word)?.form ?? "third") === "third";

/** Whether a word opens or continues a noun phrase rather than being grammar. */
export const isGrammar = (word: string): boolean => ENDS.has(word) || SKIPPED.has(word);
export const isFrame = (word: string): boolean => FRAME.has(word);

/** What one of the things is called, and the whole of them where the words name it. */
export interface Named {
  noun: string;
  whole?: string;
}

/** The thing a phrase is about: "shopping list items" → shopping item, "habit tracker" → habit. */
export function nameOf(phrase: string[]): Named | undefined {
  let rest = phrase.filter((word) => !/^\d+$/.test(word));
  for (;;) {
    const all = rest
      .map((word, index) => (index === rest.length - 1 ? singularOf(word) : word))
      .join(" ");
    if (all === "") return;
    const whole = [
      all,
      ...rest.slice(1).map((_, index) =>
        all
          .split(" ")
          .slice(index + 1)
          .join(" "),
      ),
    ].find((part) => part in wholes);
    const kept = whole === undefined ? undefined : wholes[whole];
    if (whole !== undefined && kept !== undefined) {
      const before = all.slice(0, -whole.length).trim();
      // "recipe library", "tool inventory": the word before says what is in it.
      if (before in wholes) return { noun: wholes[before] ?? kept, whole: all };
      return before && !isGrammar(before)
        ? { noun: nounIn(before), whole: all }
        : { noun: kept, whole };
    }
    if (knownNoun(all)?.words.includes(all)) return { noun: all };
    const last = rest.at(-1) ?? "";
    if (rest.length > 1 && (containers.has(last) || genericNouns.has(last))) {
      const inner = nameOf(rest.slice(0, -1));
      // What a "fishing log" keeps is no fishing but entries about it.
      if (
        inner &&
        /^(logs?|diary|journal|logbook)$/.test(last) &&
        !knownNoun(inner.noun) &&
        /ing$|ness$/.test(inner.noun)
      ) {
        return { noun: `${inner.noun} entry`, whole: all };
      }
      return (
        inner && { noun: inner.noun, whole: containers.has(last) ? all : (inner.whole ?? all) }
      );
    }
    if (rest.length === 1 && (genericNouns.has(last) || containers.has(last))) return;
    if (rest.length <= 2) return { noun: nounIn(all) };
    rest = rest.slice(-2);
  }
}

/** At most two words name a thing; verbs in past form before it only describe it ("saved recipes"). */
function nounIn(phrase: string): string {
  const parts = phrase
    .split(" ")
    .filter((word, index, list) => index === list.length - 1 || verbForm(word)?.form !== "past");
  return singularOf(parts.slice(-2).join(" ").replaceAll("-", " "));
}
