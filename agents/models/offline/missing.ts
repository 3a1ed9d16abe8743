import type { PluginSpecification } from "../../../shared/specification.ts";
import type { Component } from "./blueprint.ts";
import { beyondRecords } from "./blueprints/collection/understand/limits.ts";
import { readAction } from "./blueprints/collection/understand/reading.ts";
import { LANGUAGE_MODEL } from "./help.ts";
import { furtherStep, keepingVerbs } from "./code/further.ts";
import { spaced } from "./code/roles.ts";
import { beyondNoticing } from "./blueprints/evaluator.ts";
import { isSchedule } from "./blueprints/evaluator/triggers.ts";

/** A component that cannot be built, why, and what would help; `reason` and `help` are sentences. */
export interface Missing {
  component: string;
  reason: string;
  help: string;
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Says in plain words why no blueprint took a component and what would help. */
export function explain(component: Component, specification: PluginSpecification): Missing {
  const { name } = component.specification;
  const reason = {
    action: () => actionReason(component, specification),
    provider: () => "nothing that this plugin keeps or fetches gives what it is to show.",
    service: () => serviceReason(component),
    evaluator: () => evaluatorReason(component),
  }[component.kind]();
  return {
    component: `${component.kind} ${name}`,
    reason: capitalised(reason),
    help: capitalised(`${helpFor(component)}.`),
  };
}

function actionReason(component: Component, specification: PluginSpecification): string {
  if (component.kind !== "action") return "";
  const { description } = component.specification;
  const demand = beyondRecords(description);
  if (demand)
    return `it asks for ${demand}, and nothing in the specification says how that is to be done.`;
  const step = furtherStep(
    description,
    keepingVerbs,
    Object.keys(component.specification.parameters).map(spaced),
  );
  if (step)
    return `it also asks for "${step}", and nothing in the specification says how that is to be done.`;
  const reading = readAction(component.specification);
  const noun = reading?.noun ?? reading?.object;
  const adds = specification.actions.filter((each) => readAction(each)?.kinds[0] === "add");
  const refused = adds.filter(
    (each) => beyondRecords(each.description) ?? furtherStep(each.description, keepingVerbs),
  );
  if (
    reading &&
    noun &&
    adds.length > 0 &&
    refused.length === adds.length &&
    !adds.includes(component.specification)
  ) {
    return `it works on ${noun.plural}, and what adds them, ${refused.map(({ name }) => name).join(", ")}, cannot be built.`;
  }
  if (reading && noun && adds.length === 0) {
    return `it works on ${noun.plural}, but no action adds any and no address is given to fetch them from.`;
  }
  const params = Object.keys(component.specification.parameters).map((each) => `"${each}"`);
  return reading
    ? `what it does with ${params.length > 0 ? `its parameters ${params.join(", ")}` : (noun?.plural ?? "nothing")} does not follow from its name and description.`
    : "what it does does not follow from its name and description.";
}

function serviceReason(component: Component): string {
  if (component.kind !== "service") return "";
  const { methods } = component.specification;
  return methods.length === 0
    ? "it names no methods, so that there is nothing to build."
    : `what its methods ${methods.join(", ")} do does not follow from their names.`;
}

function evaluatorReason(component: Component): string {
  if (component.kind !== "evaluator") return "";
  const { triggers } = component.specification;
  const demand = beyondNoticing(component.specification);
  if (triggers.some(isSchedule))
    return "it runs by the clock, and nothing says what it is to check.";
  if (demand) return `it asks for more than noticing words ("${demand}").`;
  return "it has no trigger words, and its description does not say which words it looks for.";
}

function helpFor({ kind }: Component): string {
  switch (kind) {
    case "action":
      return `describe the HTTP endpoint that does it (method, path) and declare an environment variable with its base URL, or ${LANGUAGE_MODEL}`;
    case "provider":
      return `say in its description which of the plugin's records it shows, or ${LANGUAGE_MODEL}`;
    case "service":
      return `use methods such as get, set, delete, list, add, increment, connect and status, or ${LANGUAGE_MODEL}`;
    case "evaluator":
      return `give it triggers such as a word, a phrase or /a pattern/i, or ${LANGUAGE_MODEL}`;
    default:
      return kind satisfies never;
  }
}
