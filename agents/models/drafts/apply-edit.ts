import { nearestLines } from "./nearest-lines.ts";

/** One replacement in a text. */
export interface Edit {
  /** What is there now; has to be found once and only once. */
  search: string;
  replace: string;
}

/** The text with the edit in it, or why it was not applied, in words for a model. */
export type EditResult =
  | {
      applied: true;
      text: string;
      /** Line where the change begins. */
      line: number;
    }
  | { applied: false; why: string };

/** A region of a text whose lines end in `\n`, and what takes its place. */
interface Match {
  start: number;
  end: number;
  replacement: string;
}

/** How an edit is looked for: every place where it fits, a handful at most. */
type Search = (text: string, edit: Edit) => Match[];

/** More places than these are not counted: two are too many already. */
const MOST_PLACES = 5;
/** A replacement shorter than this is found in most files and says nothing. */
const TELLING = 8;

/**
 * Applies an edit where it is meant without doubt: first to the letter, then without regard to space at the ends of lines,
 * then as whole lines that are indented differently by the same amount. Nothing fuzzier, a wrong guess costs more than
 * a refusal. Line ends stay as the text has them.
 */
export function applyEdit(source: string, { search, replace }: Edit): EditResult {
  const text = withLineFeeds(source);
  const edit = { search: withLineFeeds(search), replace: withLineFeeds(replace) };
  if (!edit.search.trim()) return refused("The text to be replaced is empty.");
  if (edit.search === edit.replace) {
    return refused("The text to be replaced and its replacement are the same.");
  }
  for (const find of [exactly, withoutTrailingSpace, indentedDifferently]) {
    const [match, ...others] = find(text, edit);
    if (match && others.length > 0) return refused(several(text, [match, ...others]));
    if (match) return put(source, text, match);
  }
  return refused(notFound(text, edit));
}

const refused = (why: string): EditResult => ({ applied: false, why });

const withLineFeeds = (text: string): string => text.replaceAll("\r\n", "\n");

const exactly: Search = (text, { search, replace }) =>
  places(text, search).map((start) => ({
    start,
    end: start + search.length,
    replacement: replace,
  }));

const withoutTrailingSpace: Search = (text, { search, replace }) =>
  wholeLines(text, search, (line) => line.trimEnd()).map(({ start, end }) => ({
    start,
    end,
    replacement: replace,
  }));

const indentedDifferently: Search = (text, { search, replace }) => {
  const wanted = linesOf(search);
  const given = commonIndentation(wanted);
  const replacement = replace.split("\n");
  if (replacement.some((line) => line.trim() && !line.startsWith(given))) return [];
  const found = wholeLines(text, search, (line) => line.trim());
  const fitting = found.flatMap(({ start, end, lines }) => {
    const real = commonIndentation(lines);
    const moved = (line: string): string => (line.trim() ? real + line.slice(given.length) : line);
    const uniform = wanted.every((line, at) => moved(line).trimEnd() === lines[at]?.trimEnd());
    return uniform ? [{ start, end, replacement: replacement.map(moved).join("\n") }] : [];
  });
  // One that fits does not count while others may not have been looked at.
  return found.length === MOST_PLACES && fitting.length === 1 ? [] : fitting;
};

/** Where a string occurs, overlaps included. */
function places(text: string, wanted: string): number[] {
  const found: number[] = [];
  let at = text.indexOf(wanted);
  while (at !== -1 && found.length < MOST_PLACES) {
    found.push(at);
    at = text.indexOf(wanted, at + 1);
  }
  return found;
}

/** Lines that are the same as the wanted ones once both are reduced by `reduce`. */
function wholeLines(text: string, search: string, reduce: (line: string) => string) {
  const lines = text.split("\n");
  const wanted = linesOf(search);
  // Looked for as one string: comparing line by line takes far too long for some texts.
  const whole = `\n${lines.map(reduce).join("\n")}\n`;
  return places(whole, `\n${wanted.map(reduce).join("\n")}\n`).map((at) => {
    const first = lineOf(whole, at) - 1;
    const start = lengthOf(lines.slice(0, first));
    const matched = lines.slice(first, first + wanted.length);
    const end = start + lengthOf(matched) - (search.endsWith("\n") ? 0 : 1);
    return { start, end: Math.min(end, text.length), lines: matched };
  });
}

/** The lines of a text; the line feed that ends the last one begins no other. */
const linesOf = (text: string): string[] => text.replace(/\n$/, "").split("\n");

const lengthOf = (lines: string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 0);

/** Number of the line that a position is in. */
const lineOf = (text: string, position: number): number =>
  text.slice(0, position).split("\n").length;

/** White space that every line with something in it begins with. */
function commonIndentation(lines: string[]): string {
  const indentations = lines
    .filter((line) => line.trim())
    .map((line) => line.slice(0, line.length - line.trimStart().length));
  return indentations.reduce((common, each) => {
    let length = 0;
    while (length < common.length && common[length] === each[length]) length += 1;
    return common.slice(0, length);
  });
}

/** Puts the replacement into the source itself, so that everything around it stays as it is to the byte. */
function put(source: string, text: string, { start, end, replacement }: Match): EditResult {
  const [from, to] = [positionIn(source, start), positionIn(source, end)];
  const lineEnd = /\r?\n/.exec(source.slice(from))?.[0] ?? /\r?\n/.exec(source)?.[0] ?? "\n";
  const written = replacement.split("\n").join(lineEnd);
  return {
    applied: true,
    text: source.slice(0, from) + written + source.slice(to),
    line: lineOf(text, start),
  };
}

/** Where a position of the text with `\n` alone is in the source, which may have `\r\n`. */
function positionIn(source: string, position: number): number {
  let returns = 0;
  for (const { index } of source.matchAll(/\r\n/g)) {
    if (index - returns >= position) break;
    returns += 1;
  }
  return position + returns;
}

function several(text: string, matches: Match[]): string {
  const numbers = matches.map(({ start }) => lineOf(text, start));
  const more = matches.length === MOST_PLACES ? " and perhaps more" : "";
  return `The text to be replaced is there several times, at lines ${numbers.join(", ")}${more}. Take lines around the one you mean into it, so that it fits in one place only.`;
}

function notFound(text: string, { search, replace }: Edit): string {
  const there = replace.trim().length < TELLING ? -1 : text.indexOf(replace);
  const already =
    there === -1 ? "" : ` The replacement is already there, at line ${lineOf(text, there)}.`;
  const nearest = nearestLines(text.split("\n"), linesOf(search));
  return `The text to be replaced was not found.${already} ${nearest ?? "Nothing in the file is like it."}`;
}
