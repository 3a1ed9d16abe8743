import { expect, test } from "vitest";
import { comparedJob } from "../../shared/comparison.ts";
import type { Gate } from "../../shared/results.ts";
import { noUsage } from "../../shared/usage.ts";
import {
  approval,
  blockerOf,
  checked,
  coded,
  committed,
  created,
  eventOf,
  planned,
  play,
  rejection,
  reviewed,
  tested,
} from "../support/job-story.ts";

const testGate = (red: number, killed: number): Gate => ({
  name: "test",
  status: red > 0 ? "failed" : "passed",
  summary: "",
  durationMs: 1,
  findings: Array.from({ length: red }, (_each, at) => blockerOf("test", `Red ${at}.`)),
  tests: Array.from({ length: 5 }, (_each, at) => ({
    name: `t${at}`,
    file: "src/__tests__/a.test.ts",
    state: at < red ? "failed" : "passed",
  })),
  mutation: { killed, tried: 10, total: 12, durationMs: 1, components: [] },
});
const report = (red: number, killed = 9) => ({
  verdict: red > 0 ? ("failed" as const) : ("passed" as const),
  gates: [testGate(red, killed)],
  mendable: true,
});
const begun = [
  created(),
  planned(),
  committed("plan", 0),
  tested(),
  coded(),
  committed("tests", 1),
];

test("a released job is told by its last iteration, with what it cost and how long it took", () => {
  const spent = {
    key: "coder/1/0/0",
    purpose: "code",
    iteration: 1,
    model: "m",
    usage: { ...noUsage, input: 1000, output: 200 },
    usd: 0.5,
    durationMs: 60_000,
  };
  const job = play(
    ...begun,
    eventOf("model:called", spent as never, "coder"),
    checked(1, report(0)),
    reviewed(1, approval),
    committed("iteration", 1),
    committed("release", 1),
  );
  const facts = comparedJob(job);
  expect(facts).toMatchObject({
    jobId: "abc123",
    status: "completed",
    iterations: 1,
    iteration: 1,
    commit: "release-1",
    gates: [{ name: "test", status: "passed" }],
    tests: { passed: 5, failed: 0, skipped: 0 },
    mutation: { killed: 9, tried: 10 },
    review: { verdict: "approve", score: 92 },
    open: { blockers: 0, warnings: 0 },
    spent: { calls: 1, usd: 0.5, tokens: 1200 },
  });
  const [first, last] = [begun[0]?.at ?? "", job.recent.at(-1)?.at ?? ""];
  expect(facts.minutes).toBeCloseTo((Date.parse(last) - Date.parse(first)) / 60_000);
  expect(facts.minutes).toBeGreaterThan(0);
});

test("a job that is not released is told by the iteration that came farthest", () => {
  const job = play(
    ...begun,
    checked(1, report(1)),
    committed("iteration", 1),
    coded(2),
    checked(2, report(3)),
    committed("iteration", 2),
  );
  expect(comparedJob(job)).toMatchObject({
    iterations: 3, // the third one is being written
    iteration: 1,
    tests: { passed: 4, failed: 1 },
    open: { blockers: 1 },
    commit: "iteration-1",
  });
});

test("what the reviewer objects to is open", () => {
  const job = play(...begun, checked(1, report(0)), reviewed(1, rejection));
  expect(comparedJob(job)).toMatchObject({
    open: { blockers: 1 },
    review: { verdict: "revise", score: 40 },
  });
});

test("a job that has done nothing yet has no results", () => {
  expect(comparedJob(play(created()))).toMatchObject({
    plugin: null,
    iteration: null,
    commit: null,
    gates: [],
    tests: null,
    mutation: null,
    review: null,
    spent: { calls: 0, usd: 0 },
  });
});
