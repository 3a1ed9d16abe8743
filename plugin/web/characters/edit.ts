import type { CharacterText, Problem } from "../../studio/api/characters.ts";

/** Keys from a whole character to a place in it. */
export type Path = readonly string[];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The character that a draft says; nothing while its JSON cannot be read. */
export function readDraft(text: string): CharacterText | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined; // somebody is typing
  }
}

export const writeDraft = (character: CharacterText): string => JSON.stringify(character, null, 2);

/** What stands at a place; nothing where the way there ends. */
export const valueAt = (character: CharacterText, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), character);

/** The character with something else at a place; what is `undefined` or left empty by that goes away. */
export function withValue(character: CharacterText, path: Path, value: unknown): CharacterText {
  const [key, ...rest] = path;
  if (key === undefined) return character;
  const below = character[key];
  const next =
    rest.length === 0 ? value : emptied(withValue(isRecord(below) ? below : {}, rest, value));
  // A field that is there keeps its place.
  if (next !== undefined) return { ...character, [key]: next };
  return Object.fromEntries(Object.entries(character).filter(([name]) => name !== key));
}

const emptied = (value: CharacterText): CharacterText | undefined =>
  Object.keys(value).length === 0 ? undefined : value;

/** One text, or several, as lines to be edited. */
export const linesOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string");

/** Whether two characters say the same, in whatever order. */
export const isSame = (one: unknown, other: unknown): boolean => sorted(one) === sorted(other);

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    isRecord(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  ) ?? "";

/** Problems at a place or inside of it. */
export const problemsAt = (problems: Problem[], path: Path): Problem[] =>
  problems.filter((each) => path.every((key, index) => each.path[index] === key));
