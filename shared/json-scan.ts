import type { Problem } from "./errors.ts";

/** A specification longer than this, as UTF-8, is refused. */
export const MAXIMUM_BYTES = 64 * 1024;
const MAXIMUM_DEPTH = 32;

/** Why an object in a text cannot be read, and where. */
export interface Trouble {
  position: number;
  got: string;
  expected: string;
}

/** One object in a text as its brackets tell: `end` is just behind the closing one, or where the trouble became certain. */
export interface Scan {
  end: number;
  trouble?: Trouble;
  /** All brackets outside of strings and comments, in order: what a repair must not change. */
  brackets: string;
}

const CLOSING: Readonly<Record<string, string>> = { "{": "}", "[": "]" };
const QUOTES: Readonly<Record<string, RegExp>> = {
  '"': /["\\]/g,
  "'": /['\\]/g,
  "`": /[`\\]/g,
  "“": /[”“\\]/g,
  "”": /[”“\\]/g,
  "‘": /[’‘\\]/g,
};

/** Where the string that begins at `start` ends, or -1. */
function endOfString(text: string, start: number, mark: RegExp): number {
  const pattern = new RegExp(mark);
  pattern.lastIndex = start + 1;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    if (found[0] !== "\\") return pattern.lastIndex;
    pattern.lastIndex += 1;
  }
  return -1;
}

/**
 * Follows the object that begins at `start` to its end without judging its grammar: strings and comments are skipped,
 * every bracket must be closed by its own kind. What a lenient parser would complete or drop in silence (an end that
 * is missing, a value that is missing, `...`) is trouble.
 */
export function scanObject(text: string, start: number): Scan {
  const open: { bracket: string; position: number }[] = [];
  let brackets = "";
  let previous = "";
  let index = start;
  const stop = (position: number, got: string, expected: string): Scan => ({
    end: text.length,
    trouble: { position, got, expected },
    brackets,
  });
  const unclosed = (end: number): Scan => {
    const { bracket = "{", position = start } = open.at(-1) ?? {};
    const expected = `"${CLOSING[bracket]}" for the "${bracket}" of ${placeOf(text, position)}`;
    return stop(end, "the end of the text", expected);
  };
  while (index < text.length) {
    const character = text.charAt(index);
    if (text.startsWith("```", index)) return unclosed(index);
    const quote = QUOTES[character];
    // An apostrophe in the middle of an unquoted word opens no string.
    if (quote && (character === '"' || "{[,:+(".includes(previous))) {
      const end = endOfString(text, index, quote);
      if (end < 0) return stop(index, "a string without an end", `a closing ${character}`);
      [index, previous] = [end, character];
      continue;
    }
    const comment = previous === ":" && text[index - 1] === ":" ? "" : text.slice(index, index + 2);
    if (comment === "//" || comment === "/*") {
      const end = comment === "//" ? text.indexOf("\n", index) : text.indexOf("*/", index + 2);
      if (end < 0) return unclosed(text.length);
      index = comment === "//" ? end + 1 : end + 2;
      continue;
    }
    if (text.startsWith("...", index)) {
      return stop(index, '"..."', "the whole specification, nothing left out");
    }
    if (previous === ":" && /[,}\]]/.test(character)) {
      return stop(index, `"${character}"`, 'a value after ":"');
    }
    if (/[{[]/.test(character)) {
      open.push({ bracket: character, position: index });
      brackets += character;
      if (open.length > MAXIMUM_DEPTH) {
        return stop(index, "more", `at most ${MAXIMUM_DEPTH} levels of nesting`);
      }
    } else if (/[}\]]/.test(character)) {
      const last = open.pop();
      const expected = CLOSING[last?.bracket ?? ""];
      if (last && character !== expected) {
        const place = placeOf(text, last.position);
        return stop(index, `"${character}"`, `"${expected}" for the "${last.bracket}" of ${place}`);
      }
      brackets += character;
      if (open.length === 0) return { end: index + 1, brackets };
    }
    if (/\S/.test(character)) previous = character;
    index += 1;
    if (index - start > MAXIMUM_BYTES) {
      return stop(start, "more than 64 KiB", "a specification of at most 64 KiB");
    }
  }
  return unclosed(text.length);
}

/** `line 3, column 5`, counted from one. */
export function placeOf(text: string, position: number): string {
  const before = text.slice(0, position).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** A trouble as one of the specification's problems. */
export const troubleProblem = (text: string, { position, got, expected }: Trouble): Problem => ({
  path: placeOf(text, position),
  got,
  expected,
  title: "The JSON cannot be read",
});

/** A key that one object of a valid JSON text has twice, where parsers would silently keep the last. */
export function repeatedKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [, string, colon, bracket] of json.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|([{}[\]])/g)) {
    if (bracket === "{" || bracket === "[") open.push(new Set());
    else if (bracket) open.pop();
    else if (string && colon) {
      const key: unknown = JSON.parse(string);
      const keys = open.at(-1);
      if (typeof key !== "string" || keys?.has(key)) return String(key);
      keys?.add(key);
    }
  }
  return undefined;
}
