import type { Criterion } from "../shared/criteria.ts";
import type { Parameter, PluginSpecification } from "../shared/specification.ts";

/** A criterion without its number, as a planner words it. */
export type Wording = Omit<Criterion, "id">;

/**
 * The acceptance criteria of a specification, numbered in its order: those that a planner worded for each component, and
 * where it worded none, those that the specification itself implies. Wordings for components that are not there are left out.
 */
export function criteriaOf(
  specification: PluginSpecification,
  worded: Wording[] = [],
): Criterion[] {
  const implied = impliedBy(specification);
  const components = [...new Set(implied.map(({ component }) => component))];
  return components
    .flatMap((component) => {
      const own = worded.filter((each) => each.component === component);
      return own.length > 0 ? own : implied.filter((each) => each.component === component);
    })
    .map(({ component, text }, index) => ({ id: `AC-${index + 1}`, component, text }));
}

/** Criteria under the numbers that they had before; new ones are counted on, so that no old test speaks of another one. */
export function keepingIds(criteria: Criterion[], earlier: Criterion[]): Criterion[] {
  let last = Math.max(0, ...earlier.map(({ id }) => Number(id.slice("AC-".length))));
  return criteria.map(({ component, text }) => {
    const known = earlier.find((each) => each.component === component && each.text === text);
    return { id: known?.id ?? `AC-${++last}`, component, text };
  });
}

/** A criterion on one line. */
export const criterionLine = ({ id, component, text }: Criterion): string =>
  `${id} ${component}: ${text}`;

function impliedBy(specification: PluginSpecification): Wording[] {
  const { actions, providers, services, evaluators } = specification;
  return [
    ...actions.flatMap(({ name, description, parameters }) => [
      { component: name, text: sentence(description) },
      ...refusalsOf(name, Object.entries(parameters)),
    ]),
    ...providers.map(({ name, description, dataStructure }) => {
      const keys = Object.keys(dataStructure ?? {});
      const data = keys.length > 0 ? ` Its data has ${list(keys)}.` : "";
      return { component: name, text: `${sentence(description)}${data}` };
    }),
    ...services.map(({ name, description, methods }) => {
      const has = methods.length > 0 ? ` It has ${list(methods)}.` : "";
      return { component: name, text: `${sentence(description)}${has}` };
    }),
    ...evaluators.map(({ name, description }) => ({
      component: name,
      text: sentence(description),
    })),
  ];
}

function refusalsOf(component: string, parameters: [string, Parameter][]): Wording[] {
  if (parameters.length === 0) return [];
  const needed = parameters.filter(([, { required }]) => required === true).map(([name]) => name);
  const without = needed.length > 0 ? `Without ${list(needed)}, or with` : "With";
  return [{ component, text: `${without} values that do not fit, it fails with a sentence.` }];
}

const list = (names: string[]): string => names.join(", ");

function sentence(words: string): string {
  const text = words.trim();
  return /[.!?…。！？]$/.test(text) ? text : `${text}.`;
}
