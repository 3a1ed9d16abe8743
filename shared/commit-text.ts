import { INVISIBLE, oneLine } from "./findings.ts";

/** What a commit says. */
export interface CommitText {
  subject: string;
  body: string;
  /** What was measured and who took part, one trailer a line. */
  trailers: Record<string, string>;
}

const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
/** A line that reads as a trailer, or as the end of what git looks for trailers in. */
const MISLEADING = /^(?:[\w-]+\s*:\s*\S|---|\(cherry picked)/;

/**
 * The message of a commit. Bodies hold words of people and models: a line of them that could be taken for a trailer is
 * indented, so that git and whoever searches for `Review: ` at the beginning of a line find only what we measured.
 */
export function commitText({ subject, body, trailers }: CommitText): string {
  const words = body.split(LINE_END).map((line) => {
    const visible = line.replaceAll("\t", "  ").replace(INVISIBLE, "").trimEnd();
    return MISLEADING.test(visible.replaceAll(/\p{Cf}/gu, "")) ? ` ${visible}` : visible;
  });
  const measured = Object.entries(trailers).map(([name, value]) => `${name}: ${oneLine(value)}`);
  return [oneLine(subject), words.join("\n").replace(/^\n+|\n+$/g, ""), measured.join("\n")]
    .filter(Boolean)
    .join("\n\n");
}

/** Trailers as git prints them, one a line. */
export const readTrailers = (text: string): Record<string, string> =>
  Object.fromEntries(text.split("\n").filter(Boolean).map(split));

function split(line: string): [string, string] {
  const colon = line.indexOf(": ");
  return colon < 0 ? [line, ""] : [line.slice(0, colon), line.slice(colon + 2)];
}
