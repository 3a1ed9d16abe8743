import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { costOf, readPrices, shippedPrices } from "../../shared/prices.ts";
import { noUsage, type Usage } from "../../shared/usage.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const million = (field: Exclude<keyof Usage, "estimated">): Usage => ({
  ...noUsage,
  [field]: 1_000_000,
});
const cost = (model: string, usage: Usage, day = "2026-11-22"): number | null =>
  costOf(usage, model, shippedPrices, new Date(day));

describe("the shipped prices", () => {
  test.each([
    ["input", 4],
    ["cacheWrite5m", 5],
    ["cacheWrite1h", 8],
    ["cacheRead", 0.2],
    ["output", 20],
    ["thinking", 0], // it is a part of the output
  ] as const)("a million %s tokens of Opus 5.5 cost $%d", (field, usd) => {
    expect(cost("claude-opus-5-5", million(field))).toBeCloseTo(usd);
  });

  test("a request to Haiku 5.5 is dearer as a whole when its prompt is long, cached parts included", () => {
    const short = { ...noUsage, input: 40_000, cacheRead: 60_000, output: 1000 };
    expect(cost("claude-haiku-5-5", short)).toBeCloseTo(0.004 + 0.0006 + 0.0005);
    const long = { ...short, cacheRead: 60_001 };
    expect(cost("claude-haiku-5-5", long)).toBeCloseTo(0.02 + 0.003 + 0.0025);
  });

  test.each([
    ["2026-10-06", 0.2],
    ["2026-10-07", 0.1],
  ])("on %s a million tokens from Sonnet 5.5's cache cost $%d", (day, usd) => {
    expect(cost("claude-sonnet-5-5", million("cacheRead"), day)).toBeCloseTo(usd);
  });

  test.each(["anthropic/claude-opus-5.5", "claude-opus-5-5-20261001", "claude-opus-5.5"])(
    "%s is known without what stands around it",
    (model) => expect(cost(model, million("input"))).toBeCloseTo(4),
  );

  test.each(["llama-4", "", "constructor", "claude-opus-9", "vendor/claude-opus-5-5-mini"])(
    'what "%s" costs nobody knows',
    (model) => expect(cost(model, million("input"))).toBeNull(),
  );
});

describe("prices of one's own", () => {
  test("complete and replace the shipped ones; a cache without a price costs as much as input", () => {
    const prices = readPrices('{"llama-4": {"input": 1, "output": 2}}');
    expect(costOf(million("cacheRead"), "llama-4", prices)).toBe(1);
    expect(costOf(million("output"), "llama-4", prices)).toBe(2);
    expect(costOf(million("input"), "claude-opus-5-5", prices)).toBe(4);
    const cheaper = readPrices('{"claude-opus-5-5": {"input": 0, "output": 0}}');
    expect(costOf(million("input"), "claude-opus-5-5", cheaper)).toBe(0);
  });

  test("win over a model's plain name when they name it exactly", () => {
    const prices = readPrices('{"anthropic/claude-opus-5.5": {"input": 9, "output": 9}}');
    expect(costOf(million("input"), "anthropic/claude-opus-5.5", prices)).toBe(9);
    expect(costOf(million("input"), "claude-opus-5-5", prices)).toBe(4);
  });

  test("may stand in a file, with conditions", () => {
    const file = path.join(temporaryFolder(), "prices.json");
    const rates = [
      { input: 1, output: 1 },
      { from: "2030-01-01", input: 2, output: 2 },
    ];
    fs.writeFileSync(file, JSON.stringify({ mine: rates }));
    const prices = readPrices(file);
    expect(costOf(million("input"), "mine", prices, new Date("2029-12-31"))).toBe(1);
    expect(costOf(million("input"), "mine", prices, new Date("2030-01-01"))).toBe(2);
  });

  test.each([
    ["{", /PLUGIN_PRICES: the text is no JSON/],
    ["nowhere.json", /PLUGIN_PRICES: .*"nowhere\.json", which cannot be read \(ENOENT\)/],
    ['{"mine": {"input": "1", "output": 1}}', /US dollars per million tokens[\s\S]*mine/],
    ['{"mine": {"input": -1, "output": 1}}', /mine/],
    ['{"mine": {"input": 1}}', /mine/],
    ['{"mine": {"input": 1, "output": 1, "cached": 1}}', /mine/],
    ['{"mine": []}', /mine/],
  ])("that are wrong are named: %s", (given, message) => {
    expect(() => readPrices(given)).toThrow(message);
  });
});
