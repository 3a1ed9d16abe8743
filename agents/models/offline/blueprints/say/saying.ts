import type { ActionSpecification, Parameter } from "../../../../../shared/specification.ts";
import type { Role } from "../../code/roles.ts";

/** Something small that an action can do with nothing but its parameters: one row of data. */
export interface Saying {
  /** The function that does it. */
  name: string;
  /** File below `src/` that holds the function, without ending. */
  file: "text" | "numbers" | "chance" | "units" | "phrases";
  /** Words of an action's name and description, in lower case, that mean it. */
  means: RegExp;
  /** Words that mean something else in spite of that. */
  unless?: RegExp;
  roles: Record<string, Role>;
  /** The function, exported, with its documentation. */
  source: string;
  /** Names of shared pieces of its file that the function uses. */
  uses?: string[];
  /** Its arguments, roles by name and everything else as source; all roles in order when left out. */
  passes?: string[];
  /** What is replied; `{result}` and `{role}` stand for values. `{result}` alone when left out. */
  answer?: string;
  /** Expression that shows `result` in a sentence; `result` when left out. */
  shown?: string;
  /** Expression for the result's data beside the parameters; `result` when left out. */
  data?: string;
  /** Calls by role with the result they must have. */
  examples?: { given: Record<string, unknown>; result: unknown }[];
  /** Calls that must be refused: nobody can do it. */
  refused?: Record<string, unknown>[];
  /** Calls beyond limits of our own, which are refused as well. */
  limits?: Record<string, unknown>[];
  /** Expectations on `data` of any call, for what is left to chance. */
  holds?: { given: Record<string, unknown>; expectations: string[] };
  /** What a person says to get it. */
  user: string;
}

const TEXT: Parameter["type"][] = ["string"];
const NUMBER: Parameter["type"][] = ["number", "integer"];

/** A text, whatever it is called. */
export const text = (
  called = /\b(text|input|string|message|sentence|words?|phrase|value|content)$/,
): Role => ({
  types: TEXT,
  called,
});

/** A number, whatever it is called. */
export const number = (called = /\b(numbers?|value|n|x|amount|input)$/): Role => ({
  types: NUMBER,
  called,
});

/** A list, whatever it is called. */
export const list = (
  called = /\b(list|items?|values|numbers|options|choices|elements|array)$/,
): Role => ({
  types: ["array"],
  called,
});

/** A role that only a parameter of that name plays, and that may stay empty. */
export const optional = (role: Role): Role => ({ ...role, optional: true, strict: true });

/** The words of an action by which its meaning is told: name, description and parameters. */
export function wordsAbout(action: ActionSpecification, spaced: (name: string) => string): string {
  const names = Object.keys(action.parameters).map(spaced);
  return `${spaced(action.name)}: ${action.description} (${names.join(", ")})`.toLowerCase();
}
