import { camel, wordsOf } from "../../../../../../shared/names.ts";
import type { ActionSpecification } from "../../../../../../shared/specification.ts";
import {
  calledOptional,
  mentionsAs,
  understandAll,
  type Understood,
} from "../../../code/fields.ts";
import type { Field } from "../../../code/schema.ts";
import type { RecordField } from "../model.ts";
import type { Noun } from "./nouns.ts";
import { OPEN_STATUSES } from "./verbs.ts";

const LABELS =
  "title name label subject summary headline item text content task description question message quote word key url link".split(
    " ",
  );

const NUMBERS =
  /^(amount|price|cost|quantity|qty|rating|age|year|pages|calories|weight|distance|duration|minutes|hours|stock|count|score|servings|reps|sets|kilometers|km)$/;
const LISTS =
  /^(tags|labels|ingredients|steps|categories|keywords|attendees|participants|authors|items)$/;

/** The field people know a kind of record by, when a specification lists no parameters. */
function usualLabel({ singular }: Noun): string {
  if (
    /(note|quote|idea|fact|memory|message|thought|joke|memo|entry|journal|feedback|comment|tip)$/.test(
      singular,
    )
  )
    return "text";
  if (
    /(todo|task|reminder|book|movie|film|event|recipe|bookmark|appointment|meeting|goal|ticket|issue|article|song|game|chore|milestone|post|series|show)$/.test(
      singular,
    )
  )
    return "title";
  return "name";
}

/** Fields a description names: "Add a contact with name, e-mail and tags" → name, email, tags. */
function spokenFields(description: string): string[] {
  const [, phrase = ""] =
    /\b(?:with|including|containing|having|of)\b (?!this\b|id\b)([^.;:]*)/i.exec(description) ?? [];
  return phrase
    .replace(/\([^)]*\)/g, "")
    .replace(/e-mail( address)?/gi, "email")
    .split(/,|\band\b|\bor\b/i)
    .map((each) =>
      wordsOf(each).filter(
        (word) =>
          !/^(an?|the|optional|optionally|its|their|some|new|unique|valid|list|short|one|more|of)$/.test(
            word,
          ),
      ),
    )
    .filter((words) => words.length > 0 && words.length <= 2)
    .map((words) => camel(words.join(" ")));
}

/** The parameters of an action that adds a record; derived from its words when it declares none. */
export function addingParameters(action: ActionSpecification, noun: Noun): Understood {
  if (Object.keys(action.parameters).length > 0) {
    const understood = understandAll(action.parameters, action.description);
    const required = trulyRequired(action, understood);
    return { fields: withDefaults(understood.fields, required), required };
  }
  const spoken = spokenFields(action.description);
  const names = spoken.length > 0 ? spoken : [usualLabel(noun)];
  const fields = Object.fromEntries(names.map((name) => [name, usualParameter(name)]));
  const understood = understandAll(fields, action.description);
  const [first = ""] = names;
  const label = names.find((name) => LABELS.includes(name)) ?? first;
  const required = names.filter(
    (name) =>
      name === label ||
      (!calledOptional(action.description, name) && fields[name]?.type !== "array"),
  );
  return { fields: withDefaults(understood.fields, required), required };
}

/** Lists that are not given are empty and switches are off, so that every record has them. */
function withDefaults(fields: Record<string, Field>, required: string[]): Record<string, Field> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      if (required.includes(name) || field.default !== undefined) return [name, field];
      const first = field.enum?.find((each) => OPEN_STATUSES.has(String(each))) ?? field.enum?.[0];
      if (first !== undefined && STATUS.test(name)) return [name, { ...field, default: first }];
      if (field.type === "array") return [name, { ...field, default: [] }];
      return [name, field.type === "boolean" ? { ...field, default: false } : field];
    }),
  );
}

const STATUS = /^(status|state|progress|stage)$/i;
const USUALLY_OPTIONAL =
  /^(description|notes?|comments?|remarks?|details|tags|labels|date|deadline|due|priority|color|colour|location|phone)$/;

/**
 * Plain forms such as `"tags": "string[]"` do not say whether a parameter must be given. Lists and extras such as notes
 * or a due date may be left out, as long as something else says what the record is.
 */
function trulyRequired(
  { parameters }: ActionSpecification,
  { required, fields }: Understood,
): string[] {
  const isExtra = (name: string): boolean =>
    parameters[name]?.required === undefined &&
    (fields[name]?.type === "boolean" ||
      (fields[name]?.type === "array" && fields[name].minimumLength === undefined) ||
      (fields[name]?.enum !== undefined && STATUS.test(name)) ||
      USUALLY_OPTIONAL.test(wordsOf(name).at(-1) ?? ""));
  const kept = required.filter((name) => !isExtra(name));
  return kept.length > 0 ? kept : required;
}

function usualParameter(name: string): Field {
  const last = wordsOf(name).at(-1) ?? name;
  if (NUMBERS.test(last)) return { type: "number" };
  if (LISTS.test(last)) return { type: "array", items: { type: "string" } };
  return { type: "string" };
}

/** The fields of the records that an adding action makes. */
export function recordFields(
  { fields, required }: Understood,
  descriptions: string[],
): RecordField[] {
  return Object.entries(fields).map(([name, field]) => ({
    ...boundedQuantity(name, field),
    name,
    always: required.includes(name) || field.default !== undefined,
    unique:
      descriptions.some((each) => calledUnique(each, name)) ||
      /\bunique\b/i.test(field.description ?? ""),
  }));
}

/** Nobody has fewer than none of something. */
function boundedQuantity(name: string, field: Field): Field {
  const counts = /^(quantity|qty|stock)$/.test(wordsOf(name).at(-1) ?? "");
  const numeric = field.type === "number" || field.type === "integer";
  return counts && numeric && field.minimum === undefined ? { ...field, minimum: 0 } : field;
}

/** "a unique SKU", "the e-mail address must not be already used", "no two notes with the same title". */
function calledUnique(description: string, name: string): boolean {
  return [
    `\\bunique {}`,
    `{}(?: address)? (?:\\S+ ){0,6}?(?:unique|not (?:yet |already |be )*(?:used|taken|in use|exist\\w*)|only once|already (?:exists?|used|taken))`,
    `(?:no two|no duplicates?|duplicates?|reject\\w*|refuse\\w*|twice)[^.;]*\\b(?:same|of) {}`,
    `\\bsame {}[^.;]*(?:twice|already|not allowed|refused|rejected|fails?)`,
  ].some((pattern) => mentionsAs(description, name, pattern));
}

/** Whether a description forbids records of the same name: "No duplicates". */
export function forbidsDuplicates(description: string): boolean {
  return /\bno duplicates\b|\bduplicates? (are|is|will be) (not allowed|refused|rejected|forbidden)|\bfails (if|when) (it|one|an? \p{L}+( with (this|the same) \p{L}+)?) already exists|must not (already )?exist( yet)?\b/iu.test(
    description,
  );
}

/** The field people call a record by: its title or name, else the first text every record has. */
export function labelOf(fields: RecordField[], noun: Noun): RecordField | undefined {
  const texts = fields.filter(({ type, enum: choices }) => type === "string" && !choices);
  const own = wordsOf(noun.singular).at(-1) ?? noun.singular;
  const ranks = [...LABELS.slice(0, 5), own, ...LABELS.slice(5)];
  const rank = ({ name }: RecordField): number => {
    const last = wordsOf(name).at(-1) ?? name;
    const at = ranks.indexOf(last);
    return at < 0 ? ranks.length : at;
  };
  const always = texts.filter((field) => field.always && field.format !== "date");
  const known = always
    .filter((field) => rank(field) < ranks.length)
    .sort((a, b) => rank(a) - rank(b));
  return known[0] ?? always[0] ?? fields.find((field) => field.always) ?? fields[0];
}
