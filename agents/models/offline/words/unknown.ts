import { withoutOrder } from "./aspects.ts";
import { nlp } from "./nlp.ts";
import { isFrame } from "./phrase.ts";
import { knownNoun, singularOf, wholes } from "./nouns.ts";
import { wishesAmong } from "./wish-start.ts";
import { verbForm } from "./operations.ts";

/** Verbs that say nothing about what a plugin does, or that other parts of a request explain. */
const HARMLESS = new Set(
  "be is are was were am have has had do does did help helps want wants need needs like likes love would could should can may might must will let lets make makes made use uses using used allow allows enable enables support supports work works working create build provide provides providing offer offers include includes contain contains please thank know knows understand forget see go goes come comes start try ask asks asked tell tells told say says talk give gives given get gets take takes handle handles deal keep keeps accept accepts mean means think feel feels happen happens call calls called name named based want wish hope prefer prefers return returns respond responds answer answers reply replies speak speaks remain remains stay stays become becomes exist exists become look looks treat treated depend integrate interact belong belongs consist consists come save saves run running set sets ensure ensures lend involve simplify improve serve serves access focus plan plans plugin todo todos spend spent eat buy buys bought cook watch watched read own owns live lives pay drink learn believe type write send visit".split(
    " ",
  ),
);
/** Verbs that the tagger takes for nouns. */
const OFTEN_MISTAKEN = /^(vote|rsvp|quiz|bid|move|trade|swap|split|merge|compare|rank|battle)$/;
const PLACED = new Set(
  "that which to can should could will would must also then automatically".split(" "),
);
/** Before these a verb only counts when another one came before it. */
const JOINING = new Set("and or , ;".split(" "));

const known = (word: string): boolean =>
  HARMLESS.has(word) || verbForm(word) !== undefined || knownNoun(singularOf(word)) !== undefined;

/** Wishes with a verb that no part of this model knows, such as "solves sudokus": they must not get lost. */
export function unknownWishes(clause: string): string[] {
  if (!/[a-z]/i.test(clause)) return [];
  const main = withoutOrder(clause)
    .replace(/\([^)]*\)?/g, " ")
    .replace(/\bwith\b.*?(?=\b(?:that|which|to)\b|:|$)/gi, (fields) =>
      wishesAmong(fields.replace(/^with\s+/i, ""))
        .map((wish) => `. ${wish}. `)
        .join(""),
    )
    .replace(/\b(?:renew|expire|end|start)s? soon\b/gi, "")
    .replace(/\bhide (?:the )?(?:done|completed|finished|checked)\b[^,.;]*/gi, "")
    .replace(/:/g, ". ")
    .replace(
      /\b(?:lets?|allows?|enables?|helps?)\s+(?:people|users?|members?|everyone|me|us|customers?|guests?)\s+(?:to\s+)?/gi,
      "that can ",
    )
    .replace(
      /\b(?:where|in which)\s+(?=(?:people|users?|members|everyone|we|i|you|they|anyone|somebody|someone)\s)(\S+)\s+(?:can\s+|could\s+|may\s+)?/gi,
      ", that can ",
    )
    .replace(
      /\b(so that|so i|so we|because|since|when(ever)?|while|in order to|if|what|where|who|how|after|before|once)\b.*$/i,
      "",
    );
  const sentences = nlp(main).json() as { terms: Term[] }[];
  const narrowing = new Set(
    [...main.matchAll(/\b(?:by|per) (\p{L}+)/giu)].map(([, word = ""]) => word.toLowerCase()),
  );
  return [...passiveWishes(main), ...sentences.flatMap(({ terms }) => unknownVerbs(terms))].filter(
    (wish) => !narrowing.has(wish.toLowerCase()),
  );
}

/** "orders should be linked to a customer": what should be done to things, with a verb that no part knows. */
const passiveWishes = (clause: string): string[] =>
  [
    ...clause.matchAll(
      /\b(?:should|must|can|could|may|shall) (?:\p{L}+ly )?be ((\p{L}{2,}ed)(?: \p{L}+){0,3})/giu,
    ),
  ].flatMap(([, wish = "", verb = ""]) => {
    const base = nlp(verb).verbs().toInfinitive().text() || verb;
    return [verb.toLowerCase(), base].some((word) => HARMLESS.has(word) || verbForm(word))
      ? []
      : [wish];
  });

interface Term {
  text: string;
  tags: string[];
  post?: string;
}

function unknownVerbs(terms: Term[]): string[] {
  const wishes: string[] = [];
  let verbBefore = false;
  let gerundBefore = false;
  terms.forEach((term, at) => {
    const word = term.text.toLowerCase();
    const before = terms[at - 1];
    const after = terms[at + 1];
    const joined =
      before !== undefined &&
      (JOINING.has(before.text.toLowerCase()) || /[,;]/.test(before.post ?? ""));
    if (!isVerb(term, before, after)) return;
    // "packing list": a whole of which the verb is only the name.
    if (singularOf(`${word} ${after?.text.toLowerCase() ?? ""}`) in wholes) return;
    // "playing time" names something; "by storing words and quizzing me" does something.
    const gerund = term.tags.includes("Gerund");
    if (
      gerund &&
      !(before === undefined || /^(for|by|of)$/i.test(before.text) || (joined && gerundBefore))
    )
      return;
    gerundBefore ||= gerund;
    // A word before a comma at the very beginning opens a list of things.
    const opens = before === undefined && !(term.post ?? "").includes(",");
    const placed =
      opens || gerund || PLACED.has(before?.text.toLowerCase() ?? "") || (joined && verbBefore);
    verbBefore ||= placed;
    // To register a book is to add it; to register for an event is something else.
    const otherSense = word.startsWith("register") && after?.text.toLowerCase() === "for";
    if (!placed || (!otherSense && known(word))) return;
    const base = nlp(word).verbs().toInfinitive().text() || word;
    if (!otherSense && known(base)) return;
    const next = terms.slice(at + 1, at + 6).map(({ text }) => text);
    const end = next.findIndex((each) => /^(and|or|that|which|so|when|if|but|with)$/i.test(each));
    const object = (end < 0 ? next : next.slice(0, end)).slice(0, 4);
    if (object.length === 0 && before === undefined) return;
    wishes.push([term.text, ...object].join(" ").replace(/[.,;:!?]+$/, ""));
  });
  return wishes;
}

function isVerb({ text, tags }: Term, before: Term | undefined, after: Term | undefined): boolean {
  const word = text.toLowerCase();
  if (tags.some((tag) => /^(PastTense|Participle|Copula|Auxiliary|Modal)$/.test(tag))) return false;
  const third =
    /^(that|which|also)$/i.test(before?.text ?? "") &&
    /[^s]s$/.test(word) &&
    !isFrame(word) &&
    after !== undefined &&
    !after.tags.includes("Verb");
  return tags.includes("Verb") || third || OFTEN_MISTAKEN.test(word);
}
