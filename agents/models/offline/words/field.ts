import pluralize from "pluralize";
import type { Parameter } from "../../../../shared/specification.ts";
import { camel, wordsOf } from "../../../../shared/names.ts";

/** One thing a record holds: how people call it, and what fits in. */
export interface Field {
  /** In plain words, such as "due date". */
  label: string;
  /** As a parameter, such as `dueDate`. */
  name: string;
  parameter: Parameter;
}

/** What the last word of a field's name says about its values, most specific first. */
const KINDS: { called: RegExp; parameter: Parameter; hint?: string }[] = [
  { called: /\b(number of .*|how many)$/, parameter: { type: "integer", minimum: 0 } },
  {
    called: /^e-?mails?( address(es)?)?$/,
    parameter: { type: "string" },
    hint: "a valid e-mail address",
  },
  {
    called: /\b(url|link|website|web ?page|homepage|site)$/,
    parameter: { type: "string" },
  },
  {
    called:
      /\b(tags|labels|ingredients|steps|topics|keywords|members|attendees|participants|allergens|authors|genres|skills|hashtags|aliases|links|urls|guests|items|categories|toppings|options|materials|exercises|symptoms|colou?rs|languages)$/,
    parameter: { type: "array", items: { type: "string" } },
  },
  {
    called: /\b(priority|importance|urgency)$/,
    parameter: { type: "string", enum: ["low", "medium", "high"] },
  },
  {
    called:
      /\b(date time|datetime|timestamp|due at|due time|starts at|ends at|start time|end time|appointment time)$/,
    parameter: { type: "string" },
    hint: "ISO 8601 date and time",
  },
  {
    called:
      /\b(cooking|preparation|prep|baking|reading|travel|running|finish|total) time$|\b(duration|minutes|length)$/,
    parameter: { type: "number", minimum: 0 },
    hint: "in minutes",
  },
  {
    called:
      /\b(dates?|deadline|due|birthday|birth ?date|date of birth|day|expiry|expiration|anniversary|expires( on)?)$/,
    parameter: { type: "string" },
    hint: "ISO 8601 date",
  },
  { called: /\btime$/, parameter: { type: "string" }, hint: "such as 14:30" },
  { called: /\b(rating|stars|score|grade)$/, parameter: { type: "number", minimum: 0 } },
  {
    called:
      /\b(amount|price|cost|costs|budget|salary|fee|total|sum|balance|worth|income|spending)$/,
    parameter: { type: "number" },
  },
  {
    called:
      /\b(quantity|quantities|count|stock|pieces|servings|portions|age|pages|pages read|page count|page|sets|reps|repetitions|votes|likes|views|upvotes|seats|points|goals|year|floor|level|streak|steps taken|calories)$/,
    parameter: { type: "integer", minimum: 0 },
  },
  {
    called:
      /\b(weight|height|distance|temperature|latitude|longitude|size|percentage|percent|kilometers|kilometres|miles|hours|carbs|protein|fat|sugar|mileage|volume|humidity|pressure|glucose|heart rate|dose)$/,
    parameter: { type: "number" },
  },
  {
    called:
      /^(is .*|has .*|done|completed|finished|favou?rite|active|paid|urgent|archived|available|vegetarian|vegan|recurring|read)$/,
    parameter: { type: "boolean" },
  },
];

/** Types as people write them behind a field: "price (number)". */
const TYPES: Record<string, Parameter["type"]> = {
  number: "number",
  integer: "integer",
  "whole number": "integer",
  text: "string",
  string: "string",
  boolean: "boolean",
  "yes/no": "boolean",
};

/** Words that start a phrase without belonging to the name of a field. */
const LEADING =
  /^(?:and|or|plus|also|as well as|an?|the|its|their|his|her|my|our|your|some|any|one|each|every|optional(?:ly)?|required|mandatory|with|maybe|perhaps|several|multiple|many|more|following|fields?|for|like|such as|e\.g\.|(?:list|number|set|amount) of(?= (?:tags|labels|ingredients|topics|keywords|steps)))\s+/i;

/** The values named in "priority (low, medium, high)", "from 1 to 5" or "low, medium or high". */
function valuesIn(note: string): Partial<Parameter> | undefined {
  const range = /^\s*(?:from |between )?(-?\d+)\s*(?:-|–|to|and|\.\.)\s*(-?\d+)\s*$/.exec(note);
  if (range) {
    return { type: "integer", minimum: Number(range[1]), maximum: Number(range[2]) };
  }
  if (/\b(e\.g\.|for example|such as|like|optional|required|text|date|number|string)\b/i.test(note))
    return;
  const values = note
    .split(/\s*(?:,\s*(?:and|or)\s|,|\/|\||;|\bor\b|\band\b)\s*/)
    .map((value) => value.trim().replace(/^["'“”]|["'“”]$/g, ""));
  if (values.length < 2 || values.some((value) => value === "" || value.length > 24)) return;
  return { type: "string", enum: values };
}

/** A field from the words a person used for it, such as "an optional due date" or "priority (low, high)". */
export function fieldOf(phrase: string): Field | undefined {
  const [, head = "", note] = /^([^(]*)(?:\(([^)]*)\)?)?/.exec(phrase) ?? [];
  const optional = /\boptional(ly)?\b/i.test(phrase);
  const required = /\b(required|mandatory)\b/i.test(phrase);
  let label = head.trim().toLowerCase();
  for (let shorter = label.replace(LEADING, ""); shorter !== label;) {
    label = shorter;
    shorter = label.replace(LEADING, "");
  }
  const inlineRange = /^(.*?)\s+(?:from|between|of)\s+(\d+\s*(?:to|and|-|–)\s*\d+)$/.exec(label);
  if (inlineRange) label = inlineRange[1] ?? label;
  const inlineValues = /^(.*?)\s+([\p{L}-]+(?:\s?[/|]\s?[\p{L}-]+)+)$/u.exec(label);
  if (inlineValues) label = inlineValues[1] ?? label;
  label = label
    .replace(/[^\p{L}\p{N}\s-]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  label = label
    .replace(/ (?:later(?: on)?|too|again|please|as well|etc)$/, "")
    .replace(/^(.*) of (?:it|them)$/, "$1")
    .replace(
      /^(name|title|date|time|address|place|email) of (?:the|an?|each|every|my) ([\p{L}]+)$/u,
      "$2 $1",
    )
    .replace(/^when .*\bexpires?$/, "expiry date");
  if (label === "" || wordsOf(label).length === 0 || wordsOf(label).length > 4) return;
  label = label.replace(/\be-mail\b/, "email");
  const kind = KINDS.find(({ called }) => called.test(label));
  if (label === "quantities") label = "quantity";
  else if (kind?.parameter.type !== "array") label = singular(label);
  const values = valuesIn(inlineRange?.[2] ?? inlineValues?.[2] ?? note ?? "");
  const typed = TYPES[note?.trim().toLowerCase() ?? ""];
  const hint = values
    ? undefined
    : (kind?.hint ?? (note && !values && !typed ? note.trim() : undefined));
  const parameter: Parameter = {
    ...(kind?.parameter ?? { type: "string" }),
    ...values,
    ...(typed && { type: typed }),
  };
  if (kind?.parameter.enum && values?.type === "integer") delete parameter.enum;
  parameter.description = capital(
    (hint && !/^(optional|required)$/i.test(hint) ? `${label} (${hint})` : label).replace(
      /\burl\b/,
      "URL",
    ),
  );
  if (optional || required) parameter.required = required;
  return { label, name: camel(label), parameter };
}

const singular = (label: string): string => {
  if (label.startsWith("number of ")) return label;
  const words = label.split(" ");
  const last = words.pop() ?? label;
  const keeps =
    /(ss|us|is|notes|details|address|contents|instructions|directions|hours|minutes|calories|carbs|points|stars|reps|sets|status|pages|news|series)$/.test(
      last,
    );
  return [...words, keeps ? last : pluralize.singular(last)].join(" ");
};

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Whether a word is one that people use for a property of things rather than for things. */
export function isFieldWord(phrase: string): boolean {
  const words = phrase.toLowerCase().replace(LEADING, "");
  return (
    KINDS.some(({ called }) => called.test(words)) ||
    /\b(name|names|title|titles|description|descriptions|status|category|tag|label|phone( numbers?)?|address|author|location|place|content|body|currency|unit|type|kind|size|colou?r|comment|comments|instructions|genre|due|details|source|reason|mood|subject|state|quantit(y|ies)|value|dates?|deadlines|priorit(y|ies)|ratings?|prices?|amounts?|costs?|urls?|phones?|numbers?|field|fields|notes? field|company|answer|question|definition|meaning|reason)$/.test(
      words,
    )
  );
}
