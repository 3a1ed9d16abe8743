import type { Problem } from "./errors.ts";
import { maskSecrets } from "./secrets.ts";

/** A part of a specification: where it stands. */
export const at = (path: string, key: string | number): string => {
  const step = typeof key === "number" || /^[\w@$./-]{1,64}$/.test(key) ? `${key}` : shown(key);
  return path ? `${path}.${step}` : step;
};

/** What could repaint a terminal or turn text around: control characters, line separators, direction marks. */
export const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** A value as a person would recognise it: short, printable, and never a secret. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = maskSecrets(JSON.stringify(value)).replace(INVISIBLE, escaped);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** A JSON object: no list, no null. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A text for people on one line, without characters that only hide something. */
export const oneLine = (text: string): string =>
  text.replaceAll(/\s+/g, " ").replace(INVISIBLE, "").trim();

/** Collects what is wrong with a specification (problems) and what was read with good will (notes). */
export class Findings {
  readonly problems: Problem[] = [];
  readonly notes: string[] = [];

  /** Records a mistake; `got` is any value, printed short. */
  problem(path: string, value: unknown, expected: string, title?: string): void {
    this.refuse({ path, got: shown(value), expected, ...(title && { title }) });
  }

  /** Records a mistake whose value has words of its own, or must not be printed. */
  refuse(problem: Problem): void {
    this.problems.push({
      ...problem,
      path: maskSecrets(problem.path),
      got: maskSecrets(problem.got),
      expected: maskSecrets(problem.expected),
    });
  }

  note(text: string): void {
    const masked = maskSecrets(text);
    if (!this.notes.includes(masked)) this.notes.push(masked);
  }

  /** Says which fields nobody reads. */
  unknownFields(record: Record<string, unknown>, known: Iterable<string>, path: string): void {
    const fields = new Set(known);
    for (const key of Object.keys(record)) {
      if (!fields.has(key)) this.note(`Ignored unknown field ${at(path, key)}.`);
    }
  }
}
