import { number, type Saying } from "./saying.ts";

const whole = (
  name: string,
  means: RegExp,
  {
    doc,
    body,
    results,
    refused = [],
    limits,
    answer,
  }: {
    doc: string;
    body: string;
    results: [number, unknown][];
    refused?: number[];
    limits: number[];
    answer: string;
  },
): Saying => ({
  name,
  file: "numbers",
  means,
  roles: { number: number() },
  source: `/** ${doc} */\nexport function ${name}(number: number): ${typeof results[0]?.[1]} {\n${body}\n}`,
  uses: ["wholes"],
  answer,
  examples: results.map(([given, result]) => ({ given: { number: given }, result })),
  refused: refused.map((each) => ({ number: each })),
  limits: limits.map((each) => ({ number: each })),
  user: `Please work out ${name} for 5.`,
});

/** What can be told about one number. */
export const wholeNumbers: Saying[] = [
  whole("factorial", /\bfactorial\b/, {
    doc: "The product of all whole numbers up to this one.",
    body: `  needWhole(number, 0, 170);
  let product = 1;
  for (let factor = 2; factor <= number; factor += 1) product *= factor;
  return product;`,
    results: [
      [5, 120],
      [0, 1],
    ],
    refused: [-1],
    limits: [2.5, 171],
    answer: "{number}! = {result}",
  }),
  whole("fibonacci", /\bfibonacci\b/, {
    doc: "The Fibonacci number at this place; the first ones are 0, 1, 1, 2, 3.",
    body: `  needWhole(number, 0, 78);
  let [current, next] = [0, 1];
  for (let place = 0; place < number; place += 1) [current, next] = [next, current + next];
  return current;`,
    results: [
      [0, 0],
      [10, 55],
    ],
    limits: [-1, 79, 1.5],
    answer: "Fibonacci number {number} is {result}",
  }),
  whole("isPrime", /\bprimes?\b/, {
    doc: "Whether a number has no divisors but one and itself.",
    body: `  needWhole(number, 0, 1_000_000_000);
  for (let divisor = 2; divisor * divisor <= number; divisor += 1) {
    if (number % divisor === 0) return false;
  }
  return number > 1;`,
    results: [
      [97, true],
      [1, false],
      [91, false],
    ],
    limits: [-3, 2.5],
    answer: "Is {number} a prime number? {result}",
  }),
  whole("isEven", /\b(even|odd)\b/, {
    doc: "Whether two divides a number.",
    body: `  needWhole(number, -1_000_000_000_000, 1_000_000_000_000);
  return number % 2 === 0;`,
    results: [
      [4, true],
      [-3, false],
    ],
    limits: [1.5],
    answer: "Is {number} even? {result}",
  }),
  {
    name: "squareRoot",
    file: "numbers",
    means: /\bsquare root\b|\bsqrt\b/,
    roles: { number: number() },
    source: `/** The number whose square this is. */
export function squareRoot(number: number): number {
  if (number < 0) throw new RangeError("negative numbers have no square root here");
  return tidy(Math.sqrt(number));
}`,
    uses: ["tidy"],
    answer: "√{number} = {result}",
    examples: [{ given: { number: 81 }, result: 9 }],
    refused: [{ number: -1 }],
    user: "What is the square root of 81?",
  },
];
