import { Change, diff } from "@codemirror/merge";

/** Characters that may stand for lines; beyond are halves of pairs, which a comparison could tear apart. */
const MOST_LINES = 0xd7ff;

/** What is different in two texts, by whole lines: each line is compared as one character. */
export function lineChanges(a: string, b: string): readonly Change[] {
  const codes = new Map<string, number>();
  const coded = (lines: string[]): string =>
    lines
      .map((line) => {
        const code = codes.get(line) ?? codes.size + 1;
        codes.set(line, code);
        return String.fromCharCode(Math.min(code, MOST_LINES));
      })
      .join("");
  const [before, after] = [linesOf(a), linesOf(b)];
  const [codedBefore, codedAfter] = [coded(before), coded(after)];
  if (codes.size >= MOST_LINES) return [new Change(0, a.length, 0, b.length)];
  const [startsA, startsB] = [startsOf(before), startsOf(after)];
  const at = (starts: number[], line: number): number => starts[line] ?? 0;
  return diff(codedBefore, codedAfter).map(
    ({ fromA, toA, fromB, toB }) =>
      new Change(at(startsA, fromA), at(startsA, toA), at(startsB, fromB), at(startsB, toB)),
  );
}

/** Lines with their ends. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Where each line begins, and where the last one ends. */
function startsOf(lines: string[]): number[] {
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length);
  return starts;
}
