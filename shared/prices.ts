import fs from "node:fs";
import { z } from "zod";
import { ConfigError } from "./errors.ts";
import type { Usage } from "./usage.ts";

const usd = z.number("expected US dollars per million tokens").min(0, "expected no less than 0");

/** US dollars per million tokens, and when they hold. What has no rate of its own costs as much as plain input. */
const Rates = z.strictObject({
  input: usd,
  output: usd,
  cacheRead: usd.optional(),
  cacheWrite5m: usd.optional(),
  cacheWrite1h: usd.optional(),
  /** Holds for a whole request whose input has more tokens than this. */
  above: z.number().int().min(0).optional(),
  /** Holds from this day on. */
  from: z.iso.date("expected a day such as 2026-10-07").optional(),
});
type Rates = z.infer<typeof Rates>;

/** Rates of a model, the ordinary ones first: of those whose conditions are met, the last ones count. */
export type Price = [Rates, ...Rates[]];

export interface Prices {
  /** Day on which the shipped prices were compared with what is published. */
  verifiedOn: string;
  models: ReadonlyMap<string, Price>;
}

const opus: Price = [
  { input: 5, cacheWrite5m: 6.25, cacheWrite1h: 10, cacheRead: 0.5, output: 25 },
];
const sonnet = { input: 2, cacheWrite5m: 2.5, cacheWrite1h: 4, cacheRead: 0.2, output: 10 };
const haiku = { input: 0.1, cacheWrite5m: 0.125, cacheWrite1h: 0.2, cacheRead: 0.01, output: 0.5 };

export const shippedPrices: Prices = {
  verifiedOn: "2026-11-22",
  models: new Map<string, Price>([
    // Known from a third party's table only.
    [
      "claude-fable-5-2",
      [{ input: 8, cacheWrite5m: 10, cacheWrite1h: 16, cacheRead: 0.2, output: 40 }],
    ],
    [
      "claude-opus-5-5",
      [{ input: 4, cacheWrite5m: 5, cacheWrite1h: 8, cacheRead: 0.2, output: 20 }],
    ],
    ["claude-sonnet-5-5", [sonnet, { ...sonnet, from: "2026-10-07", cacheRead: 0.1 }]],
    [
      "claude-haiku-5-5",
      [
        haiku,
        {
          above: 100_000,
          input: 0.5,
          cacheWrite5m: 0.625,
          cacheWrite1h: 1,
          cacheRead: 0.05,
          output: 2.5,
        },
      ],
    ],
    ["claude-opus-5", opus],
    ["claude-opus-4-8", opus],
    ["claude-opus-4-7", opus],
    ["claude-opus-4-6", opus],
    ["claude-opus-4-5", opus],
    [
      "claude-haiku-4-5",
      [{ input: 1, cacheWrite5m: 1.25, cacheWrite1h: 2, cacheRead: 0.1, output: 5 }],
    ],
  ]),
};

const Given = z.record(z.string().min(1), z.union([Rates, z.array(Rates).min(1)]));

/**
 * The shipped prices, completed and replaced by those of `PLUGIN_PRICES`: JSON such as
 * `{"my-model": {"input": 0.5, "output": 1.5}}`, or a file with it. Throws a ConfigError that names what is wrong.
 */
export function readPrices(given: string | undefined): Prices {
  if (given === undefined) return shippedPrices;
  const text = given.trimStart().startsWith("{") ? given : readFile(given);
  const result = Given.safeParse(readJson(text, given));
  if (!result.success) {
    throw new ConfigError(
      `PLUGIN_PRICES: expected prices such as {"my-model": {"input": 0.5, "output": 1.5}}, in US dollars per million tokens. ${z.prettifyError(result.error)}`,
    );
  }
  const models = Object.entries(result.data).map(([model, rates]): [string, Price] => [
    model,
    Array.isArray(rates) ? (rates as Price) : [rates],
  ]);
  return { ...shippedPrices, models: new Map([...shippedPrices.models, ...models]) };
}

function readFile(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConfigError(
      `PLUGIN_PRICES: expected JSON or a file with JSON, got "${file}", which cannot be read (${(cause as NodeJS.ErrnoException).code}).`,
      { cause },
    );
  }
}

function readJson(text: string, given: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const place = given === text ? "the text" : given;
    throw new ConfigError(`PLUGIN_PRICES: ${place} is no JSON: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

/** The price of a model: by its exact id, else by the id without what providers put around it. */
export const priceOf = (model: string, { models }: Prices): Price | undefined =>
  models.get(model) ?? models.get(plainId(model));

/** `anthropic/claude-opus-5.5` → `claude-opus-5-5`, `claude-haiku-4-5-20251001` → `claude-haiku-4-5`. */
const plainId = (model: string): string =>
  model
    .slice(model.lastIndexOf("/") + 1)
    .replaceAll(".", "-")
    .replace(/-20\d{6}$/, "");

/** What a request cost, in US dollars; `null` when nobody knows the model's price. */
export function costOf(
  usage: Usage,
  model: string,
  prices: Prices,
  at = new Date(),
): number | null {
  const price = priceOf(model, prices);
  if (!price) return null;
  const prompt = usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = ratesFor(price, prompt, at);
  const sum =
    usage.input * input +
    usage.output * output +
    usage.cacheRead * (cacheRead ?? input) +
    usage.cacheWrite5m * (cacheWrite5m ?? input) +
    usage.cacheWrite1h * (cacheWrite1h ?? input);
  return sum / 1e6;
}

function ratesFor(price: Price, prompt: number, at: Date): Rates {
  const holds = ({ above, from }: Rates): boolean =>
    (above === undefined || prompt > above) &&
    (from === undefined || at.getTime() >= Date.parse(from));
  return price.findLast(holds) ?? price[0];
}
