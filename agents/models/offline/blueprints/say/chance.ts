import { list, number, optional, text, type Saying } from "./saying.ts";

/** Pieces that several functions of the file share. */
export const chancePieces: Record<string, string> = {
  one: `/** One of several, each as likely as the others. */
function oneOf<Value>(values: readonly Value[]): Value {
  const value = values[randomInt(values.length)];
  if (value === undefined) throw new RangeError("there is nothing to choose from");
  return value;
}`,
};

/** What is left to chance, and says so. */
export const chances: Saying[] = [
  {
    name: "flipCoin",
    file: "chance",
    means: /\bcoin\b|\bheads or tails\b/,
    unless: /\b(price|crypto|market|wallet|gecko)\w*\b/,
    roles: {},
    source: `/** Heads or tails, each as likely as the other. */
export const flipCoin = (): string => oneOf(["heads", "tails"]);`,
    uses: ["one"],
    answer: "The coin shows {result}.",
    holds: { given: {}, expectations: [`expect(["heads", "tails"]).toContain(data.result);`] },
    user: "Please flip a coin.",
  },
  {
    name: "rollNotation",
    file: "chance",
    means: /\b(dice|die|roll\w*)\b/,
    roles: { notation: text(/\b(notation|dice|expression|formula|roll|input)\b/) },
    source: String.raw`/** Rolls dice as players write them: 2d6, d20 or 3d8+2. */
export function rollNotation(notation: string): { rolls: number[]; total: number } {
  const [, count = "1", sides = "", modifier = "0"] =
    /^(\d{0,3})d(\d{1,4})([+-]\d{1,4})?$/.exec(notation.toLowerCase().replaceAll(" ", "").replace(/^d/, "1d")) ?? [];
  if (Number(count) < 1 || Number(count) > 100 || Number(sides) < 2) {
    throw new RangeError(${'`"${notation}" is no roll of up to 100 dice, such as 2d6 or 3d8+2`'});
  }
  const rolls = Array.from({ length: Number(count) }, () => randomInt(1, Number(sides) + 1));
  return { rolls, total: rolls.reduce((sum, each) => sum + each, Number(modifier)) };
}`,
    answer: "{notation}: {result}",
    shown: '`${result.rolls.join(" + ")} makes ${result.total}`',
    data: "...result",
    holds: {
      given: { notation: "3d6+2" },
      expectations: [
        "expect(data.rolls).toHaveLength(3);",
        "expect(data.total).toBe((data.rolls as number[]).reduce((sum, each) => sum + each, 2));",
        "for (const each of data.rolls as number[]) expect([1, 2, 3, 4, 5, 6]).toContain(each);",
      ],
    },
    refused: [{ notation: "lots" }],
    limits: [{ notation: "0d6" }, { notation: "2d1" }, { notation: "101d6" }],
    user: "Please roll 2d6.",
  },
  {
    name: "rollDice",
    file: "chance",
    means: /\b(dice|die)\b/,
    roles: {
      sides: optional(number(/\b(sides|faces|type)\b/)),
      count: optional(number(/\b(count|dice|number|amount|rolls|quantity|times)\b/)),
      modifier: optional(number(/\b(modifier|bonus)\b/)),
    },
    source: `/** Rolls some dice: what each shows, and all together. */
export function rollDice(sides = 6, count = 1, modifier = 0): { rolls: number[]; total: number } {
  if (!Number.isInteger(sides) || sides < 2 || sides > 10_000) throw new RangeError("dice have 2 to 10000 sides");
  if (!Number.isInteger(count) || count < 1 || count > 100) throw new RangeError("1 to 100 dice can be rolled at once");
  const rolls = Array.from({ length: count }, () => randomInt(1, sides + 1));
  return { rolls, total: rolls.reduce((sum, each) => sum + each, modifier) };
}`,
    answer: "The dice show {result}.",
    shown:
      'result.rolls.length === 1 ? `${result.total}` : `${result.rolls.join(", ")}: ${result.total} in all`',
    data: "...result",
    holds: {
      given: { sides: 6, count: 3 },
      expectations: [
        "const rolls = data.rolls as number[];",
        "expect(rolls.length).toBeGreaterThan(0);",
        "for (const each of rolls) expect([1, 2, 3, 4, 5, 6]).toContain(each);",
        "expect(data.total).toBe(rolls.reduce((sum, each) => sum + each, 0));",
      ],
    },
    limits: [{ sides: 1 }, { count: 0 }, { count: 101 }, { sides: 2.5 }],
    user: "Please roll two dice.",
  },
  {
    name: "randomNumber",
    file: "chance",
    means: /\brandom\b.*\b(number|integer)|\b(number|integer)\b.*\brandom/,
    unless: /\blottery|winning\b/,
    roles: {
      min: optional(number(/\b(min(imum)?|from|low(er)?|start|least)\b/)),
      max: optional(number(/\b(max(imum)?|to|high|upper|end|most|limit)\b/)),
    },
    source: `/** A random whole number between two others, both included. */
export function randomNumber(min = 1, max = 100): number {
  const [least, most] = [Math.ceil(min), Math.floor(max)];
  if (least > most) throw new RangeError(\`there is no whole number from \${min} to \${max}\`);
  if (most - least >= 2 ** 47) throw new RangeError("that range is too wide");
  return randomInt(least, most + 1);
}`,
    answer: "A random number: {result}",
    holds: {
      given: { min: 3, max: 5 },
      expectations: ["expect(Number.isInteger(data.result)).toBe(true);"],
    },
    limits: [{ min: 9, max: 1 }],
    user: "Please give me a random number.",
  },
  {
    name: "shuffle",
    file: "chance",
    means: /\bshuffl\w*\b|\brandom (order|ordering)\b/,
    roles: { items: list() },
    source: `/** The same things in random order. */
export function shuffle(items: unknown[]): unknown[] {
  const left = [...items];
  return items.map(() => left.splice(randomInt(left.length), 1)[0]);
}`,
    answer: "In random order: {result}",
    shown: 'result.map(String).join(", ")',
    holds: {
      given: { items: ["a", "b", "c"] },
      expectations: [`expect((data.result as string[]).toSorted()).toEqual(["a", "b", "c"]);`],
    },
    user: "Please shuffle a, b and c.",
  },
  {
    name: "pickOne",
    file: "chance",
    means: /\b(pick|choose|select|draw|decide|random)\w*\b/,
    unless: /\b(best|cheapest|fastest|recommend\w*)\b/,
    roles: { options: list() },
    source: `/** One of several things, each as likely as the others. */
export const pickOne = (options: unknown[]): unknown => oneOf(options);`,
    uses: ["one"],
    answer: "Picked at random: {result}",
    shown: "String(result)",
    holds: {
      given: { options: ["tea", "coffee"] },
      expectations: [`expect(["tea", "coffee"]).toContain(data.result);`],
    },
    refused: [{ options: [] }],
    user: "Tea or coffee? Please pick one.",
  },
  {
    name: "newUuid",
    file: "chance",
    means: /\buuids?\b|\bguids?\b|\bunique id(entifier)?s?\b/,
    roles: {},
    source: `/** A new identifier that nobody else has (UUID version 4). */
export const newUuid = (): string => randomUUID();`,
    holds: {
      given: {},
      expectations: [
        "expect(data.result).toMatch(/^[\\da-f]{8}-[\\da-f]{4}-4[\\da-f]{3}-[89ab][\\da-f]{3}-[\\da-f]{12}$/);",
      ],
    },
    user: "I need a UUID.",
  },
  {
    name: "newPassword",
    file: "chance",
    means: /\b(generat\w*|creat\w*|random|new|make)\b.*\bpasswords?\b|\bpassword generator\b/,
    unless: /\b(save|store|check|strength|reset|manage\w*|vault|hash)\b/,
    roles: { length: optional(number(/\b(length|size|characters|chars)\b/)) },
    source: `/** A random password of letters, digits and signs that are hard to mix up. */
export function newPassword(length = 16): string {
  if (!Number.isInteger(length) || length < 8 || length > 256) throw new RangeError("passwords have 8 to 256 characters");
  const signs = [..."abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!#$%&*+-=?@"];
  return Array.from({ length }, () => oneOf(signs)).join("");
}`,
    uses: ["one"],
    holds: { given: {}, expectations: ["expect(data.result).toMatch(/^\\S{16}$/);"] },
    limits: [{ length: 3 }, { length: 1000 }],
    user: "Please make up a password.",
  },
];
