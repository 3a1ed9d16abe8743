import { distance } from "fastest-levenshtein";

const SHORTEST_PART = 4;

/** Up to three names that somebody may have meant: those that are part of the wrong one or hold it, then the likeliest. */
export function nearest(wrong: string, names: Iterable<string>): string[] {
  const word = wrong.toLowerCase();
  return [...names]
    .map((name) => {
      const other = name.toLowerCase();
      const [short, long] = other.length < word.length ? [other, word] : [word, other];
      return {
        name,
        part: short.length >= SHORTEST_PART && long.includes(short),
        typos: distance(word, other),
      };
    })
    .filter(({ name, part, typos }) => part || typos <= Math.max(name.length, wrong.length) / 2)
    .sort((a, b) => Number(b.part) - Number(a.part) || a.typos - b.typos)
    .slice(0, 3)
    .map(({ name }) => name);
}
