import { wordsOf } from "../../../../../../shared/names.ts";
import type { Field } from "../../../code/schema.ts";
import type { Operation, RecordField } from "../model.ts";
import type { Listed } from "./conditions.ts";
import {
  constraintsOf,
  parametersOf,
  pointing,
  reference,
  targetOf,
  type Meaning,
} from "./pointing.ts";
import type { Reading } from "./reading.ts";
import { settingOf } from "./statuses.ts";
import { fieldFor, isReference, keyOf, whichOf } from "./which.ts";

const isNumber = (field: Field | undefined): boolean =>
  field?.type === "number" || field?.type === "integer";

/** Replacing values of one record. */
export const update: Meaning = (reading, known) => change(reading, known, false);

/** Adding to a list of one record: "add a tag to a note". */
export const append: Meaning = (reading, known) => change(reading, known, true);

function change(reading: Reading, known: Listed, appends: boolean): Operation | undefined {
  const { action, rest } = reading;
  const parameters = parametersOf(reading, known);
  const names = Object.keys(parameters);
  const nested = names.find(
    (name) => parameters[name]?.type === "object" && !fieldFor(name, known),
  );
  let which = whichOf(parameters, action.description, known);
  if (which.length === 0) {
    const key = keyOf(parameters, action.description, known, rest);
    if (!key) return undefined;
    which = [key.by === known.label ? { param: key.param, by: "reference" } : key];
  }
  const pointers = which.map(({ param }) => param);
  const changes = names
    .filter((name) => name !== nested && !pointers.includes(name))
    .map((param) => ({ param, field: fieldFor(param, known)?.name ?? param }));
  if (changes.length === 0 && nested === undefined) return undefined;
  if (appends && !changes.every(({ field }) => isList(known, field))) return undefined;
  // "Close a ticket with a resolution" closes it, too.
  const sets =
    reading.effect !== undefined && !changes.some(({ field }) => field === known.statusField);
  const set = sets ? settingOf(reading, reading.effect, known.fields, known) : undefined;
  if (sets && (set === undefined || appends)) return undefined;
  // "Snooze by 10 minutes" moves a date; writing down the minutes would only pretend to.
  const moves =
    /\b(by|for) (an?|the|this|some) (given )?(number|amount) of\b|\b(postpon|snooz|delay|extend|shift|prolong)\w*/i;
  const added = ({ param, field }: (typeof changes)[number]): boolean =>
    isNumber(parameters[param]) && !fieldFor(field, known);
  if (changes.some(added) && moves.test(`${action.name} ${action.description}`)) return undefined;
  // A verb such as "rate" or "assign" brings the field it is about.
  for (const { param, field } of changes) extend(known, field, parameters[param]);
  const lone =
    changes.length === 1 && nested === undefined ? changes.map(({ param }) => param) : [];
  const explicit = names.filter((name) => action.parameters[name]?.required === true);
  return {
    kind: "update",
    action,
    parameters: {
      ...pointing(parameters, which),
      ...(nested !== undefined && {
        [nested]: nestedChanges(parameters[nested] ?? reference, known),
      }),
    },
    which,
    changes,
    nested,
    append: appends,
    set,
    required: [
      ...new Set([...pointers, ...lone, ...(nested === undefined ? [] : [nested]), ...explicit]),
    ],
  };
}

const isList = ({ fields }: Listed, name: string): boolean =>
  fields.some((field) => field.name === name && field.type === "array");

function extend(known: Listed, name: string, parameter: Field | undefined): void {
  const isKnown = known.fields.some((field) => field.name === name) || name === known.statusField;
  if (!isKnown && parameter)
    known.fields.push({ ...parameter, name, always: false, unique: false });
}

/** The object of changes: its declared fields, else all of the record's, with the record's own constraints. */
function nestedChanges(parameter: Field, known: Listed): Field {
  const declared = parameter.properties ?? {};
  for (const [name, each] of Object.entries(declared)) extend(known, name, each);
  const names =
    Object.keys(declared).length > 0 ? Object.keys(declared) : known.fields.map(({ name }) => name);
  const own = (name: string): Field => {
    const field: RecordField | undefined = known.fields.find((each) => each.name === name);
    return field ? constraintsOf(field) : (declared[name] ?? { type: "string" });
  };
  return { ...parameter, properties: Object.fromEntries(names.map((name) => [name, own(name)])) };
}

const LESS =
  /^(decrease|decrement|consume|use|lower|reduce|sell|withdraw|deduct|take|spend|remove)$/;
const AMOUNTS = /quantity|stock|count|amount|balance/i;

/** Making a number of one record larger or smaller: "sell 3 of a product". */
export const adjust: Meaning = (reading, known) => {
  const parameters = parametersOf(reading, known);
  const numeric = known.fields.filter(isNumber);
  const [param, ...more] = Object.keys(parameters).filter(
    (name) => isNumber(parameters[name]) && !isReference(name, known),
  );
  if (param === undefined || more.length > 0) return undefined;
  const field =
    numeric.find((each) => each === fieldFor(param, known)) ??
    numeric.find(({ name }) => reading.rest.includes(wordsOf(name).at(-1) ?? "")) ??
    (numeric.length === 1 ? numeric[0] : numeric.find(({ name }) => AMOUNTS.test(name)));
  const target = targetOf(reading, known, param);
  if (!field || !target) return undefined;
  const { type = "number", description } = parameters[param] ?? {};
  const signed = /^(adjust|change|update)$/.test(reading.verb);
  const delta: Field = { type, description, ...(!signed && { minimum: 0, exclusive: true }) };
  return {
    kind: "adjust",
    action: reading.action,
    which: target.which,
    parameters: { ...target.parameters, [param]: delta },
    required: [...target.which.map((each) => each.param), param],
    param,
    field: field.name,
    sign: LESS.test(reading.verb) ? -1 : 1,
  };
};
