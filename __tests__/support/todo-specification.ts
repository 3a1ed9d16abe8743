import { type Problem, SpecificationError } from "../../shared/errors.ts";
import { readSpecification } from "../../shared/read-specification.ts";

/** A specification without fault. */
export const todo = {
  name: "@elizaos/plugin-todo",
  description: "Manages todo lists",
  actions: [{ name: "addTodo", description: "Add a todo", parameters: { title: "string" } }],
};
/** The todo specification with other fields. */
export const read = (fields: object) => readSpecification({ ...todo, ...fields });

/** All problems of an input that must be refused. */
export function problems(input: unknown): Problem[] {
  try {
    readSpecification(input);
  } catch (error) {
    if (error instanceof SpecificationError) return error.problems;
    throw error;
  }
  return [];
}
/** Problems of the todo specification with other fields. */
export const problemsWith = (fields: object) => problems({ ...todo, ...fields });
/** Where those problems are. */
export const pathsWith = (fields: object) => problemsWith(fields).map(({ path }) => path);
/** All that reading an input says, whether it is accepted or refused. */
export const message = (input: unknown): string => {
  try {
    return JSON.stringify(readSpecification(input));
  } catch (error) {
    return String(error);
  }
};
