import { list, number, type Saying } from "./saying.ts";

/** Two numbers belong together only by what they are called: a price and an amount are no sum. */
const named = (called: RegExp) => ({ ...number(called), strict: true });

/** The first of two numbers. */
export const A = named(
  /^(a|x|first|left|num(ber)?(1| one)|base|value|minuend|dividend|augend|multiplicand)\b/,
);
/** The second of two numbers. */
export const B = named(
  /^(b|y|second|right|num(ber)?(2| two)|exponent|by|subtrahend|divisor|addend|multiplier)\b/,
);

const pair = (
  name: string,
  means: RegExp,
  {
    doc,
    body,
    sign,
    examples,
    refused,
    limits,
  }: {
    doc: string;
    body: string;
    sign: string;
    examples: [number, number, number][];
    refused?: [number, number][];
    limits?: [number, number][];
  },
): Saying => ({
  name,
  file: "numbers",
  means,
  unless: /\b(list|array|matri|vector|date|task|item|record|contact|member)\w*/,
  roles: { a: A, b: B },
  source: `/** ${doc} */\nexport ${body}`,
  uses: ["tidy"],
  answer: `{a} ${sign} {b} = {result}`,
  examples: examples.map(([a, b, result]) => ({ given: { a, b }, result })),
  refused: (refused ?? []).map(([a, b]) => ({ a, b })),
  limits: (limits ?? []).map(([a, b]) => ({ a, b })),
  user: `What is 6 ${sign} 3?`,
});

const ofList = (
  name: string,
  means: RegExp,
  { doc, body, results }: { doc: string; body: string; results: [unknown[], number][] },
): Saying => ({
  name,
  file: "numbers",
  means,
  roles: { numbers: list() },
  source: `/** ${doc} */\nexport function ${name}(values: unknown[]): number {\n${body}\n}`,
  uses: ["numeric", ...(body.includes("tidy(") ? ["tidy"] : [])],
  examples: results.map(([values, result]) => ({ given: { numbers: values }, result })),
  refused: [{ numbers: [1, "two"] }],
  limits: [{ numbers: [] }],
  user: `What is the ${name} of 1, 2 and 6?`,
});

/** Arithmetic on a few numbers. */
export const numbers: Saying[] = [
  pair("add", /\b(add|plus)\b|\b(add(s|ing)?|sums?)\b.*\bnumbers\b/, {
    doc: "The sum of two numbers.",
    body: "const add = (a: number, b: number): number => tidy(a + b);",
    sign: "+",
    examples: [
      [2, 3, 5],
      [0.1, 0.2, 0.3],
    ],
  }),
  pair("subtract", /\bsubtract\w*\b|\bminus\b|\bdifference (of|between) (two |the )?numbers/, {
    doc: "The first number less the second.",
    body: "const subtract = (a: number, b: number): number => tidy(a - b);",
    sign: "-",
    examples: [[2, 3, -1]],
  }),
  pair("multiply", /\bmultipl\w*\b|\bproduct of\b/, {
    doc: "The product of two numbers.",
    body: "const multiply = (a: number, b: number): number => tidy(a * b);",
    sign: "×",
    examples: [[2, -3, -6]],
    limits: [[1e200, 1e200]],
  }),
  pair("divide", /\bdivid\w*\b|\bdivision\b|\bquotient\b/, {
    doc: "The first number divided by the second.",
    body: `function divide(a: number, b: number): number {
  if (b === 0) throw new RangeError("nothing can be divided by zero");
  return tidy(a / b);
}`,
    sign: "÷",
    examples: [[7, 2, 3.5]],
    refused: [[1, 0]],
  }),
  pair("remainder", /\bmodulo\b|\bremainder\b/, {
    doc: "What is left when the first number is divided by the second.",
    body: `function remainder(a: number, b: number): number {
  if (b === 0) throw new RangeError("nothing can be divided by zero");
  return tidy(a % b);
}`,
    sign: "mod",
    examples: [[7, 3, 1]],
    refused: [[1, 0]],
  }),
  pair("power", /\bpower\b|\bexponent\w*\b/, {
    doc: "The first number to the power of the second.",
    body: "const power = (a: number, b: number): number => tidy(a ** b);",
    sign: "^",
    examples: [[2, 10, 1024]],
    limits: [[10, 1000]],
  }),
  pair("greatestCommonDivisor", /\bgcd\b|\bgreatest common divisor\b|\bcommon factor\b/, {
    doc: "The largest whole number that divides both.",
    body: `function greatestCommonDivisor(a: number, b: number): number {
  if (!Number.isInteger(a) || !Number.isInteger(b)) throw new RangeError("whole numbers are needed");
  return b === 0 ? tidy(Math.abs(a)) : greatestCommonDivisor(b, a % b);
}`,
    sign: "gcd",
    examples: [[12, 18, 6]],
    limits: [[1.5, 2]],
  }),
  {
    name: "percentageOf",
    file: "numbers",
    means: /\b(percent\w*|tip)\b/,
    unless:
      /\b(change|increase|decrease|difference|discount|tax|grow\w*|what percent\w*|\w+ is of)\b/,
    roles: {
      percent: number(/\b(percent\w*|rate|tip)\b/),
      value: number(/\b(value|amount|number|total|of|base|bill|price)\b/),
    },
    source: `/** So many percent of a value. */
export const percentageOf = (percent: number, value: number): number => tidy((value * percent) / 100);`,
    uses: ["tidy"],
    answer: "{percent} % of {value} is {result}",
    examples: [{ given: { percent: 15, value: 80 }, result: 12 }],
    user: "What is 15 percent of 80?",
  },
  ofList("median", /\bmedian\b/, {
    doc: "The middle of the sorted numbers, or the mean of the two in the middle.",
    body: `  const sorted = numeric(values).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return tidy(sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2);`,
    results: [
      [[9, 1, 5], 5],
      [[4, 1, 2, 3], 2.5],
    ],
  }),
  ofList("average", /\b(average|mean)\b/, {
    doc: "The sum of the numbers divided by how many there are.",
    body: `  const all = numeric(values);
  return tidy(all.reduce((sum, value) => sum + value, 0) / all.length);`,
    results: [[[1, 2, 6], 3]],
  }),
  ofList("largest", /\b(max(imum)?|largest|biggest|highest|greatest)\b/, {
    doc: "The largest of the numbers.",
    body: "  return Math.max(...numeric(values));",
    results: [[[3, 9, -2], 9]],
  }),
  ofList("smallest", /\b(min(imum)?|smallest|lowest|least)\b/, {
    doc: "The smallest of the numbers.",
    body: "  return Math.min(...numeric(values));",
    results: [[[3, 9, -2], -2]],
  }),
  ofList("total", /\bsums?\b|\b(add\w*|total\w*)\b.*\bnumbers\b/, {
    doc: "The sum of the numbers.",
    body: "  return tidy(numeric(values).reduce((sum, value) => sum + value, 0));",
    results: [
      [[1, 2, 6], 9],
      [[0.1, 0.2], 0.3],
    ],
  }),
];
