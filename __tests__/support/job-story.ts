import type { AgentName, CommitKind, EventType, JobEvent, Payload } from "../../shared/events.ts";
import { parseEvent } from "../../shared/events.ts";
import { advance } from "../../shared/fold-job.ts";
import type { Job } from "../../shared/job.ts";
import { nextRequests } from "../../shared/next-requests.ts";
import type { CheckReport, Finding, Review } from "../../shared/results.ts";
import { greeter } from "./specifications.ts";

let count = 0;

/** An event of the job "abc123" with a stamp. */
export function eventOf<Type extends EventType>(
  type: Type,
  payload: Payload<Type>,
  agent: AgentName = "coordinator",
): JobEvent {
  count += 1;
  const at = new Date(Date.UTC(2026, 0, 1, 0, 0, count)).toISOString();
  return parseEvent({ type, id: `event-${count}`, jobId: "abc123", at, agent, ...payload });
}

export const blockerOf = (from: Finding["from"], message: string, file?: string): Finding => ({
  from,
  severity: "blocker",
  message,
  file,
});

export const greenReport: CheckReport = {
  verdict: "passed",
  mendable: true,
  gates: [
    { name: "build", status: "passed", summary: "ok", durationMs: 1, findings: [] },
    { name: "test", status: "passed", summary: "5 passed, 0 failed", durationMs: 1, findings: [] },
  ],
};

export const redReport = (...findings: Finding[]): CheckReport => ({
  verdict: "failed",
  mendable: true,
  gates: [{ name: "build", status: "failed", summary: "red", durationMs: 1, findings }],
});

export const approval: Review = { verdict: "approve", score: 92, summary: "Fine.", findings: [] };
export const rejection: Review = {
  verdict: "revise",
  score: 40,
  summary: "Not yet.",
  findings: [blockerOf("review", "The README lies.", "README.md")],
};

export const created = (maxIterations = 5): JobEvent =>
  eventOf("job:created", { description: "greet", notes: [], maxIterations, model: "offline" });

export const planned = (): JobEvent =>
  eventOf("plan:completed", { specification: greeter, assumptions: [], character: "p" }, "planner");

const written = (tree: string) => ({
  tree,
  summary: "written",
  files: ["src/index.ts"],
  character: "c",
});

export const tested = (iteration = 1, tree = "tests"): JobEvent =>
  eventOf("tests:completed", { iteration, ...written(tree) }, "tester");
export const coded = (iteration = 1, tree = `code-${iteration}`): JobEvent =>
  eventOf("code:completed", { iteration, ...written(tree) }, "coder");
/** The coder came back without a new version. */
export const idled = (iteration: number): JobEvent =>
  eventOf("code:completed", { iteration, ...written("same"), idle: "Nothing changed." }, "coder");
export const checked = (iteration: number, report: CheckReport): JobEvent =>
  eventOf("checks:completed", { iteration, report }, "tester");
export const reviewed = (iteration: number, review: Review): JobEvent =>
  eventOf("review:completed", { iteration, review, character: "r" }, "reviewer");
export const committed = (kind: CommitKind, iteration: number): JobEvent =>
  eventOf("commit:completed", { kind, iteration, commit: `${kind}-${iteration}` });

/** Folds answers, publishing what `nextRequests` wants in between as the coordinator does. */
export function play(...answers: JobEvent[]): Job {
  const [first, ...rest] = answers;
  if (!first) throw new Error("A story needs a beginning.");
  return rest.reduce((job, answer) => ask(advance(job, answer)), ask(advance(undefined, first)));
}

/** Publishes everything that is wanted until nothing more is. */
export function ask(job: Job): Job {
  const requests = nextRequests(job);
  if (requests.length === 0) return job;
  return ask(
    requests.reduce(
      (current, { type, payload }) => advance(current, eventOf(type, payload as never)),
      job,
    ),
  );
}

/** What is wanted next, in short: `code 2`, `commit tests`. */
export const wanted = (job: Job): string[] =>
  nextRequests({ ...job, inFlight: [] }).map(({ type, payload }) => {
    const subject = type.split(":")[0] ?? "";
    if ("kind" in payload) return `${subject} ${payload.kind}`;
    if ("status" in payload) return `${subject} ${payload.status}`;
    return "iteration" in payload ? `${subject} ${payload.iteration}` : subject;
  });
