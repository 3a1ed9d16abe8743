import { isFieldWord } from "./field.ts";

/** A time by which things are listed or added up. */
export type When = "upcoming" | "overdue" | "today" | "this week" | "this month";

/** What is asked of lists and sums in particular, by words that are no verbs. */
export interface Aspects {
  /** Only a part of the things is asked for in particular: "upcoming events". */
  when: When[];
  /** "the top 10": how many are wanted, those with the highest number first. */
  top?: number;
  /** "personal best", "cheapest": those with the highest or the lowest number first. */
  ranked?: { said: string; lowest: boolean; by: RegExp; loose: boolean };
  /** "sorted by due date", "newest first": the order of lists, as a description says it. */
  order?: string;
  /** Things are listed by what has not been done with them: "read" for "unread". */
  unmarked?: string;
  /** Those of which little is left are asked for. */
  low?: boolean;
  /** Nobody is told about that unasked. */
  warns?: boolean;
  /** Lists are wanted for a time: "upcoming", "this month". */
  dated: boolean;
  /** "a monthly total", "average rating": numbers that are wanted of all things together. */
  sums: ("total" | "average")[];
  /** "mood from 1 to 10", "rate them from 1 to 5": a field with its bounds. */
  scale?: string;
}

const DATED =
  /\b(overdue|upcoming|due (today|tomorrow|soon|this week)|this (week|month|year)|today|next (week|month|days)|per (day|week|month|year)|monthly|weekly|daily|yearly|annual|by (date|day|month|week)|between (two )?dates|date range|(last|past) (\d+ )?(days?|weeks?|months?)|soon|expir(es|ing)|(is|are|comes?) (up )?next|com(es|ing) up)\b/i;

const TIMES: [RegExp, When][] = [
  [
    /\b(upcoming|com(?:es?|ing) up|due soon|(?:is|are|comes?|what's) (?:up )?next|(?:renew|expir|end|start)\w* soon|soon due)\b/i,
    "upcoming",
  ],
  [
    /\b(overdue|past due|(?:is|are|running) late|past (?:their|its|the) (?:due date|deadline))\b/i,
    "overdue",
  ],
  [/\btoday'?s?\b(?! date)/i, "today"],
];

/** Words for the largest or the smallest, and the numbers they are about. */
const RANKS: [RegExp, boolean, RegExp][] = [
  [/\b(most expensive|priciest|dearest)\b/i, false, /price|cost|amount/],
  [/\bcheapest\b/i, true, /price|cost|amount/],
  [/\bheaviest\b/i, false, /weight/],
  [/\blightest\b/i, true, /weight/],
  [/\bmost valuable\b/i, false, /value|worth|price|amount/],
  [/\b(longest)\b/i, false, /distance|duration|length|hours|minutes|time|pages/],
  [/\b(shortest|quickest|fastest)\b/i, true, /duration|time|minutes|length|distance/],
  [/\b(best|highest|top)[- ]rated\b/i, false, /rating|stars|score/],
  [/\b(lowest|smallest|worst|least|fewest)\b/i, true, /./],
  [
    /\b(personal (?:best|record)s?|pbs?|prs?|highest|largest|biggest|best(?! (?:before|friends?|by|practices?)\b)|high ?scores?|records? (?:of all time|so far))\b/i,
    false,
    /weight|score|points|rating|distance|amount/,
  ],
];

/** These may be about any number. */
const LOOSE =
  /best|record|^p[br]s?$|highest|lowest|largest|biggest|smallest|worst|least|fewest|score/;

const ORDER =
  /\b(?:sort(?:ed|ing)?|order(?:ed)?|rank(?:ed)?)\s+(?:them |it |the list |all )?by (?:the |their |its )?([\p{L} -]{2,30}?)(?=\s*(?:[.,;:)]|$|\b(?:and|or|with|so|descending|ascending|in|from|when|\()\b))(?:[\s,(]*(descending|ascending|newest first|highest first|lowest first|oldest first))?/iu;

/** Reads them from everything that is said about what is kept. */
export function aspectsOf(text: string): Aspects {
  const top = /\btop (\d+)\b/i.exec(text)?.[1];
  const unmarked =
    /\bun(read|paid|watched|visited|solved|played|used|answered|sold|packed|watered)\b/i.exec(
      text,
    )?.[1];
  const ranked = RANKS.find(([said]) => said.test(text));
  const rank = ranked?.[0].exec(text)?.[0].toLowerCase() ?? "";
  const order = orderIn(text);
  const low =
    /\blow (in|on) stock|\blow stock|\b(running|runs?) (low|out)\b|\b(almost|nearly) (out|empty|gone)\b|\bbelow (the |its |their |a )?(minimum|threshold|limit|\d+)|\bout of stock\b|\bneeds? (restocking|to be restocked|refilling)\b|\b(is|are|gets?|stock) low\b|\bminimum (stock|quantity|level)/i.test(
      text,
    );
  return {
    when: TIMES.flatMap(([said, when]) => (said.test(text) ? [when] : [])),
    dated: DATED.test(text),
    sums: sumsIn(text),
    ...(unmarked && { unmarked: unmarked.toLowerCase() }),
    ...(top !== undefined && { top: Number(top) }),
    ...(ranked && {
      ranked: { said: rank, lowest: ranked[1], by: ranked[2], loose: LOOSE.test(rank) },
    }),
    ...(order && { order }),
    ...(scaleIn(text) && { scale: scaleIn(text) }),
    ...(low && { low }),
    ...(low && /\b(warn|alert|notif|remind|tell|inform)\w*\b/i.test(text) && { warns: true }),
  };
}

function scaleIn(text: string): string | undefined {
  const [, word = "", from, to] =
    /\b(\p{L}+)(?: (?:them|it|each|one|a \p{L}+))?,? (?:from|between|on a scale (?:of|from)|of) (\d+) ?(?:to|-|–|and) ?(\d+)\b/iu.exec(
      text,
    ) ?? [];
  const label = /^rat(e|es|ing|ings)$/i.test(word) ? "rating" : word.toLowerCase();
  return from === undefined || !(isFieldWord(label) || label === "mood")
    ? undefined
    : `${label} (${from}-${to})`;
}

/** The same text without the words that only tell the order of lists, which are no field to filter by. */
export const withoutOrder = (text: string): string => text.replace(ORDER, " ");

function orderIn(text: string): string | undefined {
  const [, by, direction = ""] = ORDER.exec(text) ?? [];
  if (by && (isFieldWord(by) || by.split(" ").length <= 2))
    return `sorted by ${by.toLowerCase()}${/desc|newest|highest/i.test(direction) ? ", highest first" : ""}`;
  if (/\balphabetical(ly)?\b|\ba ?(?:-|–|to) ?z\b/i.test(text)) return "in alphabetical order";
  if (/\b(newest|latest|most recent)( ones| entries)? first\b|\breverse chronological/i.test(text))
    return "newest first";
  return undefined;
}

/** Words for the numbers of all things together, however the sentence is built around them. */
function sumsIn(text: string): Aspects["sums"] {
  const statistics = /\b(statistics|stats)\b/i.test(text);
  const sums: Aspects["sums"] = [];
  if (
    statistics ||
    /\b((?:monthly|weekly|daily|yearly|annual|running|grand|overall|sub)[- ]?totals?|totals?(?! (?:number|count)\b)|altogether|sum of|summary of (?:my |the |all )?(?:expenses|spending|costs|hours|income))|\bhow much (?:i|we|money|time|was|has|have)\b/i.test(
      `${text}.`,
    )
  )
    sums.push("total");
  if (/\baverages?\b|\bon average\b/i.test(text)) sums.push("average");
  return sums;
}
