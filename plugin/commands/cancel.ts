import { setTimeout as sleep } from "node:timers/promises";
import { conduct } from "../../agents/coordinator/conduct.ts";
import { requestCancel, withdrawCancel } from "../../shared/cancel-requests.ts";
import type { Config } from "../../shared/config.ts";
import { claimDataFolder, ownerOf } from "../../shared/data-folder.ts";
import { EventBus } from "../../shared/event-bus.ts";
import { foldJob, isFinished, type Job } from "../../shared/job.ts";
import { Jobs } from "../../shared/jobs.ts";
import { ExitCode } from "../terminal/explain.ts";
import { complain, print, printJson } from "../terminal/output.ts";
import { factsOf } from "./job-facts.ts";
import type { Settings } from "./settings.ts";

/** How long the process that works on a job has to end it. */
const PATIENCE_MS = 5000;
const LOOK_MS = 50;

/** Stops a job, whichever process works on it; one that nobody works on any more is ended here. */
export async function cancel(jobId: string, { config, json }: Settings): Promise<ExitCode> {
  const job = new Jobs(config.dataDir).get(jobId);
  if (isFinished(job) && job.status !== "cancelled") {
    complain(`Job ${job.id} is over already: ${job.status}.`);
    return ExitCode.refused;
  }
  const answer = isFinished(job) ? job : await askOwner(job, config);
  if (typeof answer === "string") {
    complain(answer);
    return ExitCode.failed;
  }
  const ended = answer ?? (await endAbandoned(job, config));
  if (json) printJson(factsOf(ended, true));
  else print(`Job ${ended.id} is ${ended.status}.`);
  return ended.status === "cancelled" ? ExitCode.completed : ExitCode.failed;
}

/** Asks the owner of the data folder: the ended job, a sentence when nothing happens, or `undefined` without an owner. */
async function askOwner({ id }: Job, { dataDir }: Config): Promise<Job | string | undefined> {
  if (!ownerOf(dataDir)) return undefined;
  const jobs = new Jobs(dataDir);
  const end = Date.now() + PATIENCE_MS;
  requestCancel(dataDir, id);
  while (Date.now() < end) {
    const job = foldJob(jobs.events(id));
    if (job && isFinished(job)) return job;
    if (!ownerOf(dataDir)) break;
    await sleep(LOOK_MS);
  }
  const owner = ownerOf(dataDir);
  if (owner) {
    return `${owner.what} (process ${owner.pid}) did not end job ${id} within ${PATIENCE_MS / 1000} s. The request stays; stop that process if nothing happens.`;
  }
  withdrawCancel(dataDir, id);
  return undefined;
}

/** Ends a job that was left behind. */
async function endAbandoned({ id }: Job, { dataDir }: Config): Promise<Job> {
  const release = await claimDataFolder(dataDir, "plugin-dynamic cancel");
  const jobs = new Jobs(dataDir);
  const bus = new EventBus((event) => jobs.record(event));
  const stop = conduct(
    bus,
    (jobId) => jobs.find(jobId),
    () => null,
  );
  try {
    const reason = "Cancelled from the command line.";
    bus.publish(
      "job:stopped",
      { jobId: id, agent: "coordinator" },
      { status: "cancelled", reason },
    );
    return jobs.get(id);
  } finally {
    stop();
    jobs.close();
    release();
  }
}
