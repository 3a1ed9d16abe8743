import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "../../shared/config.ts";
import { ownerOf } from "../../shared/data-folder.ts";
import type { JobEvent } from "../../shared/events.ts";
import { foldJob } from "../../shared/fold-job.ts";
import type { Job } from "../../shared/job.ts";
import { Jobs } from "../../shared/jobs.ts";
import { leaveRequest, type ProcessRequest } from "../../shared/process-requests.ts";

/** How long the process that works on a job has to do what it is asked for. */
const PATIENCE_MS = 5000;
const LOOK_MS = 50;

/**
 * Asks the owner of the data folder for something: the job once it is done, a sentence when nothing happens, or
 * `undefined` without an owner.
 */
export async function askOwner(
  request: ProcessRequest,
  { dataDir }: Config,
  isDone: (events: JobEvent[]) => boolean,
): Promise<Job | string | undefined> {
  if (!ownerOf(dataDir)) return undefined;
  const { ask, jobId } = request;
  const jobs = new Jobs(dataDir);
  const end = Date.now() + PATIENCE_MS;
  const withdraw = leaveRequest(dataDir, request);
  while (Date.now() < end) {
    const events = jobs.events(jobId);
    if (isDone(events)) return foldJob(events);
    if (!ownerOf(dataDir)) break;
    await sleep(LOOK_MS);
  }
  const owner = ownerOf(dataDir);
  if (owner) {
    return `${owner.what} (process ${owner.pid}) did not ${ask} job ${jobId} within ${PATIENCE_MS / 1000} s. The request stays; stop that process if nothing happens.`;
  }
  withdraw();
  return undefined;
}
