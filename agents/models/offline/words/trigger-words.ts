import { enumerated } from "./details.ts";

/** Things with a form of their own: how people call them, the trigger that finds them, and what the plural is called. */
export const FORMS: { called: RegExp; trigger: string; thing: string }[] = [
  {
    called: /\be-?mail addresses\b|\be-?mail address\b|\be-?mails\b/i,
    trigger: "e-mail address",
    thing: "email addresses",
  },
  { called: /\b(links?|urls?|web addresses)\b/i, trigger: "links", thing: "links" },
  {
    called: /\bphone numbers?\b/i,
    trigger: "/\\d\\d\\d \\d\\d\\d \\d\\d\\d\\d|\\+?\\d[\\d ()-]{6,}\\d/",
    thing: "phone numbers",
  },
  { called: /\bhash ?tags?\b/i, trigger: "hashtags", thing: "hashtags" },
  {
    called: /\b(wallet|ethereum) address(es)?\b/i,
    trigger: "wallet addresses",
    thing: "wallet addresses",
  },
  {
    called: /\b(prices?|amounts? of money|money amounts?|sums of money)\b/i,
    trigger: "/\\d+ ?(?:USD|EUR|GBP|dollars|euros|pounds|[$€£])|[$€£] ?\\d+/i",
    thing: "prices",
  },
  {
    called: /\bdates?\b/i,
    trigger: "/\\d\\d\\d\\d-\\d\\d-\\d\\d|\\d\\d?\\.\\d\\d?\\.\\d\\d|\\d\\d?\\/\\d\\d?\\/\\d\\d/",
    thing: "dates",
  },
  {
    called: /\btimes of day\b|\bclock times\b/i,
    trigger: "/\\d\\d:\\d\\d/",
    thing: "times",
  },
  { called: /\bquestions?\b(?! about)/i, trigger: "questions", thing: "questions" },
];

const NOTICES =
  "notic\\w*|detect\\w*|spot\\w*|recogni[sz]\\w*|flag\\w*|catch\\w*|find\\w*|extract\\w*|collect\\w*|captur\\w*|count\\w*|track\\w*|log\\w*|remember\\w*|sav\\w*|stor\\w*|watch\\w*|look\\w*|listen\\w*|scan\\w*|pick\\w* up|monitor\\w*|record\\w*|keep\\w*|not\\w*|check\\w*|see\\w*";
const IN_TALK =
  /\b(in|from|of|within|through)\s+(?:the |all |any |every |each |our |my |user |users'? |incoming |chat )*(messages?|conversations?|chats?|chat room|discussions?)\b|\bevaluators?\b|\b(someone|somebody|people|users?|anyone|members)\s+(posts?|shares?|sends?|mentions?|writes?|drops?|pastes?|asks?)\b|\bmessages?\s+(that |which )?(contain|include|with|have|has)/i;

/** Things with a form of their own that a clause wants noticed in conversations. */
export const formsIn = (clauses: string): typeof FORMS =>
  IN_TALK.test(clauses) && new RegExp(`\\b(${NOTICES})\\b`, "i").test(clauses)
    ? FORMS.filter(({ called }) => called.test(clauses)).filter(
        ({ thing }, _at, all) => thing !== "questions" || all.length === 1,
      )
    : [];

const EXAMPLES =
  /\(\s*(?:(?:the |key|swear )?(?:words?|phrases?|terms?|things)\s*)?(?:like|such as|e\.?g\.?,?|i\.?e\.?,?|including|for example,?|namely|:)?\s*([^()]{2,200})\)|\b(?:words?|keywords?|phrases?|terms?|expressions?|things)\s*(?:(?:like|such as|including|namely|e\.?g\.?,?|for example,?)\s*:?|:)\s*([^.;!?()]{2,200})|(?:\b(?:such as|e\.?g\.?|for example|namely)|,\s*like)\s*[,:]?\s*([^.;!?()]{2,200})/i;

/** Words named as examples: "(broken, bug or annoying)", "words like refund and chargeback". */
export function exampleWords(clauses: string): string[] {
  const [, inside, named, others] = EXAMPLES.exec(clauses) ?? [];
  const said = inside ?? named ?? others ?? "";
  const end = said.replace(
    /(?:,|\band\b)\s*(?:then\s+)?(?:show|tell|remember|keep|list|count|report|display|save|store|log|let|make|give|note)s?\b\s.*$/i,
    "",
  );
  const words = enumerated(end.replace(/\bor\b/gi, ",").replace(/\betc\b\.?/gi, ""))
    .map((part) =>
      part
        .replace(/^["'“”‘’\s]+|["'“”‘’\s.…]+$/g, "")
        .replace(/^(?:the|an?|any) (?:words?|phrases?) /i, ""),
    )
    .filter(Boolean);
  return words.every((part) => part.split(/\s+/).length <= 3) ? words : [];
}
