import { sameName, wordsOf } from "../../../shared/names.ts";
import type { PluginSpecification } from "../../../shared/specification.ts";
import type { Improvement } from "../model.ts";
import { assemble } from "./assemble.ts";
import { describe, type Description } from "./describe.ts";
import { LANGUAGE_MODEL } from "./help.ts";
import { refuse } from "./misuse.ts";
import { listed } from "./words/english.ts";

/**
 * The next specification of a released plugin: what is wished for is read together with what the plugin is already, and
 * what is new in that is added. Nothing that was released is taken away or renamed. The same wish always gives the same.
 */
export function describeImprovement({ released, wish }: Improvement): Description {
  const reason = refuse(wish);
  if (reason) return { kind: "refuse", reason };
  if (VAGUE.test(wish)) return { kind: "missing", missing: [`"${wish}": ${NOT_UNDERSTOOD}`] };
  if (TAKING_AWAY.test(wish)) return { kind: "missing", missing: [`"${wish}": ${ONLY_ADDS}`] };
  let refused: Description | undefined;
  for (const { before, after } of readings(released, wish)) {
    const read = describe(after);
    if (read.kind !== "specification") {
      refused ??= read;
      continue;
    }
    const known = before === "" ? undefined : describe(before);
    const old = known?.kind === "specification" ? known.specification : undefined;
    const next = quietly(released, merged(released, read.specification, old));
    if (!next || assemble(next).missing.length > 0) continue;
    const { language, assumptions } = read;
    const news = assumptions.filter(
      (each) => known?.kind !== "specification" || !known.assumptions.includes(each),
    );
    return { ...read, specification: next, assumptions: news, ...(language && { language }) };
  }
  return refused?.kind === "missing" || refused?.kind === "refuse"
    ? refused
    : { kind: "missing", missing: [`"${wish}": ${NOT_UNDERSTOOD}`] };
}

const TAKING_AWAY =
  /\b(?:remov(?:e|ing)|delet(?:e|ing)|drop(?:ping)?|renam(?:e|ing)|get rid of|take out)\b[^.]{0,60}\b(?:actions?|providers?|services?|evaluators?|parameters?|fields?)\b/i;
/** "make it nicer": nobody can tell what that would be. */
const VAGUE =
  /^\W*(?:please\s+)?(?:make|do)\s+(?:it|this|that|things|everything)\s+(?:\w+\s+)?\w+(?:er|more \w+|good|great|perfect|work)\W*$|^\W*(?:improve|fix|change|update)(?:\s+(?:it|this|that|things|everything))?\W*$/i;
const ONLY_ADDS = `I can add to a released plugin, and not take away or rename. What would help: ${LANGUAGE_MODEL}.`;
const NOT_UNDERSTOOD = `I don't see what would be new in the plugin. What would help: say it with other words, such as "add a complete action" or "give todos a due date", or ${LANGUAGE_MODEL}.`;

/** A text of the plugin as it is, and one with the wish in it. */
interface Reading {
  before: string;
  after: string;
}

/** In which texts a wish may be understood, best first; the last one is of the wish alone. */
function readings(released: PluginSpecification, wish: string): Reading[] {
  const ability = asAbility(wish);
  const said = ability ?? sentence(wish);
  const known = [`A plugin that ${lowered(released.description)}.`, inWords(released)];
  return [
    ...known
      .filter((before) => before !== "")
      .map((before) => ({ before, after: `${before} ${said}` })),
    ...(ability ? [] : [{ before: "", after: `A plugin. ${said}` }]),
  ];
}

const WORD = "[a-z]+";
/** "add a complete action", "add complete and clear actions". */
const BY_ACTION = new RegExp(
  `^\\W*(?:please\\s+)?add(?:ing)?\\s+(?:an?\\s+|the\\s+|some\\s+)?(${WORD}(?:(?:\\s*,\\s*(?:and\\s+)?|\\s+and\\s+)${WORD})*)\\s+(?:actions?|functions?|functionality|features?)\\W*$`,
  "i",
);
/** "let people search todos", "people should be able to search todos". */
const BY_PEOPLE =
  /^\W*(?:let|allow|make it possible(?: for)?)\s+(?:(?:people|users|me|us|them)\s+)?(?:to\s+)?(.+)$|^\W*(?:people|users|i|we)\s+(?:should be able to|can|could|want to)\s+(.+)$/i;

/** The wish of a plugin's maker as what the plugin can do, which is what `describe` reads; nothing when it is none. */
function asAbility(wish: string): string | undefined {
  const [, verbs] = BY_ACTION.exec(wish) ?? [];
  if (verbs) return `It can also ${verbs.toLowerCase()} them.`;
  const [, allowed, able] = BY_PEOPLE.exec(wish) ?? [];
  const what = allowed ?? able;
  return what && sentence(`It can also ${what}`);
}

const sentence = (text: string): string => {
  const words = text.trim();
  const start = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
};

const lowered = (text: string): string =>
  (text.charAt(0).toLowerCase() + text.slice(1)).trim().replace(/[.!]+$/, "");

/** A plugin whose actions are verbs of one thing, in words: "a plugin that manages todos with add and list functionality". */
function inWords({ actions }: PluginSpecification): string {
  const named = actions.map(({ name }) => wordsOf(name)).filter((words) => words.length > 1);
  const things = named.map(([, ...thing]) => thing.join(" "));
  const thing = things.toSorted((one, other) => other.length - one.length)[0];
  if (!thing) return "";
  const verbs = [...new Set(named.map(([verb = ""]) => verb))];
  return `A plugin that manages ${thing.endsWith("s") ? thing : `${thing}s`} with ${listed(verbs)} functionality.`;
}

type Kind = "actions" | "providers" | "services" | "evaluators";

/** The released specification with what is new in another one; nothing when nothing is. */
function merged(
  released: PluginSpecification,
  read: PluginSpecification,
  old: PluginSpecification | undefined,
): PluginSpecification | undefined {
  const actions = released.actions.map((each) => {
    const now = read.actions.find(({ name }) => sameName(name, each.name));
    // Whoever calls the released version does not know of them.
    const fresh = Object.entries(now?.parameters ?? {})
      .filter(([name]) => !(name in each.parameters))
      .map(([name, parameter]) => [name, { ...parameter, required: false }] as const);
    if (!now || fresh.length === 0) return each;
    return {
      ...each,
      description: now.description,
      parameters: { ...each.parameters, ...Object.fromEntries(fresh) },
    };
  });
  const added = <Key extends Kind>(kind: Key): PluginSpecification[Key] => {
    const lists: Record<"read" | "released" | "old", Named[]> = {
      read: read[kind],
      released: released[kind],
      old: old?.[kind] ?? [],
    };
    const has = (list: Named[], { name }: Named): boolean =>
      list.some((each) => sameName(each.name, name));
    // What took the place of something that was there is no addition.
    const isOther = lists.old.some((each) => !has(lists.read, each));
    const fresh = lists.read.filter((each) => !has(lists.released, each) && !has(lists.old, each));
    return (isOther && kind !== "actions" ? [] : fresh) as PluginSpecification[Key];
  };
  const variables = read.environmentVariables.filter(
    ({ name }) => !released.environmentVariables.some((each) => each.name === name),
  );
  const next: PluginSpecification = {
    ...released,
    description:
      released.description === old?.description ? read.description : released.description,
    actions: [...actions, ...added("actions")],
    providers: [...released.providers, ...added("providers")],
    services: [...released.services, ...added("services")],
    evaluators: [...released.evaluators, ...added("evaluators")],
    dependencies: { ...read.dependencies, ...released.dependencies },
    environmentVariables: [...released.environmentVariables, ...variables],
  };
  const count = (of: PluginSpecification): number =>
    [of.providers, of.services, of.evaluators].flat().length +
    of.actions.reduce((sum, { parameters }) => sum + 1 + Object.keys(parameters).length, 0);
  return count(next) > count(released) ? next : undefined;
}

/**
 * What was there before is shown as it was: the texts that people and tests know do not change because records have a
 * status now.
 */
function quietly(
  released: PluginSpecification,
  next: PluginSpecification | undefined,
): PluginSpecification | undefined {
  if (!next || [...released.actions].some(({ description }) => MARKS.test(description)))
    return next;
  const actions = next.actions.map((each) => {
    const isNew = !released.actions.some(({ name }) => name === each.name);
    const [, thing] = (isNew && MARKS.exec(each.description)) || [];
    return thing
      ? {
          ...each,
          description: `${each.description} Only a ${thing} that was marked is shown with its status.`,
        }
      : each;
  });
  return { ...next, actions };
}

/** How actions are described that give records a status. */
const MARKS = /^Mark (?:an?|the) (.{1,40}?) as /i;

interface Named {
  name: string;
}
