import { isDeepStrictEqual } from "node:util";
import { sameName, wordsOf } from "../../../shared/names.ts";
import type { PluginSpecification } from "../../../shared/specification.ts";
import type { Answer, Input, PlanChange } from "../model.ts";
import {
  changeSpecification,
  ordersIn,
  structuralIn,
  type Structural,
} from "./change-specification.ts";
import { describe } from "./describe.ts";
import { LANGUAGE_MODEL } from "./help.ts";
import { pluralOf } from "./words/nouns.ts";

type Planned = Extract<Answer<"plan">, { kind: "specification" }>;

const HELP =
  'What would help: name one part as the plan does ("drop the list action", "rename addTodo to createTodo", "without the provider"), give the plugin another name ("call it plugin-…"), or say what it should do besides ("also complete todos")';

/**
 * The plan with the newest edit made. What is dropped or renamed is taken from the plan as it stands; where something new
 * is wished for, the description is read again with it. What cannot be understood is named, and nothing is changed then.
 */
export function changePlan(
  request: Input<"plan">,
  { before, assumptions, edits }: PlanChange,
): Answer<"plan"> {
  const newest = edits.at(-1) ?? "";
  const orders = ordersIn(newest);
  const changes = orders.map(structuralIn);
  if (orders.length > 0 && changes.every((each) => each !== undefined)) {
    const specification = applied(before, changes);
    if (specification) return { kind: "specification", specification, assumptions };
  }
  if ("description" in request) {
    const planned = withMore(request.description, before, edits);
    if (planned) return planned;
  }
  const own =
    "description" in request
      ? HELP
      : `${HELP.split(", or say")[0]}, or put what is new into the specification and begin a new job with it`;
  return {
    kind: "missing",
    missing: [`I don't understand what "${newest}" is to change. ${own}, or ${LANGUAGE_MODEL}.`],
  };
}

/** All of the changes, one after the other; nothing when one of them finds no part to change. */
const applied = (
  specification: PluginSpecification,
  changes: Structural[],
): PluginSpecification | undefined =>
  changes.reduce<PluginSpecification | undefined>(
    (changed, each) => changed && changeSpecification(changed, each),
    specification,
  );

/** The description read with everything that was wished for besides, and with all parts dropped and renamed again. */
function withMore(
  description: string,
  before: PluginSpecification,
  edits: string[],
): Planned | undefined {
  const newest = edits.length - 1;
  const orders = edits.flatMap((edit, at) => ordersIn(edit).map((order) => ({ order, at })));
  const isWish = ({ order }: { order: string }): boolean => structuralIn(order) === undefined;
  const earlier = orders.filter((each) => isWish(each) && each.at < newest);
  const wishes = orders.filter((each) => isWish(each) && each.at === newest);
  if (wishes.length === 0) return undefined;
  let text = description;
  for (const { order } of [...earlier, ...wishes]) {
    const more = readWith(text, order);
    if (more === undefined) return undefined;
    text = more;
  }
  const read = describe(text);
  if (read.kind !== "specification") return undefined;
  const lost: string[] = [];
  let specification = { ...read.specification, name: before.name, version: before.version };
  for (const { order, at } of orders.filter((each) => !isWish(each))) {
    const change = structuralIn(order);
    const changed = change && changeSpecification(specification, change);
    if (changed) specification = changed;
    else if (at === newest) return undefined;
    else lost.push(`Nothing is left that "${order}" could change.`);
  }
  return { ...read, specification, assumptions: [...read.assumptions, ...lost] };
}

/** The description with one wish more, in the first wording that adds something and takes nothing away. */
function readWith(description: string, order: string): string | undefined {
  const before = describe(description);
  if (before.kind !== "specification") return undefined;
  const base = description.trim().replace(/[\s.]+$/, "");
  const verb = verbIn(order);
  const things = thingsOf(before.specification);
  const wordings = [
    ...(verb
      ? [...things.map((thing) => `${base}. Also ${verb} ${thing}`), `${base} and ${verb}`]
      : []),
    `${base}. Also ${order}`,
  ];
  return wordings.find((wording) => {
    const after = describe(wording);
    return (
      after.kind === "specification" && isMore(before.specification, after.specification, verb)
    );
  });
}

/** The verb of an action that is wished for by nothing else: "add a complete action", "include searching". */
function verbIn(order: string): string | undefined {
  const [, named, bare] =
    /^(?:add|include)\s+(?:(?:an?|the|one)\s+)?(?:action to\s+)?["'`]?([a-z]+)["'`]?\s+(?:action|command|function(?:ality)?)$|^(?:add|include)\s+(?:an?\s+)?["'`]?([a-z]+)["'`]?$/i.exec(
      order,
    ) ?? [];
  return (named ?? bare)?.toLowerCase();
}

/** What actions are about: "todos" of `addTodo`, `listTodos` and `clearTodos`. */
const thingsOf = ({ actions }: PluginSpecification): string[] => [
  ...new Set(
    actions.flatMap(({ name }) => {
      const [, ...thing] = wordsOf(name);
      const last = thing.pop();
      return last === undefined ? [] : [[...thing, pluralOf(last)].join(" ")];
    }),
  ),
];

function isMore(
  before: PluginSpecification,
  after: PluginSpecification,
  verb: string | undefined,
): boolean {
  const has = (all: { name: string }[], name: string): boolean =>
    all.some((each) => sameName(each.name, name));
  // Providers change their names with what they show; what people can do stays.
  const stays = (["actions", "services", "evaluators"] as const).every((kind) =>
    before[kind].every(({ name }) => has(after[kind], name)),
  );
  const shows = before.providers.length <= after.providers.length;
  const added = after.actions.filter(({ name }) => !has(before.actions, name));
  if (!stays || !shows || isDeepStrictEqual(componentsOf(before), componentsOf(after)))
    return false;
  return verb === undefined || (added.length === 1 && added.some(({ name }) => isFor(name, verb)));
}

const componentsOf = ({
  actions,
  providers,
  services,
  evaluators,
}: PluginSpecification): unknown => [actions, providers, services, evaluators];

/** `searchTodos` is for "search" and for "searching". */
const isFor = (name: string, verb: string): boolean => {
  const [first = ""] = wordsOf(name);
  return verb.startsWith(first) || verb.startsWith(first.replace(/e$/, ""));
};
