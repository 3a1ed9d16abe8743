import { isFinished, type Job } from "../../shared/job.ts";
import { phaseOf, progressOf } from "../../shared/phase.ts";

/** What people want to know of a job, as JSON. */
export const factsOf = (job: Job, isOwned: boolean) => ({
  jobId: job.id,
  status: job.status,
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
  reason: job.finished?.reason ?? null,
  plugin: job.finished?.plugin ?? null,
  commit: job.finished?.commit ?? job.iterations.at(-1)?.commit ?? null,
  interrupted: isInterrupted(job, isOwned),
});

/** Name of the plugin that a job builds, as soon as there is one. */
export const nameOf = (job: Job): string | null =>
  job.plan?.specification.name ?? job.request.specification?.name ?? null;

/** A job at work on a data folder that no process works on was left behind. */
export const isInterrupted = (job: Job, isOwned: boolean): boolean => !isFinished(job) && !isOwned;
