import { wordsOf } from "../../../../../../shared/names.ts";
import { mentions } from "../../../code/fields.ts";
import type { Field } from "../../../code/schema.ts";
import type { RecordField, Which } from "../model.ts";
import { GENERIC, sameNoun, type Noun } from "./nouns.ts";

/** What is known about the records while actions are being understood. */
export interface Known {
  noun: Noun;
  fields: RecordField[];
  label: RecordField;
}

/** The record field a parameter speaks of: `dueDate` → dueDate, `bookTitle` → title, `newName` → name, `tag` → tags. */
export function fieldFor(param: string, { noun, fields }: Known): RecordField | undefined {
  const words = wordsOf(param);
  const own = noun.singular.split(" ");
  const candidates = [
    words,
    words[0] === "new" || words[0] === "updated" ? words.slice(1) : words,
    sameNoun(words[0] ?? "", own.at(-1) ?? "") && words.length > 1 ? words.slice(1) : words,
  ];
  for (const candidate of candidates) {
    const compact = candidate.join("");
    const found =
      fields.find(({ name }) => wordsOf(name).join("") === compact) ??
      fields.find(({ name }) => sameNoun(wordsOf(name).join(""), compact));
    if (found) return found;
  }
  return undefined;
}

/** Whether a parameter is a way to say which record is meant: `id`, `todoId`, `todo`, `idOrTitle`, `index`. */
export function isReference(param: string, { noun, fields }: Known): boolean {
  const words = wordsOf(param);
  const compact = words.join("");
  const own = noun.singular.split(" ").at(-1) ?? "";
  if (fields.some(({ name }) => name === param)) return false;
  const subject = (word: string) => sameNoun(word, own) || GENERIC.has(word);
  if (/^(id|identifier|ref|reference|index|number|position|which|target|uid|uuid)$/.test(compact))
    return true;
  if (
    words.includes("or") &&
    (words.includes("id") || words.includes("name") || words.includes("title"))
  )
    return true;
  if (words.length === 1) return subject(compact);
  return (
    /^(id|identifier|ref|index|number)$/.test(words.at(-1) ?? "") &&
    words.slice(0, -1).some(subject)
  );
}

const idOnly = (param: string): boolean => /(^|[a-z_])(id|uuid|identifier)$/i.test(param);

/** The parameters by which a call names one record; all others are left for the caller. */
export function whichOf(
  parameters: Record<string, Field>,
  description: string,
  known: Known,
): Which[] {
  const names = Object.keys(parameters).filter((name) => parameters[name]?.type !== "object");
  const references = names.filter((name) => isReference(name, known));
  const label = known.label.name;
  const words = description.toLowerCase();
  const which = references.map((param): Which => ({
    param,
    // An id is always enough; a label helps people who do not know ids, unless another parameter takes it.
    by: idOnly(param) && names.includes(label) && !words.includes("title") ? "id" : "reference",
  }));
  return which;
}

/** Fields that identify a record in an update without an id: those the description names, unique ones, the label. */
export function keyOf(
  parameters: Record<string, Field>,
  description: string,
  known: Known,
  rest: string[],
): Which | undefined {
  const own = Object.keys(parameters).flatMap((param) => {
    const field = fieldFor(param, known);
    const changes =
      /^(new|updated)/i.test(param) ||
      (rest.includes(wordsOf(param).join(" ")) && field !== known.label);
    return field && !changes ? [{ param, by: field }] : [];
  });
  const spoken = own.find(({ by }) =>
    description
      .split(/(?<=[.;])\s+/)
      .some(
        (clause) =>
          /\b(with|by|whose|having) (this|that|the given|its|the|their|an?|exact)?\b/i.test(
            clause,
          ) &&
          mentions(
            clause.replace(/^.*\b(with|by|whose|having|identified by|found by) /i, ""),
            by.name,
          ),
      ),
  );
  return spoken ?? own.find(({ by }) => by.unique) ?? own.find(({ by }) => by === known.label);
}
