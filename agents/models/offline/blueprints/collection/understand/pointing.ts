import { understandAll } from "../../../code/fields.ts";
import type { Field } from "../../../code/schema.ts";
import { without } from "../../../code/without.ts";
import type { Operation, RecordField, Which } from "../model.ts";
import type { Listed } from "./conditions.ts";
import type { Reading } from "./reading.ts";
import { settingOf } from "./statuses.ts";
import { fieldFor, whichOf } from "./which.ts";

/** One meaning of an action; nothing when its parameters do not fit. */
export type Meaning = (reading: Reading, known: Listed) => Operation | undefined;

/** A parameter that points at a record, for actions that declare none. */
export const reference: Field = {
  type: "string",
  description: "Its id or its exact name",
  reference: true,
};

/** What a record's field says about its values, without what only matters to the record. */
export function constraintsOf({ type, always, ...field }: RecordField): Field {
  const { description, enum: choices, items, properties, minimum, maximum } = field;
  const { format, exclusive, minimumLength, maximumLength } = field;
  const all = {
    description,
    enum: choices,
    items,
    properties,
    minimum,
    maximum,
    format,
    exclusive,
    minimumLength,
    maximumLength,
  };
  // What every record has cannot be emptied either.
  if (always && type === "string" && !choices && !format)
    all.minimumLength = Math.max(1, minimumLength ?? 0);
  const said = Object.entries(all).filter(([, value]) => value !== undefined);
  return { type, ...Object.fromEntries(said) };
}

/** The parameters of an action; those that stand for a field of the record keep the field's constraints. */
export function parametersOf({ action }: Reading, known: Listed): Record<string, Field> {
  const { fields } = understandAll(action.parameters, action.description);
  return Object.fromEntries(
    Object.entries(fields).map(([name, each]) => {
      const own = fieldFor(name, known);
      if (own?.type !== each.type) return [name, each];
      const said = Object.entries(each).filter(([, value]) => value !== undefined);
      return [name, { ...constraintsOf(own), type: each.type, ...Object.fromEntries(said) }];
    }),
  );
}

/** Parameters that point at a record also take a number, as models like to send one for an id. */
export function pointing(parameters: Record<string, Field>, which: Which[]): Record<string, Field> {
  const references = new Set(
    which.flatMap(({ param, by }) => (by === "reference" || by === "id" ? [param] : [])),
  );
  return Object.fromEntries(
    Object.entries(parameters).map(([name, each]) => [
      name,
      references.has(name) ? { ...each, reference: true } : each,
    ]),
  );
}

/** Which record an action means, with its parameters and those of them that must be given. */
export interface Target {
  which: Which[];
  parameters: Record<string, Field>;
  required: string[];
}

/** Reads which record is meant from all parameters: ids, names and fields; `id` when there are none. */
export function targetOf(reading: Reading, known: Listed, other?: string): Target | undefined {
  const parameters = without(parametersOf(reading, known), other);
  if (Object.keys(parameters).length === 0) {
    const which: Which[] = [{ param: "id", by: "reference" }];
    return other === undefined
      ? { which, parameters: { id: reference }, required: ["id"] }
      : undefined;
  }
  const which = whichOf(parameters, reading.action.description, known);
  const alone = which.length === 0;
  for (const param of Object.keys(parameters)) {
    if (which.some((each) => each.param === param)) continue;
    const field = fieldFor(param, known);
    if (!field || parameters[param]?.type === "object") return undefined;
    // A lone title may just as well be an id: people paste either.
    which.push({ param, by: alone && field === known.label ? "reference" : field });
  }
  const [only] = which;
  const required = which
    .map(({ param }) => param)
    .filter((param) => which.length === 1 || reading.action.parameters[param]?.required === true);
  return only && { which, parameters: pointing(parameters, which), required };
}

/** Getting or removing one record. */
export const pointed =
  (kind: "get" | "remove"): Meaning =>
  (reading, known) => {
    const target = targetOf(reading, known);
    return target && { kind, action: reading.action, ...target };
  };

/** Giving one record a state: completed, archived, pinned. */
export const mark: Meaning = (reading, known) => {
  const set = settingOf(reading, reading.effect, known.fields, known);
  const target = targetOf(reading, known);
  return set && target && { kind: "mark", action: reading.action, set, toggles: false, ...target };
};

/** Turning a state on when it is off and off when it is on. */
export const toggle: Meaning = (reading, known) => {
  const target = targetOf(reading, known);
  const [flag] = known.flags;
  const set =
    settingOf(reading, { status: "completed" }, known.fields, known) ??
    (flag === undefined ? undefined : { [flag]: true });
  return set && target && { kind: "mark", action: reading.action, set, toggles: true, ...target };
};
