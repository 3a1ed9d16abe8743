import { camel, kebab, pascal, wordsOf } from "../../../../../../shared/names.ts";
import type { PluginSpecification } from "../../../../../../shared/specification.ts";
import type { Component } from "../../../blueprint.ts";
import type { Listed } from "./conditions.ts";
import type { Collection, Operation, RecordField } from "../model.ts";
import { nounOf, sameNoun, type Noun } from "./nouns.ts";
import { operationOf } from "./meanings.ts";
import { readAction, type Reading } from "./reading.ts";
import { addingParameters, forbidsDuplicates, labelOf, recordFields } from "./records.ts";
import { servicePart } from "./services.ts";
import { statusesOf } from "./statuses.ts";
import { belonging, demandsMore, gather, gatherServices, type Gathering } from "./gathering.ts";

/**
 * Finds the kinds of records that the open actions keep, each with every action that is completely understood. Records
 * need a way in: without an action that adds them there is no collection.
 */
export function understandCollections(
  specification: PluginSpecification,
  open: Component[],
): Collection[] {
  const readings = open.flatMap((component) => {
    if (component.kind !== "action") return [];
    const reading = readAction(component.specification);
    return reading && !demandsMore(reading) ? [reading] : [];
  });
  const gatherings = gather(specification, readings);
  const single = gatherings.length === 1;
  const added = new Set(gatherings.flatMap(({ adds }) => adds));
  for (const reading of readings) {
    if (added.has(reading)) continue;
    const scored = gatherings
      .map((gathering) => ({
        gathering,
        score: belonging(reading, gathering, specification, single),
      }))
      .sort((a, b) => b.score - a.score);
    if (scored[0] && scored[0].score > 0) scored[0].gathering.others.push(reading);
  }
  gatherServices(specification, open, gatherings);
  return gatherings.flatMap((gathering) => {
    const collection = completed(specification, gathering);
    return collection ? [collection] : [];
  });
}

/** Everything about one kind of record, or nothing when its records cannot be told apart. */
function completed(
  specification: PluginSpecification,
  { noun, adds, others, services, served }: Gathering,
): Collection | undefined {
  const plural = others.find(
    (each) =>
      each.noun &&
      each.noun.singular !== noun.singular &&
      sameNoun(each.noun.singular, noun.singular),
  )?.noun?.singular;
  // "listAufgaben" knows the plural better than any rule for English.
  if (plural !== undefined) noun.plural = plural;
  const understood = adds.map((reading) => ({
    reading,
    ...addingParameters(reading.action, noun),
  }));
  const all = [...adds, ...others, ...services.flatMap(({ readings }) => readings)];
  const descriptions = adds.map(({ action }) => action.description);
  const fields: RecordField[] = [];
  for (const each of understood) {
    for (const field of recordFields(each, descriptions)) {
      const known = fields.find(({ name }) => name === field.name);
      if (!known) fields.push({ ...field, always: field.always && understood.length === 1 });
    }
  }
  const many = manyOf(fields);
  for (const { fields: parameters } of understood) {
    const list = many && parameters[many.list.name];
    if (list) list.minimumLength = 1;
    if (parameters.id) parameters.id.reference = true;
  }
  if (many) fields.splice(fields.indexOf(many.list), 1, many.record);
  if (fields.some(({ name }) => name === "createdAt")) return undefined; // the store's own field
  const own = fields.filter(({ name }) => name !== "id");
  const label = labelOf(own, noun);
  if (!label) return undefined;
  if (descriptions.some(forbidsDuplicates) && !own.some(({ unique }) => unique))
    label.unique = true;
  const replaces = new Set(adds.filter((reading) => isReplacing(reading, own)));
  if (replaces.size > 0) (own.find(({ name }) => name === "key") ?? label).unique = true;
  const variable = safeVariable(noun, own);
  const known: Listed = { noun, fields: own, label, ...statusesOf(own, all) };
  const operations = understood.map(({ reading, fields: parameters, required }): Operation => ({
    kind: "add",
    action: reading.action,
    parameters,
    required,
    replaces: replaces.has(reading),
    many: many && many.list.name in parameters ? many.list.name : undefined,
  }));
  for (const reading of others) {
    const operation = operationOf(reading, known);
    if (operation) operations.push(operation);
  }
  const collection: Collection = {
    type: safeType(noun),
    variable,
    variables: safePlural(noun, variable),
    storageKey: `${specification.name}:${kebab(noun.plural)}`,
    idPrefix: kebab(noun.singular.split(" ").at(-1) ?? noun.singular),
    ...known,
    operations: served ? [] : operations,
    quiet: all.some(({ action }) =>
      /\bonly\b.{1,60}\bshown with its status\b/i.test(action.description),
    ),
    exactLabels: all.some(({ action }) => /\bexact\b/i.test(action.description)),
    ownIds: own.length < fields.length,
    services: [],
  };
  const [adding] = operations;
  for (const { service, readings } of services) {
    const part = servicePart(service, readings, collection, adding);
    if (part) collection.services.push(part);
  }
  return served && collection.services.length === 0 ? undefined : collection;
}

/** An action that takes a list of texts and nothing else adds one record for each. */
function manyOf(fields: RecordField[]): { list: RecordField; record: RecordField } | undefined {
  const texts = fields.filter(
    ({ type, format, enum: choices }) => type === "string" && format !== "date" && !choices,
  );
  const lists = fields.filter(
    ({ type, items }) => type === "array" && (items?.type ?? "string") === "string",
  );
  const [list] = lists;
  if (!list || lists.length > 1 || texts.length > 0) return undefined;
  const name = camel(nounOf(wordsOf(list.name))?.singular ?? "name");
  const { description, unique } = list;
  return {
    list,
    record: {
      type: "string",
      name: name === list.name ? "name" : name,
      always: true,
      unique,
      description,
    },
  };
}

function isReplacing({ action, verb }: Reading, fields: RecordField[]): boolean {
  const keyed =
    fields.some(({ name }) => name === "key") && fields.some(({ name }) => name === "value");
  return (
    /\b(replac|overwrit|upsert)|\b(creates? or updates?|adds? or updates?|updates? (it|the \p{L}+) (if|when))/iu.test(
      action.description,
    ) ||
    verb === "upsert" ||
    (keyed && /^(set|store|save|put|remember)$/.test(verb))
  );
}

/** A variable name for one record that clashes with no field a function takes apart. */
function safeVariable(noun: Noun, fields: RecordField[]): string {
  const own = camel(noun.singular);
  const taken = fields.some(({ name }) => name === own) || TAKEN.has(own);
  return taken ? `${own}Record` : own;
}

/** Types that every file may import or that the language brings. */
const TAKEN_TYPES = new Set(
  "Action Answer Array Date Error Function IAgentRuntime Kept Map Memory Number Object Plugin Promise Provider ProviderResult Record Service Set State Store String Symbol".split(
    " ",
  ),
);

function safeType({ singular }: Noun): string {
  const own = pascal(singular);
  return TAKEN_TYPES.has(own) ? `${own}Record` : own;
}

/** A name for the store of all records that no function uses for something else. */
function safePlural({ plural }: Noun, variable: string): string {
  const own = camel(plural);
  return own === variable || TAKEN.has(own) ? `${variable}List` : own;
}

const TAKEN = new Set(
  "all checked counts counted data draft each failure found lines list message messages options plain provider query responses service shown state states string strings text texts total values work z action actions answer parameters runtime result store kept item items record values text line case class default delete export import new package return switch this function interface void with yield event state message".split(
    " ",
  ),
);
