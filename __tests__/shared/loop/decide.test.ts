import { expect, test } from "vitest";
import type { JobEvent } from "../../../shared/events.ts";
import type { Job } from "../../../shared/job.ts";
import { resumed } from "../../../shared/fold-job.ts";
import { decide } from "../../../shared/loop/decide.ts";
import type { CheckReport, Finding, Gate, GateName, RanTest } from "../../../shared/results.ts";
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
  wanted,
} from "../../support/job-story.ts";

const begun = [created(), planned(), committed("plan", 0), tested()];

/** A round's report in short: the errors of a gate, or the tests that are red. */
interface Outcome {
  build?: string[];
  lint?: string[];
  red?: string[];
}

const TESTS = ["adds", "lists", "removes"];

function report({ build = [], lint = [], red = [] }: Outcome): CheckReport {
  const gate = (name: GateName, findings: Finding[], skipped = false): Gate => ({
    name,
    status: skipped ? "skipped" : findings.length > 0 ? "failed" : "passed",
    summary: "",
    durationMs: 1,
    findings,
  });
  const built = build.length === 0;
  const tests = TESTS.map((name): RanTest => {
    const state = red.includes(name) ? "failed" : "passed";
    return { name, file: "src/__tests__/a.test.ts", state };
  });
  const gates = [
    gate("install", []),
    gate(
      "build",
      build.map((message) => blockerOf("build", message, "src/index.ts")),
    ),
    gate(
      "lint",
      lint.map((message) => blockerOf("lint", message, "src/index.ts")),
    ),
    {
      ...gate(
        "test",
        red.map((name) => ({ ...blockerOf("test", `${name}: expected 1 to be 2`), test: name })),
        !built,
      ),
      tests: built ? tests : [],
    },
    gate("load", [], !built),
  ];
  const passed = gates.every(({ status }) => status === "passed");
  return { verdict: passed ? "passed" : "failed", mendable: true, gates };
}

/** Plays rounds until the loop decides on the last one. */
function after(...outcomes: Outcome[]): Job {
  const events = outcomes.flatMap((outcome, index): JobEvent[] => {
    const number = index + 1;
    return [
      coded(number),
      ...(number === 1 ? [committed("tests", 1)] : []),
      checked(number, report(outcome)),
      // Nobody waits for a review but of what is the last.
      reviewed(number, rejection),
      committed("iteration", number),
    ];
  });
  return play(...begun, ...events);
}

const steps = ({ decisions }: Job) => decisions.map(({ step, base }) => `${step} ${base ?? ""}`);

test("what came farther is mended further, whatever is still open", () => {
  const job = after(
    { build: ["no x", "no y"] },
    { build: ["no y"] },
    { red: ["adds", "lists"] },
    { red: ["adds"] },
  );
  expect(steps(job)).toEqual(["mend 1", "mend 2", "mend 3", "mend 4"]);
  expect(job.decisions[1]?.reason).toBe(
    "Iteration 2 came farther than iteration 1; 1 blocker open.",
  );
});

test("the same findings lead to another approach, then to two candidates, then to the end", () => {
  const same = { red: ["adds"] };
  const job = after(same, same, same, same);
  expect(steps(job)).toEqual(["mend 1", "fresh-start 2", "two-candidates 3", "stop "]);
  expect(job.decisions.at(-1)).toMatchObject({ ending: "no-progress" });
  expect(job.decisions[1]?.reason).toContain("Iteration 2 left the same open as iteration 1.");
});

test("who breaks a test that passed begins again from the files before", () => {
  const job = after({ red: ["adds"] }, { red: ["lists", "removes"] });
  expect(job.decisions.at(-1)).toMatchObject({ step: "fresh-start", base: 1 });
  expect(job.decisions.at(-1)?.reason).toContain(
    "Iteration 2 broke 2 tests that passed in iteration 1.",
  );
  expect(job.iterations.at(-1)).toMatchObject({ number: 3, base: 1, approach: "fresh-start" });
  expect(job.iterations.at(-1)?.findings.map(({ message }) => message)).toEqual([
    "adds: expected 1 to be 2",
  ]);
});

test("a fix that breaks something else is no progress, even when more tests pass", () => {
  const job = after({ red: ["adds", "lists"] }, { red: ["removes"] });
  expect(job.decisions.at(-1)).toMatchObject({ step: "fresh-start", base: 1 });
});

test("who does not build any more has fallen behind", () => {
  const job = after({ red: ["adds"] }, { build: ["no x"] });
  expect(job.decisions.at(-1)?.reason).toContain("Iteration 2 fell behind iteration 1.");
});

test("as far as before, with other findings only, is worth another ordinary round", () => {
  const job = after({ build: ["missing a"] }, { build: ["Property b does not exist"] });
  expect(job.decisions.at(-1)).toMatchObject({ step: "mend", base: 2 });
});

test("going back and forth between two states is found at its first return", () => {
  const [one, other] = [{ build: ["missing a"] }, { build: ["Property b does not exist"] }];
  const job = after(one, other, one);
  expect(job.decisions.at(-1)).toMatchObject({ step: "fresh-start" });
  expect(job.decisions.at(-1)?.reason).toContain("Iteration 3 is back where iteration 1 was.");
});

test("a step of the ladder is taken once, even after progress in between", () => {
  const two = { red: ["adds", "lists"] };
  const one = { red: ["adds"] };
  const job = after(two, two, one, one);
  expect(steps(job)).toEqual(["mend 1", "fresh-start 2", "mend 3", "two-candidates 4"]);
});

test("the reviewer's word releases nothing that is red, and holds up nothing without a blocker", () => {
  const red = play(
    created(1),
    ...begun.slice(1),
    coded(),
    committed("tests", 1),
    checked(1, report({ red: ["adds"] })),
    reviewed(1, approval),
    committed("iteration", 1),
  );
  expect(red.decisions.map(({ step }) => step)).toEqual(["stop"]);
});

test("a reviewer that objects to everything cannot keep a job alive", () => {
  const objection = (number: number) => ({
    ...rejection,
    findings: [blockerOf("review", `Objection ${"abcdef"[number]}`, `src/${number}.ts`)],
  });
  const rounds = [1, 2, 3, 4, 5].flatMap((number): JobEvent[] => [
    coded(number),
    ...(number === 1 ? [committed("tests", 1)] : []),
    checked(number, report({})),
    reviewed(number, objection(number)),
    committed("iteration", number),
  ]);
  const job = play(...begun, ...rounds);
  expect(job.finished).toMatchObject({ status: "failed", ending: "limit", iterations: 5 });
});

test("the same job leads to the same decision", () => {
  const job = after({ red: ["adds"] }, { red: ["adds"] });
  const before = { ...job, iterations: job.iterations.slice(0, 2), decisions: [] };
  expect(decide(before)).toEqual(decide(structuredClone(before)));
});

const dispute = { test: "adds", clause: "adds one", reason: "It wants two." };
const disputing = (iteration: number): JobEvent =>
  eventOf(
    "code:completed",
    { ...codeOf(iteration), disputes: [dispute], idle: "Disputed." },
    "coder",
  );
const judged = (iteration: number, tree: string, verdict: "keep" | "fix"): JobEvent => {
  const verdicts = [{ test: "adds", verdict, quote: "adds one", reason: "So it says." }];
  return eventOf("tests:completed", { ...codeOf(iteration), tree, verdicts }, "tester");
};
const codeOf = (iteration: number) => ({
  iteration,
  tree: "code",
  summary: "s",
  files: [],
  character: "c",
});
const firstRound = [
  coded(1),
  committed("tests", 1),
  checked(1, report({ red: ["adds"] })),
  committed("iteration", 1),
];

test("a red test that is held for wrong is judged before anything else is tried", () => {
  const job = play(...begun, ...firstRound, disputing(2));
  expect(job.decisions.at(-1)).toMatchObject({ step: "judge-tests", base: 1 });
  expect(job).toMatchObject({ judging: [dispute], inFlight: ["tests:requested"] });
});

test("a test that is kept is not disputed again, and nothing is checked anew", () => {
  const job = play(...begun, ...firstRound, disputing(2), judged(2, "tests", "keep"));
  expect(job.judging).toBeUndefined();
  expect(job.decisions.at(-1)).toMatchObject({ step: "fresh-start" });
  expect(job.tests?.tree).toBe("tests");
  const again = play(
    ...begun,
    ...firstRound,
    disputing(2),
    judged(2, "tests", "keep"),
    disputing(2),
  );
  expect(again.decisions.at(-1)?.step).not.toBe("judge-tests");
});

test("a test that was changed is recorded, and the same code is checked against it", () => {
  const story = [...begun, ...firstRound, disputing(2), judged(2, "tests-2", "fix")];
  expect(wanted(play(...story))).toEqual(["commit tests"]);
  const job = play(...story, committed("tests", 2));
  expect(wanted(job)).toEqual(["checks 2"]);
  expect(job.iterations.at(-1)).toMatchObject({ number: 2, code: { tree: "code-1" } });
});

test("a restart in the middle of judging asks the tester again", () => {
  const job = play(...begun, ...firstRound, disputing(2));
  expect(wanted(resumed(job))).toEqual(["tests 2"]);
});

test("from the fourth iteration on no test is judged any more", () => {
  const rounds = [1, 2, 3, 4].flatMap((number): JobEvent[] => [
    coded(number),
    ...(number === 1 ? [committed("tests", 1)] : []),
    checked(
      number,
      report({ build: Array.from({ length: 5 - number }, (_, i) => `no ${i}`), red: ["adds"] }),
    ),
    committed("iteration", number),
  ]);
  const job = play(...begun, ...rounds, disputing(5));
  expect(job.decisions.map(({ step }) => step)).not.toContain("judge-tests");
});

test("a test that fails twice alike with all tests of its criterion is judged without a claim", () => {
  const name = "[AC-1] adds";
  const red = (): CheckReport => {
    const { gates, ...rest } = report({});
    const failing = gates.map((gate) =>
      gate.name === "test"
        ? {
            ...gate,
            status: "failed" as const,
            findings: [{ ...blockerOf("test", `${name}: expected 1 to be 2`), test: name }],
            tests: [{ name, file: "src/__tests__/a.test.ts", state: "failed" as const }],
          }
        : gate,
    );
    return { ...rest, verdict: "failed", gates: failing };
  };
  const rounds = [1, 2].flatMap((number): JobEvent[] => [
    coded(number),
    ...(number === 1 ? [committed("tests", 1)] : []),
    checked(number, red()),
    committed("iteration", number),
  ]);
  const job = play(...begun, ...rounds);
  expect(job.decisions.at(-1)).toMatchObject({ step: "judge-tests" });
  expect(job.judging?.[0]).toMatchObject({ test: name });
});
