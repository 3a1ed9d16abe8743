import { wordsOf } from "../../../../../../shared/names.ts";
import type {
  PluginSpecification,
  ServiceSpecification,
} from "../../../../../../shared/specification.ts";
import type { Component } from "../../../blueprint.ts";
import { mentions } from "../../../code/fields.ts";
import { furtherStep, keepingVerbs } from "../../../code/further.ts";
import { spaced } from "../../../code/roles.ts";
import { beyondRecords } from "./limits.ts";
import { GENERIC, isWhole, nounOf, relatedNouns, sameNoun, type Noun } from "./nouns.ts";
import { type Reading } from "./reading.ts";
import { methodReadings, serviceNoun, servesNoun } from "./services.ts";

/** A kind of record while its actions are being gathered. */
export interface Gathering {
  noun: Noun;
  adds: Reading[];
  others: Reading[];
  /** Services on these records, with their methods. */
  services: { service: ServiceSpecification; readings: Reading[] }[];
  /** Adds come from a service: there is no action for them. */
  served: boolean;
}

/** Whether an action asks for something that keeping records cannot give. */
export function demandsMore({ action, noun, object, spoken }: Reading): boolean {
  // The name of "translateNote" begins with what is to be done, known or not.
  const [first = ""] = spoken ? wordsOf(action.name) : [];
  const about = [noun, object].flatMap((each) =>
    each ? [...each.singular.split(" "), each.plural].filter((word) => word !== first) : [],
  );
  return (
    beyondRecords(action.description, about) !== undefined ||
    furtherStep(action.description, keepingVerbs, [
      ...about,
      ...Object.keys(action.parameters).map(spaced),
    ]) !== undefined
  );
}

/** Services join the records they are about; one that adds records of its own begins a new kind. */
export function gatherServices(
  specification: PluginSpecification,
  open: Component[],
  gatherings: Gathering[],
): void {
  for (const component of open) {
    if (component.kind !== "service") continue;
    const service = component.specification;
    const readings = methodReadings(service);
    if (!readings) continue;
    const known = gatherings.find(({ noun }) => servesNoun(service, readings, noun));
    if (known) {
      known.services.push({ service, readings });
      continue;
    }
    const add = readings.find(({ kinds }) => kinds[0] === "add");
    const noun = (add?.noun && addedNoun(add, specification)) ?? serviceNoun(service);
    if (!add || !noun || specification.actions.length > 0 || !servesNoun(service, readings, noun))
      continue;
    const services = [{ service, readings }];
    gatherings.push({ noun, adds: [add], others: [], services, served: true });
  }
}

/** The adding actions, grouped by what they add. */
export function gather(specification: PluginSpecification, readings: Reading[]): Gathering[] {
  const gatherings: Gathering[] = [];
  const include = (reading: Reading) => {
    const noun = addedNoun(reading, specification);
    if (!noun) return;
    const same = gatherings.find(
      (each) => each.noun.singular === noun.singular || each.noun.plural === noun.plural,
    );
    if (same) same.adds.push(reading);
    else gatherings.push({ noun, adds: [reading], others: [], services: [], served: false });
  };
  const adds = readings.filter(({ kinds, spoken }) => kinds[0] === "add" && !spoken);
  for (const reading of adds.filter((each) => !extendsOther(each, adds))) include(reading);
  // "setReminder" and "setPreference" are ways in when nothing else adds reminders or preferences.
  for (const reading of readings) {
    const { verb, noun, action } = reading;
    if (
      !/^(set|put|tag|rate|start)$/.test(verb) ||
      !noun ||
      Object.keys(action.parameters).length < 2
    )
      continue;
    const known = gatherings.some((each) => belonging(reading, each, specification, true) > 0);
    if (verb === "set" && !known) include(reading);
  }
  // "lendItem: Record that an item was lent" adds items when nothing else does.
  for (const reading of readings) {
    const { spoken, kinds, action } = reading;
    const records = /^(add|record|log|save|store|register|create|keep|track)s?\b/i.test(
      action.description,
    );
    if (!records || (kinds[0] !== "mark" && !spoken) || Object.keys(action.parameters).length === 0)
      continue;
    if (gatherings.some((each) => belonging(reading, each, specification, true) > 0)) continue;
    reading.kinds = ["add"];
    include(reading);
  }
  return gatherings;
}

/** "addTag(noteId, tag)" extends a note; it adds no records of its own. */
function extendsOther(reading: Reading, adds: Reading[]): boolean {
  const own = reading.noun?.singular.split(" ").at(-1) ?? "";
  const params = Object.keys(reading.action.parameters);
  return adds.some((other) => {
    if (other === reading) return false;
    const fields = Object.keys(other.action.parameters);
    const otherNoun = other.noun?.singular.split(" ").at(-1) ?? "";
    const points = params.some((name) => {
      const words = wordsOf(name);
      return (
        words.join("") === "id" || sameNoun(words[0] ?? "", otherNoun) || fields.includes(name)
      );
    });
    return (
      points &&
      fields.some((field) => sameNoun(wordsOf(field).at(-1) ?? "", own)) &&
      own !== otherNoun
    );
  });
}

function addedNoun(reading: Reading, { name, description }: PluginSpecification): Noun | undefined {
  const { noun, object, rest, action } = reading;
  const indirect = /^(to|into|in|on|onto)$/.test(rest[0] ?? "");
  const usable = (each: Noun | undefined): each is Noun =>
    each !== undefined &&
    /^[a-z][a-z\d ]*$/.test(each.singular) &&
    !isWhole(each.singular.split(" ").at(-1) ?? "");
  const texts = Object.keys(action.parameters).filter(
    (each) => action.parameters[each]?.type === "string",
  );
  if (indirect) {
    if (usable(object)) return object;
    const param = texts.find(
      (each) => !/^(id|title|name|text|content|url|notes?|description|date|category)$/.test(each),
    );
    const whole = noun?.singular.replace(/ ?(watch|wish|reading)?list$/, "") ?? "";
    return (
      nounOf(wordsOf(param ?? "")) ??
      (whole && !isWhole(whole) ? nounOf(whole.split(" ")) : nounOf(["item"]))
    );
  }
  if (noun && usable(noun)) return noun;
  if (usable(object) && !GENERIC.has(object.singular)) return object;
  const own = wordsOf(name.split("/").at(-1) ?? "").filter(
    (word) => !/^(plugin|tracker|manager|list|book|keeper|log|eliza|elizaos)$/.test(word),
  );
  return (
    noun ?? nounOf(own) ?? object ?? nounOf(wordsOf(description).slice(-1)) ?? nounOf(["item"])
  );
}

/** How surely an action speaks about a kind of record; 0 when it does not. */
export function belonging(
  reading: Reading,
  { noun, adds }: Pick<Gathering, "noun" | "adds">,
  specification: PluginSpecification,
  single: boolean,
): number {
  const { noun: named, object, action } = reading;
  if (named && (named.singular === noun.singular || named.plural === noun.plural)) return 5;
  if (object?.singular === noun.singular) return 4;
  const last = named?.singular.split(" ").at(-1) ?? "";
  if (named && relatedNouns(named.singular, noun.singular)) return 3;
  if (object && relatedNouns(object.singular, noun.singular)) return 3;
  const fields = adds.flatMap((each) => Object.keys(each.action.parameters));
  const ofField = fields.some((field) => sameNoun(wordsOf(field).at(-1) ?? "", last));
  const spoken =
    mentions(action.description, noun.singular) || mentions(action.description, noun.plural);
  if (ofField && (single || spoken)) return 2;
  if (!single) return spoken && (!named || isWhole(last) || GENERIC.has(last)) ? 1 : 0;
  const packageWords = wordsOf(specification.name);
  const general =
    !named ||
    isWhole(last) ||
    GENERIC.has(last) ||
    named.singular.split(" ").every((word) => packageWords.some((each) => sameNoun(each, word)));
  return general || (spoken && !pureForeign(reading)) ? 1 : 0;
}

/** Getting something with another name is about that thing, whatever else the sentence mentions. */
const pureForeign = ({ kinds, noun }: Reading): boolean =>
  noun !== undefined && (kinds.includes("get") || kinds.includes("list")) && kinds[0] !== "count";
