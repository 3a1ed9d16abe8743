import { isFinished, waitsForPerson, type Job } from "../../shared/job.ts";
import { phaseOf, progressOf } from "../../shared/phase.ts";
import { resultsOf } from "../../shared/criteria.ts";
import { criteriaFacts } from "../../shared/criteria-text.ts";
import { spendingFacts } from "../../shared/spending.ts";

/** What people want to know of a job, as JSON. */
export const factsOf = (job: Job, isAttended: boolean, place?: number) => ({
  jobId: job.id,
  status: job.status,
  /** Number in the line of those that wait for a place among the jobs at work. */
  place: place ?? null,
  phase: phaseOf(job),
  progress: progressOf(job),
  name: nameOf(job),
  description: job.request.description ?? job.request.specification?.description,
  createdAt: job.createdAt,
  updatedAt: job.updatedAt,
  model: job.model,
  maxIterations: job.maxIterations,
  iterations: job.iterations.length,
  gates: job.iterations
    .at(-1)
    ?.gates.map(({ name, status, summary }) => ({ name, status, summary })),
  criteria: criteriaFacts(resultsOf(job)),
  spent: spendingFacts(job),
  estimate: job.plan?.estimate ?? null,
  parent: job.parent ?? null,
  waiting: waitingFacts(job),
  reason: job.finished?.reason ?? null,
  plugin: job.finished?.plugin ?? null,
  commit: job.finished?.commit ?? job.iterations.at(-1)?.commit ?? null,
  interrupted: isInterrupted(job, isAttended),
});

/** Name of the plugin that a job builds, as soon as there is one. */
export const nameOf = (job: Job): string | null =>
  job.plan?.specification.name ?? job.request.specification?.name ?? null;

function waitingFacts({ waiting }: Job) {
  if (!waiting) return null;
  const { kind, reason, scope = null, until = null } = waiting;
  return { kind, reason, scope, until };
}

/** A job that is not over and that no process sees to was left behind; one that waits for a person was not. */
export const isInterrupted = (job: Job, isAttended: boolean): boolean =>
  !isFinished(job) && !isAttended && !waitsForPerson(job);
