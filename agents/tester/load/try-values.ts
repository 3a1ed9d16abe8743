import crypto from "node:crypto";
import type { Parameter } from "../../../shared/specification.ts";

// Values are made anew for every run: code that only knows how to behave in a check cannot know them.

type Values = Record<string, unknown>;

const word = (): string => `w${crypto.randomBytes(4).toString("hex")}`;
const oneOf = <Item>(...items: [Item, ...Item[]]): Item =>
  items[crypto.randomInt(items.length)] ?? items[0];

/** Parameters as declared: all of them, or only those that are not said to be optional. */
export const rightValues = (
  parameters: Record<string, Parameter>,
  { optional }: { optional: boolean },
): Values =>
  Object.fromEntries(
    Object.entries(parameters)
      .filter(([, { required }]) => optional || required !== false)
      .map(([name, parameter]) => [name, rightValue(parameter)]),
  );

function rightValue(parameter: Parameter): unknown {
  const { type, items, properties = {}, minimum, maximum } = parameter;
  const [first, ...others] = parameter.enum ?? [];
  if (first !== undefined) return oneOf(first, ...others);
  if (parameter.default !== undefined) return parameter.default;
  switch (type) {
    case "string":
      return word();
    case "number":
    case "integer":
      return numberBetween(minimum, maximum);
    case "boolean":
      return oneOf(true, false);
    case "array":
      return [items ? rightValue(items) : word()];
    case "object":
      return rightValues(properties, { optional: true });
    default:
      return type satisfies never;
  }
}

/** A whole number when there is one; small, so that nothing is made or waited for a million times. */
function numberBetween(minimum?: number, maximum?: number): number {
  const lowest = Math.ceil(minimum ?? Math.min(1, maximum ?? 1));
  const highest = Math.min(Math.floor(maximum ?? Infinity), lowest + 9);
  if (highest < lowest) return minimum ?? maximum ?? lowest;
  return lowest + crypto.randomInt(highest - lowest + 1);
}

/** Parameters of which none has a value that its type can take. */
export const wrongValues = (parameters: Record<string, Parameter>): Values =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, { type }]) => [name, wrongValue(type)]),
  );

function wrongValue(type: Parameter["type"]): unknown {
  const scalar = oneOf<unknown>(word(), crypto.randomInt(1_000), true);
  const unexpected = { [word()]: scalar };
  if (type === "object") return scalar;
  return type === "array" ? unexpected : oneOf<unknown>(unexpected, [unexpected]);
}
