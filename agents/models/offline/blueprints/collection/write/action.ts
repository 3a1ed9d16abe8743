import { camel } from "../../../../../../shared/names.ts";
import type { SourceFile } from "../../../blueprint.ts";
import { actionFile } from "../../../code/action.ts";
import { zodSource } from "../../../code/schema.ts";
import { key, list } from "../../../code/text.ts";
import type { Operation } from "../model.ts";
import { storeNames } from "./conditions.ts";
import { examplesOf, similesOf } from "./wording.ts";
import type { Writing } from "./writing.ts";

/** The varying parts of an action's file. */
export interface Body {
  before?: string;
  body: string;
}

/** The file of one action of a collection; imports follow from what the code uses. */
export function collectionAction(
  operation: Operation,
  { before, body }: Body,
  writing: Writing,
): SourceFile {
  const { collection, options } = writing;
  const { action, parameters, required } = operation;
  const source = `${before ?? ""}\n${body}`;
  const { names, lines } = importsOf(source, writing);
  const { description } = action;
  return actionFile({
    action: { ...action, description, parameters },
    required,
    schema: zodSource(parameters, { required, maximumLength: options.maximumLength }),
    similes: similesOf(operation, collection),
    examples: examplesOf(operation, collection),
    imports: lines,
    fromRespond: /(?<![.\w])failure\(/.test(source) ? ["failure"] : [],
    ...(before !== undefined && { before }),
    body,
    takes: /(?<![.\w])values[.[)]/.test(source) ? "values" : "",
    avoid: [...names, "failure", "values"],
  });
}

/** The import lines a piece of code about a collection needs, seen from a folder below `src`. */
export function importsOf(source: string, writing: Writing): { names: string[]; lines: string[] } {
  const { collection, lineOf, oneOf, namedBy, file } = writing;
  const { type, variables } = collection;
  const uses = (name: string): boolean => new RegExp(`(?<![.\\w"])${name}(?!\\w)`).test(source);
  const fromRecords = [lineOf, namedBy, oneOf, variables].filter(uses);
  const fromStore = storeNames(source);
  const all = [...fromRecords, ...(uses(type) ? [`type ${type}`] : [])];
  return {
    names: [...fromRecords, ...fromStore],
    lines: [
      ...(all.length > 0 ? [`import ${list("{", all, "}")} from "../${file}.js";`] : []),
      ...(fromStore.length > 0 ? [`import ${list("{", fromStore, "}")} from "../store.js";`] : []),
    ],
  };
}

/** Source text of the data of an answer about one record. */
export function recordData({ collection }: Writing, value: string, more: string[] = []): string {
  const name = camel(collection.noun.singular);
  const field = name === value ? name : `${key(name)}: ${value}`;
  return `{ ${[field, `id: ${value}.id`, ...more].join(", ")} }`;
}

/** Source text of the values of an answer about one record. */
export function recordValues({ collection }: Writing, value: string): string {
  return `{ ${key(`${camel(collection.noun.singular)}Id`)}: ${value}.id }`;
}
