import { camel, wordsOf } from "../../../../../../shared/names.ts";
import type { Parameter, ServiceSpecification } from "../../../../../../shared/specification.ts";
import { lifecycleOf, methodName } from "../../service/methods.ts";
import type { Collection, Operation, ServicePart } from "../model.ts";
import { beyondRecords } from "./limits.ts";
import type { Listed } from "./conditions.ts";
import { operationOf } from "./meanings.ts";
import { GENERIC, isWhole, nounOf, relatedNouns, sameNoun, type Noun } from "./nouns.ts";
import { readAction, type Reading } from "./reading.ts";

const SUFFIX = /^(service|manager|store|storage|repository|keeper|registry|tracker)$/;

/** What a service is about by its name: `TodoService` → todo. */
export function serviceNoun({ name }: ServiceSpecification): Noun | undefined {
  return nounOf(wordsOf(name).filter((word) => !SUFFIX.test(word)));
}

/** Parameters a method of this kind takes; methods are written without any. */
function usualParameters({ kinds, rest, plural, verb }: Reading): Record<string, Parameter> {
  const id: Parameter = { type: "string", description: "Its id or its exact name" };
  const by = rest.indexOf("by");
  const criterion = by >= 0 ? camel(rest.slice(by + 1).join(" ")) : "";
  if (kinds[0] === "add" || kinds.includes("count") || kinds.includes("clear")) return {};
  if (kinds.includes("random")) return {};
  if (criterion !== "" && criterion !== "id") return { [criterion]: { type: "string" } };
  if (kinds.includes("find") && !kinds.includes("list")) return {};
  if (kinds.includes("list") || kinds.includes("get")) {
    const one = verb !== "list" && !plural && !rest.some(isWhole);
    return one || criterion === "id" ? { id } : {};
  }
  if (kinds.includes("remove")) return rest.includes("all") ? {} : { id };
  if (kinds.includes("update")) return { id, changes: { type: "object" } };
  return { id };
}

/** The methods of a service as if each were an action; nothing when one is neither a verb nor about starting and stopping. */
export function methodReadings(service: ServiceSpecification): Reading[] | undefined {
  if (beyondRecords(service.description)) return undefined;
  const readings: Reading[] = [];
  for (const method of service.methods.map(methodName)) {
    if (lifecycleOf(method)) continue;
    const name = method === "all" ? "listAll" : method;
    const bare = readAction({ name, description: "", parameters: {} });
    if (!bare) return undefined;
    const parameters = usualParameters(bare);
    const reading = readAction({ name, description: "", parameters });
    if (reading) readings.push({ ...reading, action: { ...reading.action, name: method } });
  }
  return readings.length > 0 ? readings : undefined;
}

const isAbout = ({ noun: named }: Reading, noun: Noun): boolean => {
  const last = named?.singular.split(" ").at(-1) ?? "";
  return (
    !named || GENERIC.has(last) || isWhole(last) || relatedNouns(named.singular, noun.singular)
  );
};

/** Whether a service is about a kind of record, by its name or by the names of its methods. */
export function servesNoun(
  service: ServiceSpecification,
  readings: Reading[],
  noun: Noun,
): boolean {
  if (!readings.every((each) => isAbout(each, noun))) return false;
  const own = serviceNoun(service);
  const named = own !== undefined && relatedNouns(own.singular, noun.singular);
  return named || readings.some((each) => each.noun && sameNoun(each.noun.singular, noun.singular));
}

/** A service over a collection with every method understood, or nothing. */
export function servicePart(
  service: ServiceSpecification,
  readings: Reading[],
  collection: Collection,
  adding: Operation | undefined,
): ServicePart | undefined {
  const known: Listed = collection;
  const operations = readings.map((reading): Operation | undefined => {
    const kind = reading.kinds[0];
    const own = kind === "add" ? adding : operationOf(reading, known);
    // An action that does the same has parameters that somebody thought about.
    const sibling = collection.operations.find(
      (each) =>
        each.kind === own?.kind &&
        (each.kind !== "mark" ||
          own.kind !== "mark" ||
          JSON.stringify(each.set) === JSON.stringify(own.set)) &&
        each.kind !== "list",
    );
    const chosen = sibling ?? own;
    return chosen && { ...chosen, action: { ...chosen.action, name: reading.action.name } };
  });
  if (!operations.every((each) => each !== undefined)) return undefined;
  const lifecycle = service.methods.map(methodName).flatMap((name) => {
    const meaning = lifecycleOf(name);
    return meaning ? [{ name, meaning }] : [];
  });
  return { service, lifecycle, operations };
}
