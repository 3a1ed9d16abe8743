import { describe, expect, test } from "vitest";
import { costLine, estimateText, waitingText, warningText } from "../../shared/cost-text.ts";
import { factsOf } from "../../plugin/commands/job-facts.ts";
import { exchangeText } from "../../shared/exchange-text.ts";
import { statusText } from "../../plugin/status-text.ts";
import { endingLines } from "../../plugin/terminal/ending.ts";
import { eventLines } from "../../plugin/terminal/event-lines.ts";
import { advance } from "../../shared/fold-job.ts";
import type { Job } from "../../shared/job.ts";
import type { JobEvent } from "../../shared/events.ts";
import pc from "picocolors";
import { committed, created, eventOf, planned, play } from "../support/job-story.ts";
import { called, waitFor } from "../support/spending.ts";
import { greeter } from "../support/specifications.ts";

const plain = pc.createColors(false);
const begun = play(created(), planned(), committed("plan", 0));
const on = (job: Job, ...events: JobEvent[]): Job => events.reduce(advance, job);

const paid = on(
  { ...begun, model: "anthropic" },
  eventOf("model:called", called({ usd: 0.05, iteration: 0 }), "planner"),
  eventOf("model:called", called({ usd: 0.3, usage: { input: 120_000 } }), "coder"),
  eventOf("model:called", called({ usd: 0.07 }), "tester"),
);
const end = eventOf("job:finished", {
  status: "failed",
  reason: "No.",
  plugin: null,
  iterations: 1,
  commit: null,
});

describe("the cost", () => {
  test("stands in the status, by agent", () => {
    const line = "Cost so far: $0.42 (planner $0.05, coder $0.30, tester $0.07), 122k tokens";
    expect(statusText(paid)).toContain(`%\n${line}\n\nRecent logs:`);
    expect(costLine(on(paid, end))).toMatch(/^Cost: \$0\.42/);
  });

  test("of a job that nobody pays for is not mentioned", () => {
    expect(statusText(begun)).not.toContain("Cost");
    expect(endingLines(on(begun, end), [], plain).join("\n")).not.toContain("Cost");
  });

  test("that nobody knows is unknown, not nothing", () => {
    const job = on(paid, eventOf("model:called", called({ usd: null }), "reviewer"));
    expect(costLine(job)).toMatch(
      /^Cost so far: unknown \(.*coder \$0\.30.*reviewer unknown\), 123k/,
    );
  });

  test("stands in the last lines of the terminal and in the facts for programs", () => {
    expect(endingLines(on(paid, end), [], plain)).toContain(costLine(on(paid, end)));
    const { spent } = factsOf(paid, true);
    expect(spent.usd).toBeCloseTo(0.42);
    expect(spent.agents.coder).toMatchObject({ usd: 0.3, tokens: 120_100 });
    expect(spent.iterations.map(({ iteration }) => iteration)).toEqual([0, 1]);
  });
});

describe("an estimate", () => {
  const estimate = {
    usd: [0.6, 1.2] as [number, number],
    tokens: [68_000, 210_000] as [number, number],
    basis: "the plan",
  };
  const text = "Expected: $0.60 to $1.20, 68k to 210k tokens (judged by the plan)";

  test("is told with the plan, wherever people see it", () => {
    expect(estimateText(estimate)).toBe(text);
    const event = eventOf(
      "plan:completed",
      { specification: greeter, assumptions: [], character: "p", estimate },
      "planner",
    );
    const job = play(created(), event);
    expect(statusText(job)).toContain(`- ${text}`);
    expect(exchangeText(event)).toContain(`1.0.0.\n${text}`);
    expect(eventLines(event, job, plain).join("\n")).toContain(text);
  });

  test("without a price says so", () => {
    expect(estimateText({ ...estimate, usd: null })).toContain("Expected: cost unknown, 68k");
  });
});

test("a warning says how much of what is used", () => {
  const warning = { scope: "job", unit: "usd", spent: 2.43, limit: 3 } as const;
  const text = "81 % of the job's budget is used: $2.43 of $3.00";
  expect(warningText(warning)).toBe(text);
  const event = eventOf("budget:warned", warning);
  expect(statusText(on(begun, event))).toContain(`- ${text}`);
  expect(exchangeText(event)).toBe(`${text}.`);
  expect(eventLines(event, begun, plain)).toEqual([`  ${text}`]);
  expect(warningText({ scope: "day", unit: "tokens", spent: 9e6, limit: 1e7 })).toBe(
    "90 % of today's budget is used: 9M tokens of 10M tokens",
  );
});

describe("a wait", () => {
  const until = new Date(2026, 10, 22, 14, 5).toISOString();

  test("for a time says when it ends, on the clock of this machine", () => {
    expect(waitingText(waitFor("code:requested", until))).toBe(
      "The model is asked too often. The job goes on by itself at 2026-11-22 14:05.",
    );
  });

  test("stands in the status with its whole reason", () => {
    const job = on(begun, eventOf("job:waiting", waitFor("code:requested")));
    expect(statusText(job)).toContain("Plugin Creation Status: waiting");
    expect(statusText(job)).toContain("\n\nThe job's budget does not reach.\n\nRecent logs:");
  });

  test("of a second agent for the same is no news on the terminal", () => {
    const [first, second] = [
      eventOf("job:waiting", waitFor("code:requested"), "coder"),
      eventOf("job:waiting", waitFor("tests:requested"), "tester"),
    ];
    expect(eventLines(first, on(begun, first), plain).join("")).toContain("does not reach");
    expect(eventLines(second, on(begun, first, second), plain)).toEqual([]);
  });
});
