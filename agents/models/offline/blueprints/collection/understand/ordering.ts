import { mentions } from "../../../code/fields.ts";
import type { SortOrder } from "../model.ts";
import type { Known } from "./which.ts";

const NUMBER_WORDS = "zero one two three four five six seven eight nine ten".split(" ");

/** "newest first", "sorted by due date", "the latest five": the order a description asks for. */
export function orderOf(description: string, rest: string[], known: Known): SortOrder | undefined {
  const text = description.toLowerCase();
  const [, by] =
    /\b(?:sorted|ordered|sort|order|ranked) by (?:the |their |its )?([^.,;()]*)/.exec(text) ?? [];
  if (by !== undefined) {
    const field = known.fields.find(({ name }) => mentions(by, name));
    const descending = /\b(descending|newest|latest|highest|largest|most|desc)\b/.test(text);
    return { field: field?.name ?? "createdAt", descending };
  }
  if (/\balphabetical/.test(text)) return { field: known.label.name, descending: false };
  const best = /\b(top|best|highest|largest|biggest|most expensive|leaderboard)\b/.exec(text);
  const worst = /\b(lowest|cheapest|smallest|worst)\b/.exec(text);
  const numeric = known.fields.filter(({ type }) => type === "number" || type === "integer");
  const ranked = numeric.find(({ name }) => mentions(text, name)) ?? numeric[0];
  if (ranked && (best ?? worst)) return { field: ranked.name, descending: best !== null };
  if (
    /\b(newest|most recent|latest|last added)\b|\breverse chronological\b/.test(text) ||
    rest.some((word) => /^(recent|latest|newest)$/.test(word))
  ) {
    return { field: "createdAt", descending: true };
  }
  return undefined;
}

/** "the five added last", "the latest 10", "top three": how many records a description asks for. */
export function limitOf(description: string, one: boolean): number | undefined {
  const text = description.toLowerCase();
  const number = `(\\d+|${NUMBER_WORDS.join("|")})`;
  const patterns = [
    `\\b${number} (?:\\p{L}+ )?(?:most recent|added last|last added|latest|newest|recent|oldest|added most recently)`,
    `\\b(?:last|latest|newest|first|top|most recent|up to|recent|next) ${number}\\b(?! characters)`,
    `\\b${number} (?:\\p{L}+ )*(?:added|saved|recorded|logged|created) (?:last|most recently)`,
  ];
  for (const pattern of patterns) {
    const [, found] = new RegExp(pattern, "u").exec(text) ?? [];
    if (found !== undefined) {
      const word = NUMBER_WORDS.indexOf(found);
      return word > 0 ? word : Number(found);
    }
  }
  return one ? 1 : undefined;
}
