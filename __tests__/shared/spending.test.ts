import { expect, test } from "vitest";
import { Ledger } from "../../shared/ledger.ts";
import {
  costText,
  paidBy,
  spendingFacts,
  tokensText,
  totalOf,
  usdText,
} from "../../shared/spending.ts";
import fs from "node:fs";
import path from "node:path";
import { spent } from "../support/spending.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("a total is unknown as soon as one price is, and its tokens are not", () => {
  const total = totalOf([spent({ usd: 0.2 }), spent({ usd: null })]);
  expect(total).toMatchObject({ calls: 2, usd: null, tokens: 2200, minutes: 1 });
  expect(costText(total)).toBe("unknown");
});

test("an estimated part makes the whole an estimate", () => {
  const total = totalOf([spent({ usd: 0.2 }), spent({ usd: 0.22, usage: { estimated: true } })]);
  expect(costText(total)).toBe("~$0.42");
});

test("what was replayed cost nothing, what was asked for after the recording's end did", () => {
  const calls = [spent({ usd: 0 }), spent({ usd: 0.5 }), spent({ usd: null })];
  expect(paidBy({ model: "replay", spent: calls })).toEqual(calls.slice(1));
  expect(paidBy({ model: "anthropic", spent: calls })).toEqual(calls);
});

test("facts tell the total, each agent's and each iteration's part", () => {
  const calls = [
    spent({ agent: "planner", iteration: 0, usd: 0.05 }),
    spent({ agent: "coder", iteration: 1, usd: 0.2 }),
    spent({ agent: "tester", iteration: 1, usd: 0.1 }),
    spent({ agent: "coder", iteration: 2, usd: 0.1 }),
  ];
  const facts = spendingFacts({ model: "anthropic", spent: calls });
  expect(facts.usd).toBeCloseTo(0.45);
  expect(Object.keys(facts.agents)).toEqual(["planner", "coder", "tester"]);
  expect(facts.agents.coder?.usd).toBeCloseTo(0.3);
  expect(facts.iterations.map(({ iteration, calls: count }) => [iteration, count])).toEqual([
    [0, 1],
    [1, 2],
    [2, 1],
  ]);
});

test.each([
  [0, "$0.00"],
  [0.00001, "under $0.0001"],
  [0.0042, "$0.0042"],
  [0.05, "$0.05"],
  [12.345, "$12.35"],
])("%d dollars read %s", (usd, text) => expect(usdText(usd)).toBe(text));

test.each([
  [840, "840"],
  [123_400, "123k"],
  [999_600, "1M"],
  [1_500_000, "1.5M"],
])("%d tokens read %s", (tokens, text) => expect(tokensText(tokens)).toBe(text));

test("the ledger is there again after a restart, without a line that a crash tore", () => {
  const dataDir = path.join(temporaryFolder(), "not-made-yet");
  const ledger = new Ledger(dataDir);
  expect(ledger.all()).toEqual([]);
  ledger.add(spent({ usd: 0.25 }));
  fs.appendFileSync(path.join(dataDir, "ledger.jsonl"), '{"at": "20');
  expect(new Ledger(dataDir).all().map(({ usd }) => usd)).toEqual([0.25]);
});
