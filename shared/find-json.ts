import { JSONRepairError, jsonrepair } from "jsonrepair";
import type { Problem } from "./errors.ts";
import { isRecord } from "./findings.ts";
import { MAXIMUM_BYTES, placeOf, repeatedKey, scanObject, troubleProblem } from "./json-scan.ts";
import { sameName } from "./names.ts";

/** A specification somewhere in a text, or what stands in the way of reading it. */
export interface FoundJson {
  start: number;
  end: number;
  value?: Record<string, unknown>;
  problems: Problem[];
  notes: string[];
}

const COMPONENTS = ["actions", "providers", "services", "evaluators"];
/** A text full of braces costs no more than this many looks. */
const MAXIMUM_LOOKS = 200;

/** What is left of a text when fences, assignments and brackets around the object are taken away. */
const remainder = (text: string): string =>
  text
    .trim()
    .slice(0, 2000) // more than this is prose, whatever it holds
    .replaceAll(/```[\w-]*|\/\/.*|\/\*[\s\S]*?\*\//g, "")
    .replaceAll(
      /\b(?:export\s+)?(?:default|const|let|var)\b(?:\s+[\w$]+)?(?:\s*:\s*[\w.]+)?\s*=?/g,
      "",
    )
    .replaceAll(/\bas\s+const\b|\bsatisfies\s+[\w.]+|[\s;()[\]\uFEFF]/g, "");

/** Keys an unreadable object seems to have, and the words after `name:`. */
function guessedFields(json: string): Record<string, unknown> {
  const pairs = json.matchAll(/["'“`]?\b([A-Za-z_]{1,64})["'”`]?\s*:\s*["'“`]?([^"'”`,\n]*)/g);
  const fields = [...pairs].map(([, key = "", value]): [string, unknown] => [key, value]);
  return Object.fromEntries(fields.reverse()); // the first of a name is the outermost
}

const has = (fields: Record<string, unknown>, names: readonly string[]): boolean =>
  Object.keys(fields).some((key) => names.some((name) => sameName(key, name)));

/** The key under which another object holds a specification: `{"specification": {…}}`. */
export const wrapped = (fields: Record<string, unknown>): string | undefined =>
  has(fields, COMPONENTS)
    ? undefined
    : Object.keys(fields).find((key) => isRecord(fields[key]) && has(fields[key], COMPONENTS));

/** Whether an object in prose is meant as a specification and not, say, as an example of what to send. */
function looksLikeSpecification(fields: Record<string, unknown>, around: string): boolean {
  if (has(fields, COMPONENTS) || remainder(around) === "") return true;
  if (wrapped(fields)) return true;
  if (typeof fields.name === "string" && /plugin/i.test(fields.name)) return true;
  return has(fields, ["name", "description"]) && /\bspec(?:ification)?s?\b/i.test(around);
}

/** Reads one object whose brackets are known to balance; broken grammar is repaired as long as no bracket moves. */
function parseObject(text: string, start: number, end: number, brackets: string): FoundJson {
  const json = text.slice(start, end);
  const found: FoundJson = { start, end, problems: [], notes: [] };
  const refuse = (position: number, got: string, expected: string): FoundJson => {
    found.problems.push(troubleProblem(text, { position, got, expected }));
    return found;
  };
  if (Buffer.byteLength(json) > MAXIMUM_BYTES) {
    return refuse(start, `${Buffer.byteLength(json)} bytes`, "a specification of at most 64 KiB");
  }
  let valid = json;
  try {
    JSON.parse(json);
  } catch {
    try {
      valid = jsonrepair(json);
      JSON.parse(valid);
    } catch (error) {
      // Now and then the library repairs into something that is no JSON either.
      const [position, reason] =
        error instanceof JSONRepairError
          ? [error.position, error.message.replace(/ at position \d+$/, "").toLowerCase()]
          : [0, "missing quotes, colons or commas"];
      return refuse(start + position, `trouble (${reason})`, "valid JSON");
    }
    if (scanObject(valid, 0).brackets !== brackets) {
      return refuse(start, "an object that can be read in several ways", "valid JSON");
    }
    found.notes.push("The JSON was not quite valid (quotes, commas or comments) and was repaired.");
  }
  const repeated = repeatedKey(valid);
  if (repeated !== undefined)
    return refuse(start, `"${repeated}" twice`, "each key once per object");
  // A specification has to be read the same again: what is stored says 0 for -0, and nothing for Infinity.
  let infinite = false;
  const value: unknown = JSON.parse(valid, (_key, each: unknown) => {
    infinite ||= each === Infinity || each === -Infinity;
    return each === 0 ? 0 : each;
  });
  if (infinite) return refuse(start, "a number beyond 1.8e308", "numbers that can be stored");
  if (isRecord(value)) found.value = value;
  return found;
}

/** What follows an object that was closed too early: the rest of a specification. */
function goesOn(text: string, { start, end }: FoundJson): boolean {
  const rest = text.slice(end).trimStart();
  if (rest.startsWith("]")) return !text.slice(0, start).trimEnd().endsWith("[");
  return rest.startsWith("}") || /^,?\s*["“'`][\w$-]+["”'`]\s*:|^,\s*[\w$]+\s*:\s*[["{]/.test(rest);
}

/** The object of a text that is meant as a plugin specification, wherever it stands; none if the text is only prose. */
export function findJson(text: string): FoundJson | undefined {
  const readable: FoundJson[] = [];
  let broken: FoundJson | undefined;
  let insideUntil = 0;
  let start = text.indexOf("{");
  for (let looks = 0; start >= 0 && looks < MAXIMUM_LOOKS; looks += 1) {
    const { end, trouble, brackets } = scanObject(text, start);
    const found = trouble
      ? { start, end, problems: [troubleProblem(text, trouble)], notes: [] }
      : parseObject(text, start, end, brackets);
    const fields = found.value ?? guessedFields(text.slice(start, end));
    const around = `${text.slice(0, start)} ${text.slice(end)}`;
    const isObject = /^\{\s*(?:\}|\/[/*]|["'“‘`]|[\w$-]+\s*:)/.test(text.slice(start, start + 200));
    const isMeant = isObject && looksLikeSpecification(fields, around);
    if (isMeant) {
      if (found.value && start >= insideUntil && goesOn(text, found)) {
        const place = {
          position: end,
          got: "more of it",
          expected: "the end of the specification",
        };
        found.problems.push(troubleProblem(text, place));
        found.end = text.length;
      }
      if (found.problems.length > 0) broken ??= found;
      else readable.push(found);
    } else insideUntil = Math.max(insideUntil, end); // it may hold one, as a function does
    start = text.indexOf("{", isMeant ? found.end : start + 1);
  }
  if (broken && (readable.length === 0 || broken.end === text.length)) return broken;
  return richest(text, readable);
}

/** Of several specifications the one that says most; the first, when they say the same. */
function richest(text: string, specifications: FoundJson[]): FoundJson | undefined {
  const size = ({ value = {} }: FoundJson) =>
    Object.keys(value).length + 2 * COMPONENTS.filter((name) => has(value, [name])).length;
  const [best, ...others] = specifications.toSorted((a, b) => size(b) - size(a));
  if (!best || others.length === 0) return best;
  const note = `The text holds ${specifications.length} specifications; the one of ${placeOf(text, best.start)} was taken.`;
  return { ...best, notes: [...best.notes, note] };
}

/**
 * The part of a chat message that is meant as a JSON specification, readable or not, or `undefined` when the message
 * is only prose. `{}` counts when the message is nothing else.
 */
export function findSpecification(text: string): string | undefined {
  const found = findJson(text);
  return found && text.slice(found.start, found.end);
}
