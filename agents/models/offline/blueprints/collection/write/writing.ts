import { kebab, wordsOf } from "../../../../../../shared/names.ts";
import type { RenderOptions } from "../../../blueprint.ts";
import { code, sentence, type Code } from "../../../code/template.ts";
import type { Collection } from "../model.ts";
import { textsIn, type Texts } from "./texts.ts";

/** Names and sentences of one collection, ready to be put into code. */
export interface Writing {
  collection: Collection;
  options: RenderOptions;
  texts: Texts;
  /** The noun as users read it. */
  singular: string;
  plural: string;
  /** Functions of the collection's file. */
  lineOf: string;
  oneOf: string;
  namedBy: string;
  /** Import path of the collection's file, seen from `src/actions`. */
  file: string;
  /** Source text of a sentence; `{noun}` and `{plural}` are filled in. */
  say: (text: keyof Omit<Texts, "noun">, values?: Record<string, string | Code>) => string;
  /** Source text of `counted(n, "todo", "todos")`. */
  counted: (count: string) => Code;
}

/** Prepares the words for one collection. */
export function writingFor(collection: Collection, options: RenderOptions): Writing {
  const texts = textsIn(options.language);
  const { singular, plural } = texts.noun ?? collection.noun;
  const { variable, variables } = collection;
  return {
    collection,
    options,
    texts,
    singular,
    plural,
    lineOf: `${variable}Line`,
    oneOf: `one${variable.charAt(0).toUpperCase()}${variable.slice(1)}`,
    namedBy: `${variables}Named`,
    file: `records/${kebab(collection.noun.plural)}`,
    say: (text, values = {}) => sentence(texts[text], { noun: singular, plural, ...values }),
    counted: (count) =>
      code(`counted(${count}, ${JSON.stringify(singular)}, ${JSON.stringify(plural)})`),
  };
}

/** A field's name as people read it: `dueDate` → due date. */
export const spokenName = (name: string): string => wordsOf(name).join(" ") || name;
