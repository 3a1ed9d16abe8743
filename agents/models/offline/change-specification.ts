import { camel, sameName, wordsOf } from "../../../shared/names.ts";
import type { PluginSpecification } from "../../../shared/specification.ts";
import { listed } from "./words/english.ts";
import { orderIn } from "./words/steering.ts";

const KINDS = ["actions", "providers", "services", "evaluators"] as const;
type Kind = (typeof KINDS)[number];
type Found = { kind: Kind; name: string };

/** What an edit does to a plan without anything new being planned. */
export type Structural =
  | { do: "drop"; what: string }
  | { do: "rename"; what: string; to: string }
  | { do: "call"; to: string };

const QUOTES = "[\"'`“”]?";
const NAME = `${QUOTES}(@?[\\w./-]*\\w)${QUOTES}`;
const FORMS: [RegExp, (...parts: string[]) => Structural][] = [
  [
    new RegExp(
      `^(?:(?:call|name)\\s+(?:it|this|the (?:plug-?in|package))|(?:rename|change the name of)\\s+(?:it|(?:the|this) (?:plug-?in|package))\\s+(?:to|into)|change (?:its|the) name\\s+(?:to|into))\\s*:?\\s*${NAME}$`,
      "i",
    ),
    (to = "") => ({ do: "call", to }),
  ],
  [
    new RegExp(
      `^(?:rename|change the name of)\\s+(?:the\\s+)?(.+?)\\s+(?:to|into|as)\\s+${NAME}$`,
      "i",
    ),
    (what = "", to = "") => ({ do: "rename", what, to }),
  ],
  [
    new RegExp(`^(?:call|name)\\s+(?:the\\s+)?(\\w+(?:\\s+\\w+)?)\\s+${NAME}$`, "i"),
    (what = "", to = "") => ({ do: "rename", what, to }),
  ],
  [/^leave\s+(.+?)\s+out$/i, (what = "") => ({ do: "drop", what })],
  [
    /^(?:drop|remove|delete|leave out|skip|omit|get rid of|do without|without|(?:i|we) (?:don't|do not) (?:need|want))\s+(.+)$/i,
    (what = "") => ({ do: "drop", what }),
  ],
];

const VERBS =
  "(?:also|add|drop|remove|delete|rename|call|name|leave out|skip|omit|without|get rid of)";
const BETWEEN = new RegExp(
  `\\s*[;\\n]\\s*|[.!]\\s+|,?\\s+and\\s+(?=${VERBS}\\b)|,\\s+(?=${VERBS}\\b)`,
  "i",
);

/** The orders in an edit, each without the words around it: "and also drop the list action, please" is "drop the list action". */
export const ordersIn = (edit: string): string[] =>
  edit
    .replace(/’/g, "'")
    .split(BETWEEN)
    .map((each) => orderIn(each).replace(/(?:[\s,]+please|[\s.!,]+)+$/i, ""))
    .filter((each) => each !== "");

/** What an order drops or names anew; nothing when it is about something else. */
export function structuralIn(order: string): Structural | undefined {
  for (const [form, read] of FORMS) {
    const found = form.exec(order);
    if (found) return read(...found.slice(1));
  }
  return undefined;
}

/** The specification with the change made; nothing where it does not say plainly which part is meant. */
export function changeSpecification(
  specification: PluginSpecification,
  change: Structural,
): PluginSpecification | undefined {
  if (change.do === "call")
    return { ...specification, name: packageName(change.to, specification) };
  const found = findComponents(specification, change.what);
  if (!found) return undefined;
  if (change.do === "drop") return retold(without(specification, found));
  const [only, ...others] = found;
  if (!only || others.length > 0) return undefined;
  return retold(renamed(specification, only, change.to));
}

/** `groceries` and `plugin-groceries` keep the scope of the name before. */
function packageName(to: string, { name }: PluginSpecification): string {
  if (to.startsWith("@")) return to;
  const [scope, rest] = name.split("/");
  const own = to.startsWith("plugin-") ? to : `plugin-${to}`;
  return rest === undefined ? own : `${scope}/${own}`;
}

/** Everything that is named, and nothing else; nothing at all where a part of it is not there, or could be several things. */
function findComponents(specification: PluginSpecification, what: string): Found[] | undefined {
  const text = what.replace(/^(?:the|any|an?|all|my|its|both)\s+/i, "").trim();
  const [, names = text, word] =
    /^(.*?)\s*\b(action|provider|service|evaluator)s?$/i.exec(text) ?? [];
  const kinds = word ? [`${word.toLowerCase()}s` as Kind] : KINDS;
  const all = kinds.flatMap((kind) =>
    specification[kind].map(({ name }): Found => ({ kind, name })),
  );
  if (names === "") return all.length === 1 || /s$/i.test(text) ? some(all) : undefined;
  const found = names.split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s+or\s+/i).map((each) => one(all, each));
  return found.every((each) => each !== undefined) ? found : undefined;
}

const some = (found: Found[]): Found[] | undefined => (found.length > 0 ? found : undefined);

/** The component of this name, or the only one whose name begins with these words, or has all of them. */
function one(all: Found[], called: string): Found | undefined {
  const text = called.replace(/^(?:the|an?)\s+/i, "").replace(/["'`“”]/g, "");
  const words = wordsOf(text);
  if (words.length === 0) return undefined;
  const exact = all.find(({ name }) => sameName(name, camel(text)));
  if (exact) return exact;
  const isIn = ({ name }: Found): boolean => words.every((word) => wordsOf(name).includes(word));
  const begins = all.filter(
    (each) => isIn(each) && words.every((word, index) => wordsOf(each.name)[index] === word),
  );
  const has = begins.length > 0 ? begins : all.filter(isIn);
  return has.length === 1 ? has[0] : undefined;
}

function without(specification: PluginSpecification, found: Found[]): PluginSpecification {
  const isLeft =
    (kind: Kind) =>
    ({ name }: { name: string }): boolean =>
      !found.some((each) => each.kind === kind && each.name === name);
  return {
    ...specification,
    actions: specification.actions.filter(isLeft("actions")),
    providers: specification.providers.filter(isLeft("providers")),
    services: specification.services.filter(isLeft("services")),
    evaluators: specification.evaluators.filter(isLeft("evaluators")),
  };
}

/** The name is another one, also where texts mention it. */
function renamed(specification: PluginSpecification, from: Found, to: string): PluginSpecification {
  const mention = new RegExp(`\\b${from.name}\\b`, "g");
  const anew = <Component extends { name: string; description: string }>(each: Component) => ({
    ...each,
    name: each.name === from.name ? to : each.name,
    description: each.description.replace(mention, to),
  });
  return {
    ...specification,
    description: specification.description.replace(mention, to),
    actions: specification.actions.map(anew),
    providers: specification.providers.map(anew),
    services: specification.services.map(anew),
    evaluators: specification.evaluators.map(anew),
  };
}

/** A sentence that counts up what a plugin does must not promise what was dropped. */
function retold(specification: PluginSpecification): PluginSpecification {
  const [, managed] =
    /^(Manages [^,]+) with [a-z, ]+ functionality$/.exec(specification.description) ?? [];
  if (managed === undefined) return { ...specification, description: keptOf(specification) };
  const verbs = specification.actions.map(({ name }) => wordsOf(name)[0] ?? name);
  if (verbs.length === 0) return specification;
  return {
    ...specification,
    description: `${managed} with ${listed([...new Set(verbs)])} functionality`,
  };
}

/** "Plugin for flipping coins and rolling dice" without the parts that no component is about any more. */
function keptOf({ description, actions, providers, services, evaluators }: PluginSpecification) {
  const [, begin = "", list = ""] =
    /^(Plugin for |Manages [^,]+, with )(.+)$/.exec(description) ?? [];
  const items = list.split(/,\s*(?:and\s+)?|\s+and\s+/);
  const isPlain = begin.startsWith("Plugin");
  if (begin === "" || (items.length < 2 && isPlain)) return description;
  const words = [...actions, ...providers, ...services, ...evaluators].flatMap(({ name }) =>
    wordsOf(name),
  );
  const kept = items.filter((item) => words.some((word) => item.toLowerCase().includes(word)));
  if (kept.length > 0) return `${begin}${listed(kept)}`;
  return isPlain ? description : begin.replace(/, with $/, "");
}
