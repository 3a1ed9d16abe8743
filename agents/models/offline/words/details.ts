import { isFieldWord } from "./field.ts";
import { doneThings } from "./nouns.ts";
import { verbForm } from "./operations.ts";
import { isFrame, isGrammar, type Named } from "./phrase.ts";
import type { Token } from "./tokens.ts";
import { beginsWish } from "./wish-start.ts";
import { verbAt } from "./verb-at.ts";

/** Splits "name, e-mail and tags (any)" into its parts. */
export function enumerated(text: string): string[] {
  return text
    .split(/\s*(?:,|;|\band\b|\bplus\b|\bas well as\b|&)\s*(?![^()]*\))/i)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** "watering interval", "action items": a verb's form that only qualifies the noun after it. */
export function namesPart(tokens: Token[], at: number): boolean {
  const form = verbForm(tokens[at]?.word ?? "")?.form;
  const next = tokens[at + 1];
  if (!next || !/^\p{L}/u.test(next.text) || isGrammar(next.word) || next.verb) return false;
  return form === "gerund" ? !next.word.endsWith("s") : isFieldWord(next.word);
}

/** The parts of "with name, e-mail and tags", up to the end of the sentence or the next verb. */
export function fieldsFrom(
  tokens: Token[],
  start: number,
  thirdPerson: boolean,
): { phrases: string[]; end: number } {
  let end = start;
  let depth = 0;
  const part: string[] = [];
  for (; end < tokens.length; end++) {
    const token = tokens[end];
    if (!token) break;
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    if (depth < 0 || (/^[.;:!?\n]$/.test(token.text) && depth === 0)) break;
    if (
      depth === 0 &&
      /^(so|that|which|because|when|where|who|how|while|if|but|then|sorted|grouped|lets?|allows?|helps?|can|should|must|could|would|will|is|are)$/.test(
        token.word,
      )
    )
      break;
    if (depth === 0 && end > start && token.word === "by") break;
    const follows = /^(and|,|or|to)$/.test(tokens[end - 1]?.word ?? "");
    if (
      depth === 0 &&
      (token.verb ||
        (follows && beginsWish(tokens.slice(end, end + 4).map(({ text }) => text))) ||
        (follows &&
          verbAt(tokens, end, thirdPerson) &&
          !namesPart(tokens, end) &&
          !/^(note|notes|rating|tags?|record|total|count|author)$/.test(token.word)))
    )
      break;
    if (depth === 0 && /^(i|we|it|you)$/.test(token.word)) break;
    part.push(token.text);
  }
  const text = part.join(" ").replace(/\( /g, "(").replace(/ \)/g, ")").replace(/ ,/g, ",");
  const phrases = enumerated(
    text.replace(/\s(?:or|and|,)\s*$/i, "").replace(/ per (?:day|week|month|year)\b/gi, ""),
  ).filter(
    (phrase) =>
      !/^for\b|^top \d+$|^(?:total|average) \p{L}+ (?:this|per|for|of|so far)\b/iu.test(phrase) &&
      !/^(the |a |an )?(ability|support|possibility|option|way|(?:actions?|commands?) (?:to|for|that)|help|functionality|plugin)\b/i.test(
        phrase,
      ) &&
      (!isFrame(phrase.toLowerCase()) || isFieldWord(phrase)),
  );
  return { phrases, end };
}

/** "when I watered them", "who owes me money", "what I spend": a clause that names a field or a thing. */
export function asideFrom(
  tokens: Token[],
  at: number,
  afterVerb = false,
): { phrase?: string; named?: Named; end: number } | undefined {
  const asks = tokens[at]?.word ?? "";
  if (!/^(what|who|whom|when|where|whether|how)$/.test(asks)) return;
  let end = at + 1;
  while (
    end < tokens.length &&
    !/^([.,;:!?()]|and|by|with|or|so|per)$/.test(tokens[end]?.word ?? "")
  )
    end++;
  const clause = tokens.slice(at + 1, end).map(({ word }) => word);
  const done = clause.map((word) => doneThings[word]).find(Boolean);
  if (/^(what|who|whom)$/.test(asks)) return { ...(done && { named: { noun: done } }), end };
  if (asks === "how" && clause[0] === "much") {
    const thing = clause.find(
      (word, index) =>
        index > 0 &&
        !isGrammar(word) &&
        !doneThings[word] &&
        !/^(every(one|body)|any(one|body)|people|users?|members)$/.test(word),
    );
    if (thing && doneThings[clause.at(-1) ?? ""])
      return { named: { noun: `${thing} intake` }, end };
    return done ? { named: { noun: done }, end } : { phrase: "amount", end };
  }
  // "when I ask for it" tells when the plugin is used, not what it keeps.
  if (
    clause.some((word) =>
      /^(ask|asks|asked|say|says|want|wants|need|needs|tell|tells|request|requests|possible|necessary|something|anything|everything|someone|somebody|users?)$/.test(
        word,
      ),
    )
  ) {
    return { end };
  }
  const verb = clause.filter((word) => !isGrammar(word) && !isFrame(word)).at(-1);
  const before = tokens[at - 1]?.word ?? "";
  if (asks === "when" && verb && /^(and|,|with|including)$/.test(before))
    return { phrase: `${verb} date`, end };
  if (asks === "where" && /^(and|,|with|including)$/.test(before))
    return { phrase: "location", end };
  // "a list where I can add things": what follows is a wish of its own.
  if (asks === "where") return afterVerb ? { named: { noun: "place" }, end } : { end: at + 1 };
  return { end };
}
