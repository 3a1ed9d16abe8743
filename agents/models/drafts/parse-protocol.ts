import type { Edit } from "./apply-edit.ts";
import type { Answer, Step } from "./text-protocol.ts";

export interface ParsedAnswer extends Answer {
  /** What could not be read and was left out, in words for the model. */
  problems: string[];
  /** Whether the answer came to its end; one that was cut off has no DONE line. */
  complete: boolean;
}

/** A line that begins with the call's tag. */
interface Marker {
  keyword: string;
  rest: string;
}

const KEYWORD = /^:?\s*(FILE|EDIT|DELETE|DISPUTE|END|SUMMARY|DONE)\b:?\s*(.*)$/;
const FENCE = /^(`{3,}|~{3,})\s*([\w.+-]*)$/;
const SEARCH = /^<{5,9} ?SEARCH>?$/;
const DIVIDER = /^={5,9}$/;
const REPLACE = /^>{5,9} ?REPLACE>?$/;

/**
 * Reads an answer in the form that `protocolInstructions` asks for. Prose around the sections, fences around contents,
 * decorated paths and markers are forgiven; a section that may not be whole is left out. Never throws, and takes time
 * in proportion to the text.
 */
export function parseProtocol(text: string, tag: string): ParsedAnswer {
  const answer: ParsedAnswer = { steps: [], problems: [], complete: false };
  const lines = withoutReasoning(text).split(/\r?\n/);
  let found = false;
  for (let at = 0; at < lines.length && !answer.complete; at += 1) {
    const marker = readMarker(lines[at] ?? "", tag);
    if (!marker) continue;
    found = true;
    if (marker.keyword === "DONE") answer.complete = true;
    if (marker.keyword === "SUMMARY") answer.summary = undecorated(marker.rest) || answer.summary;
    if (marker.keyword === "DISPUTE") addDispute(answer, marker);
    if (marker.keyword === "DELETE") add(answer, marker, []);
    if (marker.keyword !== "FILE" && marker.keyword !== "EDIT") continue;
    const body: string[] = [];
    while (at + 1 < lines.length && !readMarker(lines[at + 1] ?? "", tag)) {
      at += 1;
      body.push(lines[at] ?? "");
    }
    if (readMarker(lines[at + 1] ?? "", tag)?.keyword === "END") add(answer, marker, body);
    else
      answer.problems.push(`${undecorated(marker.rest)}: the section has no END and was left out.`);
  }
  if (!found) answer.problems.push(`The answer has no line that begins with @@${tag}.`);
  return answer;
}

function add(answer: ParsedAnswer, { keyword, rest }: Marker, body: string[]): void {
  const path = undecorated(rest).replace(/^\.\//, "");
  const step = path ? readStep(keyword, path, body) : `${keyword} has no path and was left out.`;
  if (typeof step === "string") answer.problems.push(step);
  else answer.steps.push(step);
}

function addDispute(answer: ParsedAnswer, { rest }: Marker): void {
  const [test, clause, ...words] = rest.split("::").map((each) => undecorated(each.trim()));
  if (test && clause && words.length > 0) {
    const dispute = { test, clause, reason: words.join(" ") };
    answer.steps.push({ kind: "dispute", dispute });
  } else answer.problems.push("DISPUTE needs a test, a clause and a reason, with :: between them.");
}

/** A section's step, or what is wrong with the section. */
function readStep(keyword: string, path: string, body: string[]): Step | string {
  if (keyword === "DELETE") return { kind: "delete", path };
  const lines = unfenced(path, body);
  if (keyword === "FILE") {
    if (!lines.some((line) => line.trim())) return `${path}: the FILE section is empty.`;
    return { kind: "write", path, content: `${lines.join("\n")}\n` };
  }
  const edits = readEdits(lines);
  if (typeof edits === "string") return `${path}: ${edits} The EDIT section was left out.`;
  return { kind: "edit", path, edits };
}

/** The SEARCH/REPLACE blocks of a section, or why they cannot be told apart without a doubt. */
function readEdits(lines: string[]): Edit[] | string {
  const edits: Edit[] = [];
  let block: { search: string[]; replace?: string[] } | undefined;
  for (const line of lines) {
    const text = line.trimEnd();
    const expected = !block ? SEARCH : block.replace ? REPLACE : DIVIDER;
    if (expected.test(text)) {
      if (!block) block = { search: [] };
      else if (!block.replace) block.replace = [];
      else {
        edits.push(edit(block.search, block.replace));
        block = undefined;
      }
    } else if ([SEARCH, DIVIDER, REPLACE].some((marker) => marker.test(text))) {
      return `a line "${text}" where it does not belong; write the file with FILE if that line is part of it.`;
    } else (block?.replace ?? block?.search)?.push(line);
  }
  if (block) return "a SEARCH block without its end.";
  return edits.length > 0 ? edits : "no SEARCH/REPLACE block.";
}

/** Lines that nothing takes the place of go together with their line ends. */
const edit = (search: string[], replace: string[]): Edit =>
  replace.length > 0
    ? { search: search.join("\n"), replace: replace.join("\n") }
    : { search: `${search.join("\n")}\n`, replace: "" };

/** A code fence around the whole content; a Markdown file may begin and end with one of its own. */
function unfenced(path: string, body: string[]): string[] {
  const first = body.findIndex((line) => line.trim());
  const last = body.findLastIndex((line) => line.trim());
  const [, fence, language = ""] = FENCE.exec(body[first]?.trim() ?? "") ?? [];
  const closed = fence !== undefined && last > first && body[last]?.trim() === fence;
  const around = !path.endsWith(".md") || /^(md|markdown)$/i.test(language);
  return closed && around ? body.slice(first + 1, last) : body;
}

function readMarker(line: string, tag: string): Marker | undefined {
  const at = line.indexOf(`@@${tag}`);
  if (at === -1 || !/^[\s*`]*$/.test(line.slice(0, at))) return undefined;
  const [, keyword, rest = ""] = KEYWORD.exec(line.slice(at + 2 + tag.length).trim()) ?? [];
  return keyword ? { keyword, rest } : undefined;
}

/** Without the quotes, backticks and asterisks that models put around paths. */
const undecorated = (text: string): string =>
  text.replace(/^[\s`"'*]+/, "").replace(/[\s`"'*]{1,9}$/, "");

/** Some local models send their reasoning as text; what they consider there is not meant yet. */
function withoutReasoning(text: string): string {
  const start = text.trimStart();
  const end = start.startsWith("<think>") ? start.indexOf("</think>") : -1;
  return end === -1 ? text : start.slice(end + "</think>".length);
}
