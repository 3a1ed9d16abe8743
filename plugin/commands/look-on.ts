import { ownerOf } from "../../shared/data-folder.ts";
import { isFinished, type Job } from "../../shared/job.ts";
import { Jobs } from "../../shared/jobs.ts";
import { placeInLine } from "../../shared/queue.ts";

/** The jobs of a data folder as another process sees them that may be at work on them. */
export interface LookingOn {
  jobs: Jobs;
  /** Whether a process sees to a job. */
  isAttended: (job: Job) => boolean;
  /** Number of a job in the line, from 1; nothing when it does not stand in line. */
  placeOf: (job: Job) => number | undefined;
}

/** Reads jobs without touching anything. */
export function lookOn(dataDir: string): LookingOn {
  const owner = ownerOf(dataDir);
  const jobs = new Jobs(dataDir, owner?.since);
  const isAttended = (job: Job): boolean =>
    owner !== undefined && (owner.attends === "all" || job.updatedAt >= owner.since);
  const seen = jobs.all().filter((job) => isFinished(job) || isAttended(job));
  return { jobs, isAttended, placeOf: ({ id }) => placeInLine(seen, id) };
}
