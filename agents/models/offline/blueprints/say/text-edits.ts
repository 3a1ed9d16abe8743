import { about } from "./about-text.ts";
import { list, number, optional, text, type Saying } from "./saying.ts";

/** What can be done to a text with a second parameter. */
export const textEdits: Saying[] = [
  {
    name: "repeatText",
    file: "text",
    means: about("repeat"),
    roles: {
      text: text(),
      count: number(/\b(count|times|n|number|repeat\w*|amount)$/),
      separator: optional(text(/\b(separator|delimiter|joiner|glue)$/)),
    },
    source: `/** A text so many times, one after the other. */
export function repeatText(text: string, count: number, separator = ""): string {
  if (!Number.isInteger(count) || count < 0 || (text.length + separator.length) * count > 100_000) {
    throw new RangeError("a text can be repeated a whole number of times, up to 100000 characters in all");
  }
  return Array<string>(count).fill(text).join(separator);
}`,
    examples: [{ given: { text: "ab", count: 3 }, result: "ababab" }],
    refused: [{ text: "ab", count: -1 }],
    limits: [
      { text: "ab", count: 1.5 },
      { text: "ab", count: 1e9 },
    ],
    user: "Please repeat ab three times.",
  },
  {
    name: "replaceText",
    file: "text",
    means: about("replac"),
    roles: {
      search: text(/\b(search|find|from|old|target|pattern|what)\b/),
      replacement: text(/\b(replacement|replace( with)?|to|new|with)\b/),
      text: text(),
    },
    source: `/** A text in which every occurrence of one piece is replaced by another. */
export const replaceText = (search: string, replacement: string, text: string): string =>
  text.split(search).join(replacement);`,
    examples: [{ given: { text: "a.b.c", search: ".", replacement: "$&" }, result: "a$&b$&c" }],
    user: "Please replace cat with dog in this text.",
  },
  {
    name: "countOccurrences",
    file: "text",
    means:
      /\b(count\w*|how (many times|often)|number of)\b.*\b(occurrences?|times|appears?|occurs?)\b/,
    roles: { text: text(/\b(text|input|string|message|sentence|content)$/), search: text() },
    source: `/** How often a piece occurs in a text, without overlaps. */
export const countOccurrences = (text: string, search: string): number => text.split(search).length - 1;`,
    answer: '"{search}" occurs {result} times',
    examples: [{ given: { text: "banana", search: "an" }, result: 2 }],
    user: "How often does an occur in banana?",
  },
  {
    name: "joinTexts",
    file: "text",
    means: /\b(join|concat\w*)\b/,
    unless: /\b(room|channel|group|server|call|meeting|files?|objects?)\b/,
    roles: {
      items: list(),
      separator: optional(text(/\b(separator|delimiter|joiner|glue|with|by)$/)),
    },
    source: `/** The items of a list as one text. */
export const joinTexts = (items: unknown[], separator = ""): string => items.map(String).join(separator);`,
    examples: [{ given: { items: ["a", "b"], separator: "-" }, result: "a-b" }],
    user: "Please join a and b with a hyphen.",
  },
  {
    name: "truncateText",
    file: "text",
    means: about("truncat|shorten|cut"),
    unless: /\b(urls?|links?)\b/,
    roles: { text: text(), length: number(/\b(length|max\w*|limit|size|characters|chars|n)\b/) },
    source: `/** A text of at most so many characters; an ellipsis shows that something is missing. */
export function truncateText(text: string, length: number): string {
  if (!Number.isInteger(length) || length < 1) throw new RangeError("a length must be a whole number above zero");
  const all = letters(text);
  return all.length <= length ? text : \`\${all.slice(0, length - 1).join("")}…\`;
}`,
    uses: ["letters"],
    examples: [
      { given: { text: "abcdef", length: 4 }, result: "abc…" },
      { given: { text: "abc", length: 4 }, result: "abc" },
    ],
    limits: [{ text: "abc", length: 0 }],
    user: "Please shorten this text to 20 characters.",
  },
];
