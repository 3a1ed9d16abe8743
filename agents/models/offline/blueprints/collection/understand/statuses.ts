import { wordsOf } from "../../../../../../shared/names.ts";
import type { RecordField } from "../model.ts";
import { sameStatus } from "./conditions.ts";
import type { Reading } from "./reading.ts";
import { FINAL_STATUSES, OPEN_STATUSES, statusBefore, type Effect } from "./verbs.ts";

/** How the records of a collection change their state. */
export interface Statuses {
  statusField: string;
  /** All values, the first one for new records; empty when there is no status. */
  statuses: string[];
  flags: string[];
}

const STATUS_NAME = /^(status|state|progress|stage|phase)$/;

/** Choices that lists of these records can be filtered by: `all | pending | completed` → pending, completed. */
function listedStatuses(readings: Reading[]): string[] {
  const choices = readings.flatMap(({ action }) =>
    Object.entries(action.parameters)
      .filter(
        ([name, { enum: values }]) =>
          values && /^(status|state|filter|show|view)$/.test(wordsOf(name).at(-1) ?? ""),
      )
      .flatMap(([, { enum: values = [] }]) => values.map(String)),
  );
  return [...new Set(choices)].filter((each) => !/^(all|any|both|every|everything)$/i.test(each));
}

/** The statuses and flags of a kind of record, from its own fields, its list filters and the verbs used on it. */
export function statusesOf(fields: RecordField[], readings: Reading[]): Statuses {
  const own = fields.find(({ name }) => STATUS_NAME.test(wordsOf(name).at(-1) ?? ""));
  const effects = readings.flatMap(({ kinds, effect }) =>
    effect && (kinds[0] === "mark" || kinds[0] === "toggle") ? [effect] : [],
  );
  const flags = [...new Set(effects.flatMap(({ flag }) => (flag === undefined ? [] : [flag])))];
  if (own) return { statusField: own.name, statuses: (own.enum ?? []).map(String), flags };
  const targets = [
    ...new Set(effects.flatMap(({ status }) => (status === undefined ? [] : [status]))),
  ];
  const doneField = fields.find(({ type, name }) => type === "boolean" && isDone(name));
  if (doneField) return { statusField: "", statuses: [], flags: [...flags, doneField.name] };
  const listed = listedStatuses(readings);
  const toggled = readings.some(({ kinds }) => kinds[0] === "toggle");
  if (listed.length === 0 && targets.length === 0 && !toggled)
    return { statusField: "", statuses: [], flags };
  const known = listed.length > 0 ? listed : [];
  const added = targets.filter((target) => !known.some((each) => sameStatus(each, target)));
  const all = [...known, ...added, ...(known.length + added.length === 0 ? ["completed"] : [])];
  // "lendItem" adds something that is lent from the beginning.
  const born = readings.find(
    ({ kinds, effect }) => kinds[0] === "add" && effect?.status !== undefined,
  );
  const initial =
    born?.effect?.status ??
    all.find((each) => OPEN_STATUSES.has(each) && !targets.includes(each)) ??
    (known.length > 1 && !targets.includes(known[0] ?? "") ? known[0] : undefined) ??
    statusBefore(all.find((each) => FINAL_STATUSES.has(each)) ?? all[0] ?? "completed");
  return {
    statusField: "status",
    statuses: [initial, ...all.filter((each) => each !== initial)],
    flags,
  };
}

const isDone = (name: string): boolean =>
  /^(is)?(completed?|done|finished|closed|read|checked|purchased|bought)$/i.test(name);

/** What an action that marks records sets; nothing when the records know no such state. */
export function settingOf(
  reading: Reading,
  effect: Effect | undefined,
  fields: RecordField[],
  { statusField, statuses }: Statuses,
): Record<string, string | boolean> | undefined {
  const done = fields.find(({ type, name }) => type === "boolean" && isDone(name));
  if (effect?.flag !== undefined) {
    const field = fields.find(
      ({ name, type }) => type === "boolean" && wordsOf(name).includes(effect.flag ?? ""),
    );
    return { [field?.name ?? effect.flag]: effect.value ?? true };
  }
  if (done && statusField === "") {
    if (effect?.initial) return { [done.name]: false };
    return effect?.status !== undefined && FINAL_STATUSES.has(effect.status)
      ? { [done.name]: true }
      : undefined;
  }
  if (statusField === "") return undefined;
  const [initial] = statuses;
  if (effect?.initial) return initial === undefined ? undefined : { [statusField]: initial };
  const words = [...wordsOf(reading.action.name), ...wordsOf(reading.action.description)];
  const target = effect?.status;
  if (statuses.length === 0) return target === undefined ? undefined : { [statusField]: target };
  const found =
    statuses.find((each) => target !== undefined && sameStatus(each, target)) ??
    statuses.slice(1).find((each) => words.includes(each.toLowerCase())) ??
    (target !== undefined && FINAL_STATUSES.has(target)
      ? statuses.find((each) => FINAL_STATUSES.has(each.toLowerCase()))
      : undefined) ??
    (target === "started" && statuses.length > 2 ? statuses[1] : undefined);
  return found === undefined ? undefined : { [statusField]: found };
}
