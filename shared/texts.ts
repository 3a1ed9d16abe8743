import { type Findings, at, oneLine, shown } from "./findings.ts";
import { wordsOf } from "./names.ts";

const MAXIMUM_DESCRIPTION = 4000;

/** Reads a text for people: one line, no control characters; `undefined` when there is none or after a problem. */
export function readLine(value: unknown, path: string, findings: Findings): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") {
    findings.problem(path, value, "a text");
    return undefined;
  }
  if (value.length > MAXIMUM_DESCRIPTION) {
    findings.refuse({
      path,
      got: `${value.length} characters`,
      expected: `at most ${MAXIMUM_DESCRIPTION} characters`,
    });
    return undefined;
  }
  return oneLine(value) || undefined;
}

/** The description of a component; a missing one is made of the words of its name. */
export function readDescription(
  value: unknown,
  name: string,
  path: string,
  findings: Findings,
): string {
  const before = findings.problems.length;
  const written = readLine(value, at(path, "description"), findings);
  if (written) return written;
  const words = wordsOf(name).join(" ");
  const derived = `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  if (findings.problems.length === before) {
    findings.note(`${path} has no description; ${shown(derived)} was taken from its name.`);
  }
  return derived;
}

/** Reads true or false, also written as text. */
export function readFlag(value: unknown, path: string, findings: Findings): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  findings.problem(path, value, "true or false");
  return undefined;
}
