/** First and last lines of stretches of files, by file. */
export type LineRanges = Record<string, [first: number, last: number][]>;

/** The lines that a patch without context adds or changes. */
export function rangesIn(patch: string): LineRanges {
  const ranges: LineRanges = {};
  let file = "";
  for (const line of patch.split("\n")) {
    const [, name] = /^\+\+\+ b\/(.*?)\t?$/.exec(line) ?? [];
    if (name) file = name;
    const [, start, count = "1"] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    const lines = Number(count);
    // Where lines were only taken away there is none to look at.
    if (start && lines > 0) (ranges[file] ??= []).push([Number(start), Number(start) + lines - 1]);
  }
  return ranges;
}
