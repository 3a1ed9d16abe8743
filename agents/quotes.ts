import type { PluginSpecification } from "../shared/specification.ts";

/** Shortest words of a specification that can be cited. */
const SHORTEST = 4;

/** Whether words stand in a specification, to the letter but for case, quotation marks and spaces. */
export const isQuote = (words: string, specification: PluginSpecification): boolean =>
  words.trim().length >= SHORTEST && plain(textsOf(specification)).includes(plain(words));

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/["'“”„‘’«».…]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();

/** All texts and names of a specification. */
function textsOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Array.isArray(value) ? value : Object.entries(value).flat();
  return entries.map(textsOf).join(" ");
}
