import type ts from "typescript";
import type { Files } from "../../../shared/files.ts";
import { typescript } from "../../core-api/typescript.ts";
import { breaksOf, type Break, type Operator } from "./operators.ts";
import { ownersOf, type OwnerOf } from "./owners.ts";
import { isSilent } from "./silent.ts";
import { MOST_NESTED, sourcesOf } from "./sources.ts";

/** The plugin with one thing broken. */
export interface Mutant {
  /** Position in the list of all, from 0. */
  id: number;
  file: string;
  line: number;
  /** The action, provider, service or evaluator it belongs to, or `shared code`. */
  component: string;
  operator: Operator;
  /** What is broken, in a few words for people. */
  what: string;
}

/** Function that mutated sources ask, by the id of a mutant, whether it is the one to be. */
export const SWITCH = "__isMutant";

/** All mutants of a plugin at once. */
export interface Mutation {
  mutants: Mutant[];
  /** The files that differ, with every mutant in them: which one they are is decided when they run. */
  sources: Files;
}

/** A text to be put into a file; of those at one place the first in the list comes first. */
interface Insertion {
  at: number;
  text: string;
}

/**
 * Breaks the code of a plugin in every way that a good test ought to notice, one thing a mutant. Words, logs, types and
 * code that nothing uses are left alone. The same files give the same mutants.
 */
export function mutate(files: Files): Mutation {
  const parsed = sourcesOf(files);
  const ownerOf = ownersOf(parsed);
  const mutants: Mutant[] = [];
  const sources: Files = {};
  for (const [file, source] of [...parsed].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const insertions = insertionsOf(file, source, ownerOf, mutants);
    if (insertions.length > 0) sources[file] = inserted(source.text, insertions);
  }
  return { mutants, sources };
}

function insertionsOf(
  file: string,
  source: ts.SourceFile,
  ownerOf: OwnerOf,
  mutants: Mutant[],
): Insertion[] {
  const insertions: Insertion[] = [];
  const visit = (node: ts.Node, outer: string | undefined, depth: number): void => {
    if (depth > MOST_NESTED || isSilent(node)) return;
    const component = ownerOf(node, outer);
    const from = node.getStart(source);
    const breaks = component === undefined ? [] : breaksOf(node);
    const parts = breaks.map(
      ({ operator, what, change }): { text: string; change: Break["change"] } => {
        const id = mutants.length;
        const line = source.getLineAndCharacterOfPosition(from).line + 1;
        mutants.push({ id, file, line, component: component ?? "", operator, what });
        return { text: `globalThis.${SWITCH}(${id})`, change };
      },
    );
    const values = parts.flatMap(({ text, change }) =>
      typeof change === "object" && "instead" in change ? `${text} ? ${change.instead} : ` : [],
    );
    const firsts = parts.flatMap(({ text, change }) =>
      typeof change === "object" && "first" in change ? ` if (${text}) ${change.first}` : [],
    );
    const leftOut = parts.find(({ change }) => change === "left out");
    if (values.length > 0) insertions.push({ at: from, text: `(${values.join("")}` });
    if (firsts.length > 0) insertions.push({ at: from + 1, text: firsts.join("") });
    // In braces: an `else` that follows belongs to another `if`.
    if (leftOut) insertions.push({ at: from, text: `{ if (!${leftOut.text}) ` });
    typescript().forEachChild(node, (child) => visit(child, component, depth + 1));
    if (values.length > 0) insertions.push({ at: node.end, text: ")" });
    if (leftOut) insertions.push({ at: node.end, text: " }" });
  };
  for (const statement of source.statements) visit(statement, undefined, 0);
  return insertions;
}

function inserted(text: string, insertions: Insertion[]): string {
  let from = 0;
  const parts = insertions
    .map((each, index) => ({ ...each, index }))
    .sort((one, other) => one.at - other.at || one.index - other.index)
    .map(({ at, text: added }) => {
      const part = text.slice(from, at) + added;
      from = at;
      return part;
    });
  return parts.join("") + text.slice(from);
}
