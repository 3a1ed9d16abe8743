import type { Operation } from "../model.ts";
import { adjust, append, update } from "./changing.ts";
import type { Listed } from "./conditions.ts";
import { isWhole } from "./nouns.ts";
import { mark, pointed, toggle, type Meaning } from "./pointing.ts";
import type { Reading } from "./reading.ts";
import { clear, count, find, list, random } from "./showing.ts";
import type { Kind } from "./verbs.ts";
import { isReference } from "./which.ts";

const MEANINGS: Record<Exclude<Kind, "add">, Meaning> = {
  list,
  find,
  random,
  get: pointed("get"),
  remove: pointed("remove"),
  mark,
  toggle,
  update,
  append,
  adjust,
  clear,
  count,
};

/** Understands an action that does not add records; nothing when no meaning of its verb fits its parameters. */
export function operationOf(reading: Reading, known: Listed): Operation | undefined {
  for (const kind of likely(reading, known)) {
    const found = MEANINGS[kind](reading, known);
    if (found) return found;
  }
  return undefined;
}

/** The meanings of an action's verb in the order in which they fit its name and parameters. */
function likely(reading: Reading, known: Listed): Exclude<Kind, "add">[] {
  const { kinds, rest, plural, action, verb } = reading;
  const parameters = Object.entries(action.parameters);
  const none = parameters.length === 0;
  const points = parameters.some(([name]) => isReference(name, known));
  const byStatus = rest.some((word) => known.statuses.includes(word));
  if (kinds[0] === "add") {
    const numeric = parameters.some(([, { type }]) => type === "number" || type === "integer");
    return numeric ? ["adjust", "append", "update"] : ["append"];
  }
  if (kinds.includes("find") && !kinds.includes("list")) return points ? ["get", "find"] : ["find"];
  if (kinds.includes("list") || kinds.includes("get")) {
    if (points) return ["get", "list"];
    const several =
      plural || none || byStatus || rest.some((word) => isWhole(word) || word === "by");
    if (none) return ["list"];
    return several ? ["list", "find"] : ["get", "list"];
  }
  if (kinds.includes("remove")) {
    const several = rest.includes("all") || (byStatus && !points) || (plural && none);
    return several ? ["clear"] : ["remove", "clear"];
  }
  if (kinds.includes("mark")) return ["mark", "update"];
  if (kinds.includes("adjust")) return ["adjust", "update"];
  if (kinds.includes("update")) {
    // "tagNote" adds a tag to those it has.
    return /^(tag|label|categori[sz]e)$/.test(verb) ? ["append", "update"] : ["update", "adjust"];
  }
  return kinds.filter((kind) => kind !== "add");
}
