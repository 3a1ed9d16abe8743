import { describe, expect, test } from "vitest";
import { estimateJob, type EstimateContext } from "../../shared/estimate.ts";
import { agentNames, type AgentName } from "../../shared/events.ts";
import type { Job } from "../../shared/job.ts";
import { shippedPrices } from "../../shared/prices.ts";
import { committed, created, planned, play } from "../support/job-story.ts";
import { spent } from "../support/spending.ts";
import { greeter, specificationWith } from "../support/specifications.ts";

const all = (model: string): Record<AgentName, string> =>
  Object.fromEntries(agentNames.map((name) => [name, model])) as Record<AgentName, string>;
const context = (parts: Partial<EstimateContext> = {}): EstimateContext => ({
  models: all("claude-opus-5-5"),
  prices: shippedPrices,
  source: "anthropic",
  jobs: [],
  maxIterations: 5,
  ...parts,
});
const [greet] = greeter.actions;
const sized = (components: number) =>
  specificationWith({ actions: greet ? Array<typeof greet>(components).fill(greet) : [] });

/** A job of one component that used so much. */
function past(tokens: number, usd: number | null, parts: Partial<Job> = {}): Job {
  const call = spent({ usd, usage: { input: tokens, output: 0 } });
  const job = play(created(), planned(), committed("plan", 0));
  return { ...job, model: "anthropic", status: "completed", spent: [call], ...parts };
}

describe("judged by the plan", () => {
  test("four components on Opus 5.5 take what the cost model says, once and with two more rounds", () => {
    const { usd, tokens, basis } = estimateJob(sized(4), context());
    expect(usd?.[0]).toBeGreaterThan(0.55);
    expect(usd?.[0]).toBeLessThan(0.8);
    expect(usd?.[1]).toBeGreaterThan(1);
    expect(usd?.[1]).toBeLessThan(1.6);
    expect(tokens[0]).toBeLessThan(tokens[1]);
    expect(basis).toBe("the plan: 4 components, 1 to 3 iterations, prices of 2026-11-22");
  });

  test("more components take more, and cheaper models cost less", () => {
    const small = estimateJob(sized(1), context());
    const large = estimateJob(sized(10), context());
    expect(large.tokens[0]).toBeGreaterThan(small.tokens[0]);
    expect(large.usd?.[1]).toBeGreaterThan(small.usd?.[1] ?? Infinity);
    const cheap = estimateJob(sized(1), context({ models: all("claude-haiku-5-5") }));
    expect(cheap.usd?.[1]).toBeLessThan((small.usd?.[0] ?? 0) / 5);
  });

  test("one model without a price makes the cost unknown, never nothing", () => {
    const models = { ...all("claude-opus-5-5"), reviewer: "llama-4" };
    const { usd, tokens, basis } = estimateJob(sized(4), context({ models }));
    expect(usd).toBeNull();
    expect(tokens[0]).toBeGreaterThan(10_000);
    expect(basis).not.toContain("prices");
  });

  test("a job with one iteration is not expected to take three", () => {
    const { basis } = estimateJob(sized(1), context({ maxIterations: 1 }));
    expect(basis).toContain("the plan: 1 component, 1 iteration,");
  });
});

describe("judged by earlier jobs", () => {
  const jobs = [past(1000, 0.1), past(5000, 0.5), past(2000, 0.2)];

  test("the median and the 90th percentile per component count", () => {
    const estimate = estimateJob(sized(2), context({ jobs }));
    expect(estimate).toMatchObject({ tokens: [4000, 10_000], basis: "3 earlier jobs" });
    expect(estimate.usd?.[0]).toBeCloseTo(0.4);
    expect(estimate.usd?.[1]).toBeCloseTo(1);
  });

  test("jobs that failed, of another source, or without any call do not count", () => {
    const others = [
      past(1, 0, { status: "failed" }),
      past(1, 0, { model: "eliza" }),
      past(1, 0, { spent: [] }),
    ];
    const { basis } = estimateJob(sized(2), context({ jobs: [...jobs.slice(1), ...others] }));
    expect(basis).toContain("the plan");
  });

  test("one without a price leaves the cost unknown", () => {
    const { usd } = estimateJob(sized(1), context({ jobs: [...jobs, past(1000, null)] }));
    expect(usd).toBeNull();
  });
});
