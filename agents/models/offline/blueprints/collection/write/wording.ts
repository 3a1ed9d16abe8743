import { wordsOf } from "../../../../../../shared/names.ts";
import type { Example } from "../../../code/action.ts";
import type { Collection, Operation } from "../model.ts";
import { sampleOf } from "../samples.ts";

const VERBS: Record<Operation["kind"], string[]> = {
  add: ["ADD", "CREATE", "SAVE", "NEW"],
  list: ["LIST", "SHOW", "GET"],
  find: ["FIND", "SEARCH", "LOOK_UP"],
  get: ["GET", "SHOW", "READ"],
  random: ["RANDOM", "PICK"],
  update: ["UPDATE", "CHANGE", "EDIT"],
  mark: [],
  adjust: ["ADJUST"],
  remove: ["REMOVE", "DELETE"],
  clear: ["CLEAR", "REMOVE_ALL"],
  count: ["COUNT", "TOTAL"],
};

/** Other names for an action: the usual verbs with its noun, unless another action has that name. */
export function similesOf({ kind, action }: Operation, { noun, operations }: Collection): string[] {
  const several = kind === "list" || kind === "find" || kind === "clear" || kind === "count";
  const subject = wordsOf(several ? noun.plural : noun.singular)
    .join("_")
    .toUpperCase();
  const plain = (name: string): string => wordsOf(name).join("");
  const alone = operations.filter((each) => each.kind === kind).length === 1;
  const taken = operations
    .filter((each) => each.action !== action)
    .map((each) => plain(each.action.name));
  const all = alone ? VERBS[kind].map((verb) => `${verb}_${subject}`) : [];
  return all.filter((each) => !taken.includes(plain(each)));
}

/** One exchange that shows when the action is meant, with parameters the way people type them. */
export function examplesOf(operation: Operation, collection: Collection): Example[] {
  const { action, parameters, required, kind } = operation;
  const phrase = wordsOf(action.name).join(" ");
  const pairs = required.flatMap((name) => {
    const field = parameters[name];
    if (!field || field.type === "object") return [];
    const value = field.reference ? `${collection.idPrefix}-1` : sampleOf(name, field, 0);
    return [`${name}: ${Array.isArray(value) ? value.join(", ") : String(value)}`];
  });
  const user = `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}${pairs.length > 0 ? `, ${pairs.join(", ")}` : ""}`;
  const { singular, plural } = collection.noun;
  const agent: Record<typeof kind, string> = {
    add: `I will add the ${singular}.`,
    list: `I will look up the ${plural}.`,
    find: `I will search the ${plural}.`,
    get: `I will look up the ${singular}.`,
    random: `I will pick a ${singular}.`,
    update: `I will change the ${singular}.`,
    mark: `I will mark the ${singular}.`,
    adjust: `I will change the ${singular}.`,
    remove: `I will remove the ${singular}.`,
    clear: `I will remove the ${plural}.`,
    count: `I will count the ${plural}.`,
  };
  return [{ user, agent: agent[kind] }];
}
