import { camel, kebab } from "../../../../shared/names.ts";
import { listed } from "./english.ts";
import { enumerated } from "./details.ts";
import type { Parts, Topic } from "./topic.ts";
import { exampleWords, formsIn } from "./trigger-words.ts";

const WATCHES =
  /\b(notic\w*|detect\w*|watch(es)? (out )?for|recogni[sz]\w*|listen\w* (for|to)|look\w* out for|observ\w*|spot\w*|react\w*|flag\w*|catch\w*|count\w*|tall(y|ies)|track\w*|keep\w* (an eye|track)|log\w*|record\w*|remember\w*|register\w*|monitor\w*|evaluat\w*|pay\w* attention|checks? (if|whether|for|messages)|look\w* for|scan\w*|triggers?|note|notes)\b/i;
const SPEAKERS =
  "(?:someone|somebody|anyone|anybody|a user|the user|users?|people|they|customers?|members?|a person|i|we|everyone|a message|messages|conversations?|chats?|the chat)";
const SPEAKS =
  "(?:mentions?|mentioning|says?|saying|said|writes?|talks? about|talking about|asks? about|asks? for|uses?|thanks?|complains?(?: about)?|swears?|curses?|greets?|contains?|containing|includes?|brings? up|speaks? about|apologi[sz]es?)";
const WHEN = new RegExp(
  `\\b(?:when(?:ever)?|if|how (?:often|many times|frequently)|each time|every time|that|whether|times)\\b\\s*(?:${SPEAKERS}\\s+)?(?:the words?\\s+)?${SPEAKS}\\b|\\bmentions of\\b|\\bmessages (?:that|which|with|containing|about|mentioning)\\b|\\bwords? (?:are|is) (?:used|said|mentioned)\\b|\\b${SPEAKERS}\\s+(?:mentions?|mentioning|saying|complaining|talking|swearing)\\b`,
  "i",
);

/** What people mean when they name a kind of saying instead of its words. */
const SAYINGS: [RegExp, string[], string][] = [
  [/\bthank(s|ful|ed| you)?\b|\bgratitude\b/i, ["thanks", "thank you", "thx"], "thanks"],
  [
    /\bswear(s|ing)?\b|\bcurs(e|es|ing)\b|\bprofan\w*|\bcurse words\b/i,
    ["damn", "shit", "fuck", "bloody hell"],
    "swearing",
  ],
  [
    /\bcomplain\w*\b(?!\s+(about|of)\b)/i,
    ["complain", "complaint", "unhappy", "disappointed", "not happy"],
    "complaints",
  ],
  [/\bgreet(s|ing|ings)?\b/i, ["hello", "hi", "hey", "good morning"], "greetings"],
  [/\bapolog\w*|\bsorry\b/i, ["sorry", "apologies", "apologize"], "apologies"],
];

/** "detect swear words": kinds of sayings that need no "when". */
const KIND_OF_SAYING =
  /\b(detects?|notices?|spots?|counts?|flags?|catch(es)?|recogni[sz]es?)\b[^.;]{0,20}\b(swear(ing)?|curs(es|ing|e words)|profanity|complaints?|greetings?|apologies|thank(s| yous?))\b/i;

/** "watch for words like refund": words of their own that are looked for, rather than learnt. */
const WORDS =
  /\b(detect\w*|notic\w*|spot\w*|count\w*|flag\w*|watch\w* (out )?for|listen\w*|look\w* (out )?for|react\w*|monitor\w*|scan\w*|evaluator)\b[^.;]{0,60}\b(words?|keywords?|phrases?|terms?)\b\s*(like|such as|including|:|["“'(]|e\.?g)/i;

/** Something that listens to conversations and remembers what it noticed. */
export const notice: Topic = {
  asks: (clause) =>
    (WATCHES.test(clause) && WHEN.test(clause)) ||
    KIND_OF_SAYING.test(clause) ||
    WORDS.test(clause) ||
    formsIn(clause).length > 0,
  continues: (clause) =>
    /\b(mentions?|noticed|how often|count|last|recent|remember\w*|show\w*)\b|\bkeeps? (a |the )?(score|tally|track)\b|\b(save|store|keep)s? (them|it|those)\b|\b(tell|inform|let)s? (the |my )?agent\b/i.test(
      clause,
    ),
  parts(clauses): Parts {
    const saying = SAYINGS.find(([said]) => said.test(clauses.replace(/\([^)]*\)/g, " ")));
    const examples = exampleWords(clauses);
    const forms = examples.length > 0 ? [] : formsIn(clauses);
    if (forms.length > 0) return noticingForms(forms, COUNTS.test(clauses));
    const named =
      examples.length > 0 ? examples : KIND_OF_SAYING.test(clauses) ? [] : triggersIn(clauses);
    const triggers =
      named.length > 0
        ? [
            ...new Set(
              named.flatMap((each) => SAYINGS.find(([said]) => said.test(each))?.[1] ?? [each]),
            ),
          ]
        : (saying?.[1] ?? []);
    const counts = COUNTS.test(clauses);
    const subject =
      saying?.[2] ??
      /\b(competitors?|bugs?|products?|brands?|names?|problems?)\b/i.exec(clauses)?.[1] ??
      triggers[0] ??
      "mentions";
    const thing = /mention|thanks|swearing|complaints|greetings|apologies/.test(subject)
      ? subject
      : `${kebab(subject).replace(/s$/, "")}-mentions`;
    if (triggers.length === 0) {
      return {
        slug: "mentions",
        subject: "mentions",
        missing: [
          'What to listen for: I notice words and phrases, and found none in your request. It would help to name them, such as: when someone mentions "pizza" or "pasta".',
        ],
      };
    }
    const quoted = triggers.map((each) => `"${each}"`);
    return {
      slug: kebab(thing),
      subject: `${thing.replaceAll("-", " ")} in conversations`,
      evaluators: [
        {
          name: camel(`${counts ? "count" : "notice"} ${thing}`),
          description: `${counts ? "Counts" : "Notices"} messages that mention ${listed(quoted, "or")} and remembers the last of them`,
          triggers,
        },
      ],
      providers: [
        {
          name: camel(thing),
          description: `Shows how often ${listed(quoted, "or")} ${triggers.length > 1 ? "were" : "was"} mentioned, and the last mentions`,
        },
      ],
      assumptions:
        named.length === 0
          ? [`As signs of ${subject} I take the words ${listed(quoted, "and")}.`]
          : [],
    };
  },
};

const COUNTS = /\b(count\w*|how (often|many)|tall(y|ies)|frequen\w*)\b/i;

/** E-mail addresses, links and other things that are recognised by their form. */
function noticingForms(forms: { trigger: string; thing: string }[], counts: boolean): Parts {
  const things = listed(forms.map(({ thing }) => thing));
  const [first] = forms;
  const slug = `${kebab(forms.length === 1 ? (first?.thing ?? "") : "things")}-noticed`;
  return {
    slug,
    subject: `${things} in conversations`,
    evaluators: [
      {
        name: camel(`${counts ? "count" : "notice"} ${things.replace(/\W+/g, " ")}`),
        description: `${counts ? "Counts" : "Notices"} messages with ${things} and remembers the last of them`,
        triggers: forms.map(({ trigger }) => trigger),
      },
    ],
    providers: [
      {
        name: camel(slug),
        description: `Shows how many messages with ${things} were noticed, and the last of them`,
      },
    ],
  };
}

/** The words to listen for: quoted ones, names with a capital, else what follows "mentions", "says" or "about". */
function triggersIn(clauses: string): string[] {
  const quoted = [
    ...clauses.matchAll(/["“«„]([^"”»“]{1,60})["”»“]|(?<!\p{L})'([^']{1,60})'(?!\p{L})/gu),
  ].map(([, a, b]) => (a ?? b ?? "").trim());
  if (quoted.length > 0) return quoted;
  const [, after = ""] =
    new RegExp(
      `(?:\\b${SPEAKS}\\b(?:\\s+(?:about|of|for|the words?|that|how))*|\\bmentions of|\\bmessages (?:with|containing|about|mentioning))\\s+([^.;:!?]+)`,
      "i",
    ).exec(clauses) ?? [];
  const listedWords = after
    .replace(
      /\b(?:and|or)\s+(?:then\s+)?(?:show|tell|remember|keep|list|count|report|display|save|store|log|write|let|make|give|note|provide|how|the last|when|remind|record)\w*\b.*$/i,
      "",
    )
    .replace(/,?\s*\b(?:an? |the )?(?:provider|evaluator|action|service)s?\b.*$/i, "")
    .replace(
      /\b(in (?:the |a |any |our )?(?:chat|conversations?|messages?|room|channel)s?|to (?:me|us|the agent)|at all|so that|so i|during)\b.*$/i,
      "",
    );
  const names = [
    ...listedWords.matchAll(/\p{Lu}[\p{L}\p{N}.&-]*(?:\s+\p{Lu}[\p{L}\p{N}.&-]*)*/gu),
  ].map(([name]) => name.replace(/[.,]$/, ""));
  if (names.length > 0) return names;
  return enumerated(listedWords.replace(/\bor\b/gi, ","))
    .map((part) =>
      part
        .replace(/^(?:an?|the|our|my|their|any|some|words?|like|such as|terms?)\s+/gi, "")
        .replace(/^(?:words?|terms?|like|about)\s+/i, "")
        .trim()
        .toLowerCase(),
    )
    .filter(
      (part) =>
        part !== "" &&
        part.split(/\s+/).length <= 4 &&
        !/^(something|it|them|this|that|things?|us|me)$/.test(part),
    );
}
