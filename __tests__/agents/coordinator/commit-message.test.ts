import { describe, expect, test } from "vitest";
import { commitMessage } from "../../../agents/coordinator/commit-message.ts";
import { advance } from "../../../shared/fold-job.ts";
import type { Job } from "../../../shared/job.ts";
import type { AgentName, JobEvent } from "../../../shared/events.ts";
import {
  approval,
  checked,
  coded,
  committed,
  created,
  eventOf,
  greenReport,
  planned,
  play,
  reviewed,
  tested,
} from "../../support/job-story.ts";
import { called } from "../../support/spending.ts";

const call = (agent: AgentName, cost: Parameters<typeof called>[0]): JobEvent =>
  eventOf("model:called", called(cost), agent);

/** A job in its second iteration, with these calls. */
function jobWith(calls: JobEvent[], model = "anthropic"): Job {
  const story = [
    created(),
    planned(),
    committed("plan", 0),
    tested(),
    coded(),
    committed("tests", 1),
    checked(1, { ...greenReport, verdict: "failed" }),
    committed("iteration", 1),
    coded(2),
    checked(2, greenReport),
    reviewed(2, approval),
  ];
  return { ...calls.reduce(advance, play(...story)), model };
}

const trailers = (job: Job, kind: "plan" | "tests" | "iteration" = "iteration", iteration = 2) =>
  commitMessage(kind, iteration, job).trailers;

describe("the trailer Cost", () => {
  test("is what the calls of the iteration cost, and the plan's are its own", () => {
    const job = jobWith([
      call("planner", { iteration: 0, usd: 0.05 }),
      call("coder", { iteration: 1, usd: 0.3 }),
      call("coder", { iteration: 2, usd: 0.1 }),
      call("reviewer", { iteration: 2, usd: 0.02345 }),
    ]);
    expect(trailers(job).Cost).toBe("$0.1235");
    expect(trailers(job, "plan", 0).Cost).toBe("$0.0500");
    expect(trailers(job, "tests", 1)).not.toHaveProperty("Cost");
  });

  test("says when a part of it is an estimate", () => {
    const job = jobWith([call("coder", { iteration: 2, usd: 0.1, usage: { estimated: true } })]);
    expect(trailers(job).Cost).toBe("~$0.1000");
  });

  test("is unknown as soon as one price is", () => {
    const job = jobWith([
      call("coder", { iteration: 2, usd: 0.1 }),
      call("reviewer", { iteration: 2, usd: null }),
    ]);
    expect(trailers(job).Cost).toBe("unknown");
  });

  test.each([
    ["offline", []],
    ["replay", [call("coder", { iteration: 2, usd: 0 })]],
  ])("is none with the %s model", (model, calls) => {
    expect(trailers(jobWith(calls, model)).Cost).toBe("none");
  });
});

describe("the trailer Model", () => {
  test("names the models whose answers were used, once each", () => {
    const failure = { kind: "refused", message: "No." } as const;
    const job = jobWith([
      call("planner", { iteration: 0, model: "claude-opus-5-5" }),
      call("tester", { iteration: 1, model: "claude-sonnet-5-5" }),
      call("coder", { iteration: 1, model: "claude-haiku-5-5" }),
      call("coder", { iteration: 2, model: "claude-fable-5-2", failure }),
      call("coder", { iteration: 2, model: "claude-opus-5-5" }),
      call("coder", { iteration: 2, model: "claude-opus-5-5" }),
      call("reviewer", { iteration: 2, model: "claude-haiku-5-5" }),
    ]);
    expect(trailers(job).Model).toBe("claude-opus-5-5");
    expect(trailers(job, "plan", 0).Model).toBe("claude-opus-5-5");
    expect(trailers(job, "tests", 1).Model).toBe("claude-sonnet-5-5");
  });

  test("of an iteration of new tests is the one that wrote the code before", () => {
    const job = jobWith([
      call("coder", { iteration: 1, model: "claude-opus-5-5" }),
      call("tester", { iteration: 2, model: "claude-sonnet-5-5" }),
    ]);
    expect(trailers(job).Model).toBe("claude-opus-5-5");
  });

  test("is the source where no model was called", () => {
    expect(trailers(jobWith([], "offline")).Model).toBe("offline");
  });
});

describe("what the tests are worth", () => {
  const tree = "ee7a167bc603e563b3be9cb734b979f22949d2da";
  const job = jobWith([]);
  const told: Job = {
    ...job,
    plan: job.plan && {
      ...job.plan,
      criteria: [{ id: "AC-1", component: "greet", text: "It greets." }],
    },
    tests: job.tests && {
      ...job.tests,
      tree,
      dropped: [{ name: "[AC-1] is there", file: "src/__tests__/a.test.ts", why: "It passes." }],
      untested: ["AC-1"],
      unproven: "at sandbox level none nothing is run",
    },
    iterations: job.iterations.map((each) => ({ ...each, testsTree: tree })),
  };

  test("stands in the commit of the tests", () => {
    const { body } = commitMessage("tests", 1, told);
    expect(body).toContain(
      'Taken out:\n- "[AC-1] is there" of src/__tests__/a.test.ts. It passes.',
    );
    expect(body).toContain("No test shows: AC-1.");
    expect(body).toContain("Not proven to fail without a plugin: at sandbox level none");
  });

  test("the criteria stand in the commit of the plan", () => {
    const { body } = commitMessage("plan", 0, told);
    expect(body).toContain("Acceptance criteria:\n- AC-1 greet: It greets.");
  });

  test("every commit names the tree of the blind tests", () => {
    expect(trailers(told, "tests", 1)["Tests-Tree"]).toBe(tree);
    expect(trailers(told)["Tests-Tree"]).toBe(tree);
    expect(trailers(told, "plan", 0)).not.toHaveProperty("Tests-Tree");
  });
});
