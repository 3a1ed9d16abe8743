import { foreignMisuseRules, type MisuseRule, misuseRules } from "./words/misuse-rules.ts";

/** Identifiers carry words too: `STEAL_SEED_PHRASES` reads "steal seed phrases". */
const inWords = (text: string): string =>
  text.replace(/_+/g, " ").replace(/[’`´]/g, "'").replace(/\s+/g, " ").toLowerCase();

const splitCamelCase = (text: string): string => text.replace(/([a-z\d])([A-Z])/g, "$1 $2");

/** The sentence around a finding: what excuses it has to stand there. */
function sentenceAround(text: string, at: number, length: number): string {
  const before = Math.max(
    ...[".", "!", "?", ";"].map((end) => text.lastIndexOf(`${end} `, at - 1)),
  );
  const after = text.slice(at + length).search(/[.!?;](\s|$)/);
  return text.slice(before + 1, after < 0 ? undefined : at + length + after);
}

function asksFor({ wrong, unless }: MisuseRule, text: string): boolean {
  for (const found of text.matchAll(new RegExp(wrong, "g"))) {
    if (!unless?.test(sentenceAround(text, found.index, found[0].length))) return true;
  }
  return false;
}

/**
 * Why a request must not be built, in one or two sentences; `undefined` when nothing speaks against it. Takes a
 * description in any wording or a specification as JSON, whose names and descriptions are read like sentences.
 */
export function refuse(text: string): string | undefined {
  // As written, too: splitting "DDoS" or "WhatsApp" at its capitals would hide it.
  const readings = [inWords(text), inWords(splitCamelCase(text))];
  const rule = [...misuseRules, ...foreignMisuseRules].find((each) =>
    readings.some((words) => asksFor(each, words)),
  );
  return (
    rule &&
    `I won't build this plugin: it would ${rule.harm}. If I misread you, please describe what it does for the people who use it and with whose consent.`
  );
}
