import { distance } from "fastest-levenshtein";

/** Enough to teach, and little enough to compare with every line of a large file. */
const MOST = { shown: 5, compared: 40, lines: 5_000, width: 200 };
/** Part of a line that may be different when nothing fits better. */
const LIKENESS = 0.4;

/** Says which lines come nearest to the wanted ones, beginning where they differ; `undefined` when none is like them. */
export function nearestLines(lines: string[], wanted: string[]): string | undefined {
  const start = bestAligned(lines, wanted) ?? mostAlike(lines, wanted);
  if (start === undefined) return undefined;
  const end = Math.min(start + wanted.length, lines.length);
  const same = wanted.findIndex((line, at) => line.trim() !== lines[start + at]?.trim());
  const from = Math.min(start + Math.max(same - 1, 0), end - 1);
  const shown = lines.slice(from, Math.min(end, from + MOST.shown));
  const numbers =
    shown.length === 1
      ? `Line ${from + 1} comes`
      : `Lines ${from + 1} to ${from + shown.length} come`;
  return `${numbers} nearest:\n${shown.map(cut).join("\n")}`;
}

/** Where most of the wanted lines are the same but for their indentation. */
function bestAligned(lines: string[], wanted: string[]): number | undefined {
  const texts = lines.map((line) => line.trim());
  const parts = wanted.slice(0, MOST.compared).map((line) => line.trim());
  let best: number | undefined;
  let most = 0;
  for (let start = 0; start < texts.length; start += 1) {
    const equal = parts.filter((part, at) => worth(part) && part === texts[start + at]).length;
    if (equal > most) [best, most] = [start, equal];
  }
  return best;
}

/** A lone bracket is the same everywhere and says nothing. */
const worth = (line: string): boolean => /\w/.test(line);

/** The line that is most like the first wanted one. */
function mostAlike(lines: string[], wanted: string[]): number | undefined {
  const first = cut(wanted.find(worth)?.trim() ?? "");
  let best: number | undefined;
  let least = first.length * LIKENESS;
  lines.slice(0, MOST.lines).forEach((line, at) => {
    const differing = distance(cut(line.trim()), first);
    if (differing < least) [best, least] = [at, differing];
  });
  return best === undefined ? undefined : Math.max(best - wanted.findIndex(worth), 0);
}

const cut = (line: string): string => line.slice(0, MOST.width);
