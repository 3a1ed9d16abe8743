import { currentIteration, type Iteration, type Job, type JobStatus } from "./job.ts";
import { bestOf } from "./loop/fitness.ts";
import { leftOpen } from "./loop/wish.ts";
import type { Gate } from "./results.ts";
import { paidBy, totalOf, type Total } from "./spending.ts";

/** What can be held against what another job came to. */
export interface JobFacts {
  jobId: string;
  status: JobStatus;
  plugin: string | null;
  version: string | null;
  model: string;
  iterations: number;
  maxIterations: number;
  /** Iteration that all of the following is of: the released one, else the one that came farthest. */
  iteration: number | null;
  /** Newest commit of the job: what its files are compared by. */
  commit: string | null;
  gates: Pick<Gate, "name" | "status" | "summary">[];
  tests: { passed: number; failed: number; skipped: number } | null;
  /** How many broken versions of the code its tests noticed, of those that were tried. */
  mutation: { killed: number; tried: number } | null;
  review: { verdict: "approve" | "revise"; score: number } | null;
  open: { blockers: number; warnings: number };
  spent: Total;
  /** From the first event to the last one, waits included. */
  minutes: number;
}

/** What a job came to, for a comparison. */
export function comparedJob(job: Job): JobFacts {
  const shown = shownIteration(job);
  const test = shown?.gates.find(({ name }) => name === "test");
  const open = shown ? leftOpen(job, shown) : [];
  const count = (severity: string): number =>
    open.filter((finding) => finding.severity === severity).length;
  const { name = null, version = null } = job.plan?.specification ?? {};
  return {
    jobId: job.id,
    status: job.status,
    plugin: name,
    version,
    model: job.model,
    iterations: job.iterations.length,
    maxIterations: job.maxIterations,
    iteration: shown?.number ?? null,
    commit: job.finished?.commit ?? shown?.commit ?? null,
    gates: (shown?.gates ?? []).map(({ name: gate, status, summary }) => ({
      name: gate,
      status,
      summary,
    })),
    tests: test?.tests ? countTests(test.tests) : null,
    mutation: test?.mutation ? { killed: test.mutation.killed, tried: test.mutation.tried } : null,
    review: shown?.review ? { verdict: shown.review.verdict, score: shown.review.score } : null,
    open: { blockers: count("blocker"), warnings: count("warning") },
    spent: totalOf(paidBy(job)),
    minutes: (Date.parse(job.updatedAt) - Date.parse(job.createdAt)) / 60_000,
  };
}

/** The iteration that a job is judged by. */
const shownIteration = (job: Job): Iteration | undefined =>
  (job.status === "completed" ? undefined : bestOf(job.iterations)) ?? currentIteration(job);

function countTests(tests: NonNullable<Gate["tests"]>): NonNullable<JobFacts["tests"]> {
  const count = (state: string): number => tests.filter((each) => each.state === state).length;
  return { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
}
