import { camel, pascal } from "../../../../shared/names.ts";
import type { ActionSpecification, Parameter } from "../../../../shared/specification.ts";
import { listed, withArticle } from "./english.ts";
import type { Field } from "./field.ts";
import { filtersFor } from "./filters.ts";
import type { Kept, Wish } from "./kept.ts";
import { pluralOf } from "./nouns.ts";

/** What is done with a number of the things: adding it up, averaging, making it larger or smaller. */
export function numberAction(wish: Wish, kept: Kept): ActionSpecification | undefined {
  const { noun } = kept;
  const plural = pluralOf(noun);
  const numbers = kept.fields.filter(
    ({ parameter }) => parameter.type === "number" || parameter.type === "integer",
  );
  const number = numbers.find(({ label }) => label === wish.field) ?? numbers[0];
  if (!number) return;
  if (wish.operation === "adjust") {
    const less = /^(decrease|decrement|lower)$/.test(wish.said);
    return {
      name: camel(`${wish.said} ${noun} ${noun === "counter" ? "" : number.label}`),
      description: `${pascal(wish.said)} the ${number.label} of ${withArticle(noun)} by an amount, found by its id or its exact ${kept.fields[0]?.label ?? "name"}. Fails when no such ${noun} exists.`,
      parameters: {
        id: {
          type: "string",
          description: `Id or exact ${kept.fields[0]?.label ?? "name"} of the ${noun}`,
          required: true,
        },
        amount: {
          type: number.parameter.type,
          description: less ? "How much less" : "How much more",
          required: true,
        },
      },
    };
  }
  const filters = filtersFor(kept);
  const note = filters.length > 0 ? `, optionally filtered by ${listed(labelsOf(filters))}` : "";
  const [name, what] =
    wish.operation === "average" ? ["average", "Average of"] : ["total", "Total"];
  return {
    name: camel(`${name} ${plural}`),
    description: `${what} the ${number.label} of all ${plural}${note}`,
    parameters: parametersOf(filters),
  };
}

/** "from" and "until" are one thing to a reader. */
export const labelsOf = (filters: Field[]): string[] => [
  ...new Set(filters.map(({ label }) => (label === "from" || label === "until" ? "date" : label))),
];

/** "the top 10, sorted by points": how the records of a list are ranked, when that was asked for. */
export const rankingOf = ({ top, fields }: Kept): string => {
  const number = fields.find(
    ({ parameter }) => parameter.type === "number" || parameter.type === "integer",
  );
  return top !== undefined && number
    ? `, the top ${top}, sorted by ${number.label}, highest first`
    : "";
};

/** "personal best", "cheapest": the things by one of their numbers, narrowed like any list. */
export function rankedAction(kept: Kept): ActionSpecification | undefined {
  const { ranked, top, noun, fields } = kept;
  const numbers = fields.filter(
    ({ parameter }) => parameter.type === "number" || parameter.type === "integer",
  );
  const number =
    ranked &&
    (numbers.find(({ label }) => ranked.by.test(label)) ??
      (ranked.loose ? numbers.findLast(({ label }) => !/year|age|pages?/.test(label)) : undefined));
  if (!ranked || top !== undefined || !number) return;
  const plural = pluralOf(noun);
  const filters = filtersFor({ ...kept, low: false });
  const note = filters.length > 0 ? `, optionally filtered by ${listed(labelsOf(filters))}` : "";
  const [name, order] = ranked.lowest ? ["lowest", "lowest first"] : ["best", "highest first"];
  return {
    name: camel(`list ${name} ${plural}`),
    description: `List the ${name} ${plural}, sorted by ${number.label}, ${order}${note}`,
    parameters: parametersOf(filters),
  };
}

/** Fields as the parameters of an action. */
export const parametersOf = (fields: Field[]): Record<string, Parameter> =>
  Object.fromEntries(fields.map(({ name, parameter }) => [name, parameter]));
