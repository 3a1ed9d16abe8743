import type { EvaluatorSpecification } from "../../../../../shared/specification.ts";

/** One thing an evaluator looks for in messages. */
export interface Trigger {
  /** How it is called in counts. */
  label: string;
  /** Source and flags of the regular expression that finds it. */
  source: string;
  flags: string;
  /** A message that contains it, for tests and examples; missing when none could be made up. */
  sample?: string;
}

/** Things with a form of their own, by the words for them. */
const FORMS: [RegExp, Trigger][] = [
  [
    /\be-?mail address(es)?\b|\be-?mails\b/i,
    {
      label: "e-mail address",
      source: "[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+",
      flags: "iu",
      sample: "Write to ada@example.com please",
    },
  ],
  [
    /\b(links?|urls?|web addresses)\b/i,
    {
      label: "link",
      source: "https?:\\/\\/[^\\s<>\"']+",
      flags: "iu",
      sample: "Look at https://example.com/page",
    },
  ],
  [
    /\bphone numbers?\b/i,
    {
      label: "phone number",
      source: "\\+?\\d[\\d ()\\/-]{6,}\\d",
      flags: "u",
      sample: "Call me at +49 30 1234567",
    },
  ],
  [
    /\bhash ?tags?\b/i,
    { label: "hashtag", source: "#[\\p{L}\\p{N}_]+", flags: "u", sample: "This is #great" },
  ],
  [
    /\bquestions?\b(?! about)/i,
    { label: "question", source: "\\?(?=\\s|$)", flags: "u", sample: "How does this work?" },
  ],
  [
    /\b(prices?|amounts? of money|money amounts?)\b/i,
    {
      label: "price",
      source: "(?:[$€£]\\s?\\d[\\d.,]*|\\d[\\d.,]*\\s?(?:[$€£]|USD|EUR|GBP))",
      flags: "iu",
      sample: "It costs $12.50 today",
    },
  ],
  [
    /\b(wallet|ethereum) address(es)?\b/i,
    {
      label: "wallet address",
      source: "\\b0x[0-9a-f]{40}\\b",
      flags: "iu",
      sample: `Send it to 0x${"ab".repeat(20)}`,
    },
  ],
];

/** A trigger that is nothing but the name of such a thing. */
const A_FORM =
  /^(an? |any |all )?(e-?mail address(es)?|links|urls?|phone numbers?|hash ?tags?|questions|wallet address(es)?)$/i;

/** Words for kinds of things that only someone with knowledge of the world can tell. */
const CATEGORIES =
  /^(competitors?|emotions?|feelings?|moods?|sentiments?|topics?|names?|people|persons?|brands?|products?|preferences?|facts?|goals?|interests?|opinions?|intents?|needs?|problems?|issues?|things?|anything|something|messages?|words?|phrases?|keywords?|terms?|triggers?|users?|it|them|requests?|complaints?|insults?|profanity|important .*|key .*|specific .*|certain .*|various .*)$/i;

/** A trigger such as "*\/5 * * * *" or "every 5 minutes": time, not words. */
export function isSchedule(trigger: string): boolean {
  return (
    /^([\d*/,-]+\s+){4,5}[\d*/,\-a-z]+$/i.test(trigger.trim()) ||
    /^(every|each|@)\s*(\d+\s*)?(second|minute|hour|day|week|month|hourly|daily|weekly)s?\b/i.test(
      trigger.trim(),
    )
  );
}

/** "message", "MESSAGE_RECEIVED", "always": every message, so that the description must say what to look for. */
const isEveryMessage = (trigger: string): boolean =>
  /^(on[ _]?)?((every|each|all|any|new|incoming|user)[ _]?)?messages?([ _]?(received|sent|created|in|out|end))?$|^(always|after[ _]?(each|every)?[ _]?(message|response|reply)|conversation([ _]?end)?|chat)$/i.test(
    trigger.trim(),
  );

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** A word or phrase, not as a part of a longer word; a plural s is fine. */
function phrase(text: string): Trigger {
  const label = text.trim().replace(/\s+/g, " ");
  const plural = /[a-rt-z]$/i.test(label) ? "s?" : "";
  return {
    label,
    source: `(?<![\\p{L}\\p{N}])${escaped(label).replaceAll(" ", "\\s+")}${plural}(?![\\p{L}\\p{N}])`,
    flags: "iu",
    sample: `Yesterday we talked about ${label} again`,
  };
}

function expression(source: string, flags: string): Trigger | undefined {
  const kept = [...new Set(`${flags.replace(/[^imsu]/g, "")}`)].join("");
  try {
    const pattern = new RegExp(source, kept);
    const guess =
      source
        .replace(/\\b|\^|\$|\(\?:|\(|\)|\?/g, "")
        .split("|")[0]
        ?.replace(/\\s[*+]?/g, " ")
        .replace(/\\d[*+]?/g, "7")
        .replace(/\\w[*+]?/g, "word") ?? "";
    const sample = [guess, `Yesterday we talked about ${guess} again`]
      .reverse()
      .find((each) => pattern.test(each));
    return {
      label: `/${source}/${kept}`,
      source,
      flags: kept,
      ...(sample !== undefined && { sample }),
    };
  } catch {
    return undefined; // not a regular expression: the author has to say what was meant
  }
}

function fromTrigger(trigger: string): Trigger[] | undefined {
  const written = /^\/(.+)\/([a-z]*)$/s.exec(trigger.trim());
  if (written) {
    const found = expression(written[1] ?? "", written[2] ?? "");
    return found && [found];
  }
  const [, kind = "", rest = trigger] =
    /^(keywords?|words?|phrases?|mentions?(?: of)?|contains?|includes?|says?|text|regex|regexp|pattern|message contains|user says|user mentions|when user (?:says|mentions))\s*[:=]?\s+(.+)$/is.exec(
      trigger.trim(),
    ) ??
    /^(keywords?|words?|phrases?|mentions?|contains?|regex|regexp|pattern):(.+)$/is.exec(
      trigger.trim(),
    ) ??
    [];
  if (/^(regex|regexp|pattern)$/i.test(kind)) {
    const bare = /^\/(.+)\/([a-z]*)$/s.exec(rest.trim());
    const found = expression(bare?.[1] ?? rest.trim(), bare?.[2] ?? "i");
    return found && [found];
  }
  const form = kind === "" && A_FORM.test(rest.trim()) && FORMS.find(([words]) => words.test(rest));
  if (form) return [form[1]];
  const parts = kind ? rest.split(/\s*(?:,|;|\bor\b|\band\b)\s*/i) : [rest];
  const words = parts.map((each) => each.trim().replace(/^["'“‘]|["'”’]$/g, "")).filter(Boolean);
  return words.length > 0 && words.every((each) => /[\p{L}\p{N}]/u.test(each))
    ? words.map(phrase)
    : undefined;
}

/** What a description asks to look for: quoted words, things with a form of their own, "mentions of coffee or tea". */
function fromDescription(description: string): Trigger[] {
  const quoted = [
    ...description.matchAll(/["“]([^"”]{2,60})["”]|(?<![\p{L}])['‘]([^'’]{2,60})['’](?![\p{L}])/gu),
  ].map(([, double, single]) => (double ?? single ?? "").trim());
  if (quoted.length > 0) return quoted.map(phrase);
  const forms = FORMS.filter(([words]) => words.test(description)).map(([, form]) => form);
  if (forms.length > 0) return forms;
  const [, said = ""] =
    /\b(?:mentions? of|mentioning|mentions?|mentioned|talks? about|says?|said|contain(?:s|ing)|keywords?(?: such as| like)?|words?(?: such as| like)?|references? to|such as|like)\s+(?:the (?:words?|keywords?|phrases?|terms?) )?([^.;:()]+)/i.exec(
      description,
    ) ?? [];
  const words = said
    .replace(
      /\b(in|during|within|and (?:stores?|keeps?|counts?|logs?|records?|remembers?|tracks?|notes?)|so that|to|when|which|that)\b.*$/is,
      "",
    )
    .split(/\s*(?:,|\bor\b|\band\b)\s*/i)
    .map((each) => each.trim().replace(/^(an?|the|any|some|other) /i, ""))
    .filter((each) => each.length > 1);
  const usable =
    words.length > 0 &&
    words.every((each) => each.split(" ").length <= 3 && !CATEGORIES.test(each));
  return usable ? words.map(phrase) : [];
}

/** Everything an evaluator looks for, or nothing when that cannot be told from its triggers and description. */
export function triggersOf({
  triggers,
  description,
}: EvaluatorSpecification): Trigger[] | undefined {
  const spoken = triggers.filter((each) => !isEveryMessage(each));
  if (spoken.some(isSchedule)) return undefined;
  const found = spoken.length > 0 ? spoken.map(fromTrigger) : [fromDescription(description)];
  if (found.some((each) => each === undefined)) return undefined;
  const all = found.flatMap((each) => each ?? []);
  const unique = [...new Map(all.map((each) => [each.label.toLowerCase(), each])).values()];
  return unique.length > 0 ? unique : undefined;
}
