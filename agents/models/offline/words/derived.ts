import type { Kept } from "./kept.ts";
import { verbForm } from "./operations.ts";

/** Words for something worked out of what is kept that no blueprint works out. */
const NOT_WORKED_OUT: RegExp[] = [
  /\bstreaks?\b/i,
  /\b(up|down)?vot(?:es?|ing|ed)\b(?: (?:on|for) (?:\p{L}+ ?){1,2})?/iu,
  /\btrends?\b(?: of \p{L}+)?/iu,
  /\bprogress (?:bars?|reports?|charts?)\b/i,
  /\b(?:charts?|graphs?|plots?|heat ?maps?|histograms?|visuali[sz]\w+|timelines?)\b/i,
  /\b(?:medians?|standard deviation|correlations?)\b/i,
  /\b(?:percentage|percent|proportion|share|ratio) of (?:\p{L}+ ?){1,3}/iu,
  /\b(?:undo|redo)\b(?: \p{L}+){0,3}/iu,
  /\b(?:recurring|recurrence|repeats? (?:every|daily|weekly|monthly|yearly))\b(?: \p{L}+)?/iu,
  /\b(?:avoid|prevent|detect|find|remove|merge|no|without|ignore|reject) (?:\p{L}+ )?duplicates?\b/iu,
  /\bspaced repetition\b|\bquiz(?:zes|zing)?\b(?: me| users)?/i,
  /\b(?:suggestions?|ideas) (?:for|based on) (?:\p{L}+ ?){1,3}/iu,
  /\b(?:current|account|remaining|monthly|net|overall|running) balance\b|\bbalance (?:between|of)\b|\bnet (?:worth|income|profit)\b|\bprofit\b/i,
  /\b(?:over|under|exceed\w*|within|remaining|left in) (?:my |the |a |our )?budget\b|\bbudget (?:left|remaining|limits?)\b/i,
  /\b(?:compar\w+|versus|vs\.?)\b(?: \p{L}+){0,3}/iu,
  /\b(?:only|just) (?:admins?|the owner|moderators?|i) (?:can|may|should)\b|\bpermissions?\b|\badmin[- ]only\b|\baccess control\b/i,
  /\b(?:pinned|favou?rites?|starred|important|open|unread)(?: ones| \p{L}+s)? first\b/iu,
  /\b(?:which|who)(?: of them| ones| \p{L}+s)? (?:still |currently |now )?(?:needs?|should|must|have|has|haven't|hasn't|owes?)\b(?: \p{L}+){1,4}/iu,
  /\bcountdowns?\b|\b(?:how many )?days (?:left|remaining|until|till)\b(?: \p{L}+)?/iu,
  /\b(?:gets?|get|be|are|is) (?:automatically )?(?:deleted|removed|archived|expired?) (?:after|when|once|automatically)\b(?: \p{L}+){0,3}/iu,
];

const isKnownVerb = (verb: string): boolean =>
  verbForm(verb) !== undefined ||
  /^(the|an?|my|our|each|all|every|them|it|take|tick|check|mark|keep|cross|look|jot|sort|filter|use|have|be|do|make)(s|ing)?$/.test(
    verb,
  );

/** What of that a request asks for, in its words: it must not get lost between the nouns and verbs. */
export function notWorkedOut(text: string, kept: Kept[]): string[] {
  const fields = kept.flatMap((each) => each.fields.map(({ label }) => label));
  const asked = [
    ...text.matchAll(
      /\b(?:an? )?(?:actions?|commands?|way|button|ability) (?:to|for|that) ((\p{L}+)(?: \p{L}+){0,3})/giu,
    ),
  ].flatMap(([, wish = "", verb = ""]) => (isKnownVerb(verb.toLowerCase()) ? [] : [wish]));
  const nouns = kept.map(({ noun }) => noun);
  const found = NOT_WORKED_OUT.flatMap((said) => {
    const found = said.exec(text)?.[0].trim().toLowerCase();
    if (found === undefined) return [];
    const named = [...nouns, ...fields].some((each) => found.startsWith(each));
    const asField =
      new RegExp(
        `\\b(?:with|including|field)\\b[^.;:]*${found.replace(/[^\p{L} ]/gu, ".")}`,
        "iu",
      ).test(text) && /^(?:votes?|recurring|duplicates?|trends?|percentage)$/.test(found);
    return named || asField ? [] : [found];
  });
  return [...asked, ...found];
}
