import { isDeepStrictEqual } from "node:util";
import semver from "semver";
import type { ComponentKind } from "./names.ts";
import type { Parameter, PluginSpecification } from "./specification.ts";

/** What a change means for whoever uses the plugin, in the words of semantic versioning. */
export type Weight = "major" | "minor" | "patch";

/** One difference between two specifications of a plugin. */
export interface Change {
  weight: Weight;
  /** Name of the component or variable that changed. */
  of: string;
  /** For people: `New action "completeTodo": Mark a todo as complete.` */
  text: string;
}

/** Component as all kinds have it, with what whoever uses it relies on. */
interface Component {
  kind: ComponentKind | "variable";
  name: string;
  description: string;
}

/** What is different in the later of two specifications, weightiest first. A renamed component is one that is gone, and a new one. */
export function changesBetween(before: PluginSpecification, after: PluginSpecification): Change[] {
  const [old, fresh] = [componentsOf(before), componentsOf(after)];
  const same = (one: Component) => (other: Component) =>
    one.kind === other.kind && one.name === other.name;
  const changes = [
    ...old.filter((each) => !fresh.some(same(each))).map(removed),
    ...fresh.filter((each) => !old.some(same(each))).map((each) => added(each, after)),
    ...insideActions(before, after),
    ...insideOthers(before, after),
    ...old.flatMap((each) => {
      const now = fresh.find(same(each));
      return now && now.description !== each.description ? [reworded(now)] : [];
    }),
  ];
  return changes.toSorted(
    (one, other) => WEIGHTS.indexOf(one.weight) - WEIGHTS.indexOf(other.weight),
  );
}

const WEIGHTS: Weight[] = ["major", "minor", "patch"];

/** The weight of all changes together; without any, that of a repair. */
export const weightOf = (changes: Pick<Change, "weight">[]): Weight =>
  WEIGHTS.find((weight) => changes.some((change) => change.weight === weight)) ?? "patch";

/** The version that comes after a released one. */
export function nextVersion(released: string, changes: Pick<Change, "weight">[]): string {
  const next = semver.inc(released, weightOf(changes));
  if (next) return next;
  throw new Error(`${released} is no version.`);
}

/** Components that whoever relied on them cannot use as before. */
export const broken = (changes: Change[]): string[] => [
  ...new Set(changes.flatMap(({ weight, of }) => (weight === "major" ? [of] : []))),
];

/** All parts of a plugin in a line: "actions addTodo, listTodos; providers todos". */
export function partsOf(specification: PluginSpecification): string {
  const { actions, providers, services, evaluators } = specification;
  return Object.entries({ actions, providers, services, evaluators })
    .filter(([, all]) => all.length > 0)
    .map(([kind, all]) => `${kind} ${all.map(({ name }) => name).join(", ")}`)
    .join("; ");
}

const componentsOf = (of: PluginSpecification): Component[] => [
  ...of.actions.map(({ name, description }) => ({ kind: "action" as const, name, description })),
  ...of.providers.map(({ name, description }) => ({
    kind: "provider" as const,
    name,
    description,
  })),
  ...of.services.map(({ name, description }) => ({ kind: "service" as const, name, description })),
  ...of.evaluators.map(({ name, description }) => ({
    kind: "evaluator" as const,
    name,
    description,
  })),
  ...of.environmentVariables.map(({ name, description }) => ({
    kind: "variable" as const,
    name,
    description,
  })),
];

const removed = ({ kind, name }: Component): Change => ({
  // A variable that nobody reads any more breaks nothing.
  weight: kind === "variable" ? "minor" : "major",
  of: name,
  text: `The ${kind} "${name}" is gone.`,
});

function added({ kind, name, description }: Component, after: PluginSpecification): Change {
  const isDemanded =
    kind === "variable" &&
    after.environmentVariables.some((each) => each.name === name && isNeeded(each));
  const what = isDemanded ? "variable, which has to be set," : kind;
  return {
    weight: isDemanded ? "major" : "minor",
    of: name,
    text: `New ${what} "${name}": ${description}`,
  };
}

const reworded = ({ kind, name, description }: Component): Change => ({
  weight: "patch",
  of: name,
  text: `The ${kind} "${name}" is described anew: ${description}`,
});

const isNeeded = ({
  required,
  default: value,
}: {
  required: boolean;
  default?: string | undefined;
}) => required && value === undefined;

function insideActions(before: PluginSpecification, after: PluginSpecification): Change[] {
  return after.actions.flatMap(({ name, parameters }) => {
    const old = before.actions.find((each) => each.name === name)?.parameters;
    if (!old) return [];
    const names = [...new Set([...Object.keys(old), ...Object.keys(parameters)])];
    return names.flatMap((each) => parameterChange(name, each, old[each], parameters[each]));
  });
}

function parameterChange(
  action: string,
  name: string,
  old: Parameter | undefined,
  now: Parameter | undefined,
): Change[] {
  const told = (weight: Weight, words: string): Change[] => [
    { weight, of: action, text: `The action "${action}" ${words}.` },
  ];
  const isForced = now?.required === true && now.default === undefined;
  if (!now) return told("major", `has no parameter "${name}" any more`);
  if (!old) {
    return isForced
      ? told("major", `needs the new parameter "${name}"`)
      : told("minor", `has the new parameter "${name}"`);
  }
  if (isForced && !(old.required === true && old.default === undefined)) {
    return told("major", `needs its parameter "${name}" now`);
  }
  if (isNarrower(old, now)) return told("major", `takes less than before as "${name}"`);
  const isOther = !isDeepStrictEqual({ ...old, description: "" }, { ...now, description: "" });
  return isOther ? told("minor", `takes more than before as "${name}"`) : [];
}

/** Whether a value that was good before can be refused now; in doubt it can. */
function isNarrower(old: Parameter, now: Parameter): boolean {
  const isWider = old.type === "integer" && now.type === "number";
  if (old.type !== now.type && !isWider) return true;
  if (now.enum && !(old.enum?.every((each) => now.enum?.includes(each)) ?? false)) return true;
  if ((now.minimum ?? -Infinity) > (old.minimum ?? -Infinity)) return true;
  if ((now.maximum ?? Infinity) < (old.maximum ?? Infinity)) return true;
  return (
    !isDeepStrictEqual(old.items, now.items) || !isDeepStrictEqual(old.properties, now.properties)
  );
}

/** Data of providers, methods of services, triggers of evaluators, and variables that have to be set now. */
function insideOthers(before: PluginSpecification, after: PluginSpecification): Change[] {
  return [
    ...after.providers.flatMap(({ name, dataStructure = {} }) => {
      const old = before.providers.find((each) => each.name === name);
      return old
        ? itemChanges(
            `provider "${name}"`,
            name,
            "field",
            Object.keys(old.dataStructure ?? {}),
            Object.keys(dataStructure),
          )
        : [];
    }),
    ...after.services.flatMap(({ name, methods }) => {
      const old = before.services.find((each) => each.name === name);
      return old ? itemChanges(`service "${name}"`, name, "method", old.methods, methods) : [];
    }),
    ...after.evaluators.flatMap(({ name, triggers }) => {
      const old = before.evaluators.find((each) => each.name === name);
      return old ? itemChanges(`evaluator "${name}"`, name, "trigger", old.triggers, triggers) : [];
    }),
    ...after.environmentVariables.flatMap((now): Change[] => {
      const old = before.environmentVariables.find((each) => each.name === now.name);
      return old && isNeeded(now) && !isNeeded(old)
        ? [{ weight: "major", of: now.name, text: `The variable "${now.name}" has to be set now.` }]
        : [];
    }),
  ];
}

const itemChanges = (
  whose: string,
  of: string,
  what: string,
  old: string[],
  now: string[],
): Change[] => [
  ...old
    .filter((each) => !now.includes(each))
    .map((each): Change => ({
      weight: "major",
      of,
      text: `The ${whose} has no ${what} "${each}" any more.`,
    })),
  ...now
    .filter((each) => !old.includes(each))
    .map((each): Change => ({
      weight: "minor",
      of,
      text: `The ${whose} has the new ${what} "${each}".`,
    })),
];
