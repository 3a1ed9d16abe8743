import type { Config } from "../../shared/config.ts";
import { isFinished, type Job } from "../../shared/job.ts";
import { Jobs } from "../../shared/jobs.ts";
import { debug, warn } from "../../shared/log.ts";
import { toRemove, type Retention, type StoredJob } from "../../shared/retention.ts";
import { deleteJob } from "./delete-job.ts";
import { sizeOf } from "./disk.ts";

const log = debug("tidy");

const MEGABYTE = 1024 * 1024;

/** What has to go, and what stays. */
export interface Plan {
  remove: StoredJob[];
  stay: StoredJob[];
}

/** Looks which jobs of a data folder have to go; nothing is changed. */
export function planTidying(dataDir: string, retention: Retention, jobs = new Jobs(dataDir)): Plan {
  const stored = jobs.all().map((job) => storedJob(dataDir, job));
  const remove = toRemove(stored, retention, Date.now());
  return { remove, stay: stored.filter((job) => !remove.includes(job)) };
}

/** Removes the jobs that have to go from a data folder that this process has claimed. */
export async function tidy(
  dataDir: string,
  retention: Retention,
  jobs = new Jobs(dataDir),
): Promise<Plan> {
  const plan = planTidying(dataDir, retention, jobs);
  for (const { id } of plan.remove) await deleteJob(dataDir, jobs, id);
  return plan;
}

/** The same as the settings say, if they do; whoever starts up goes on when it does not work. */
export async function tidyAsSet({
  dataDir,
  keep,
}: Pick<Config, "dataDir" | "keep">): Promise<void> {
  const retention = retentionOf(keep);
  if (!isLimited(retention)) return;
  try {
    const { remove } = await tidy(dataDir, retention);
    if (remove.length > 0) log("removed %o", remove);
  } catch (error) {
    warn(`Old jobs were not removed. ${String(error)}`);
  }
}

export const retentionOf = ({ days, megabytes }: Partial<Config["keep"]>): Retention => ({
  days,
  bytes: megabytes === undefined ? undefined : megabytes * MEGABYTE,
});

export const isLimited = ({ days, bytes }: Retention): boolean =>
  days !== undefined || bytes !== undefined;

const storedJob = (dataDir: string, job: Job): StoredJob => ({
  id: job.id,
  updatedAt: job.updatedAt,
  isOver: isFinished(job),
  released: job.commits.release ? job.plan?.specification.name : undefined,
  parent: job.parent?.jobId,
  bytes: sizeOf(dataDir, job.id),
});
