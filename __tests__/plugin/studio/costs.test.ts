import { expect, test } from "vitest";
import { costsByDay } from "../../../plugin/studio/costs.ts";
import type { Spent } from "../../../shared/spending.ts";

const spentAt = (at: Date, usd: number | null): Spent => ({
  at: at.toISOString(),
  agent: "coder",
  iteration: 1,
  model: "some-model",
  usage: {
    input: 100,
    output: 10,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    thinking: 0,
    estimated: false,
  },
  usd,
  durationMs: 1000,
  failed: false,
});

test("costs are summed by days of this machine, and days without any are there", () => {
  const days = costsByDay([
    spentAt(new Date(2026, 1, 28, 23, 59), 0.25),
    spentAt(new Date(2026, 2, 2, 0, 1), null),
    spentAt(new Date(2026, 1, 28, 0, 1), 0.5),
  ]);
  expect(days).toEqual([
    { day: "2026-02-28", calls: 2, usd: 0.75, tokens: 220, estimated: false },
    { day: "2026-03-01", calls: 0, usd: 0, tokens: 0, estimated: false },
    { day: "2026-03-02", calls: 1, usd: null, tokens: 110, estimated: false },
  ]);
});

test("where nothing was spent there are no days", () => {
  expect(costsByDay([])).toEqual([]);
});
