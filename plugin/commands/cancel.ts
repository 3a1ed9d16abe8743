import { conduct } from "../../agents/coordinator/conduct.ts";
import { keepReport } from "../../agents/report/write-report.ts";
import type { Config } from "../../shared/config.ts";
import { claimDataFolder } from "../../shared/data-folder.ts";
import { EventBus } from "../../shared/event-bus.ts";
import { isFinished, type Job } from "../../shared/job.ts";
import { Jobs } from "../../shared/jobs.ts";
import { warn } from "../../shared/log.ts";
import { ExitCode } from "../terminal/explain.ts";
import { complain, print, printJson } from "../terminal/output.ts";
import { askOwner } from "./ask-owner.ts";
import { factsOf } from "./job-facts.ts";
import type { Settings } from "./settings.ts";

/** Stops a job, whichever process works on it; one that nobody works on any more is ended here. */
export async function cancel(jobId: string, { config, json }: Settings): Promise<ExitCode> {
  const job = new Jobs(config.dataDir).get(jobId);
  if (isFinished(job) && job.status !== "cancelled") {
    complain(`Job ${job.id} is over already: ${job.status}.`);
    return ExitCode.refused;
  }
  const answer = isFinished(job)
    ? job
    : await askOwner(
        { ask: "cancel", jobId: job.id },
        config,
        (events) => events.at(-1)?.type === "job:finished",
      );
  if (typeof answer === "string") {
    complain(answer);
    return ExitCode.failed;
  }
  const ended = answer ?? (await endAbandoned(job, config));
  if (json) printJson(factsOf(ended, true));
  else print(`Job ${ended.id} is ${ended.status}.`);
  return ended.status === "cancelled" ? ExitCode.completed : ExitCode.failed;
}

/** Ends a job that was left behind. */
async function endAbandoned({ id }: Job, { dataDir }: Config): Promise<Job> {
  const release = await claimDataFolder(dataDir, "plugin-dynamic cancel");
  const jobs = new Jobs(dataDir);
  const bus = new EventBus((event) => jobs.record(event));
  const stop = conduct(bus, {
    find: (jobId) => jobs.find(jobId),
    locate: () => null,
    broken: (_jobId, error) => warn(`The job could not be ended: ${String(error)}`),
  });
  try {
    const reason = "Cancelled from the command line.";
    bus.publish(
      "job:stopped",
      { jobId: id, agent: "coordinator" },
      { status: "cancelled", reason },
    );
    await keepReport(dataDir, jobs.get(id));
    return jobs.get(id);
  } finally {
    stop();
    jobs.close();
    release();
  }
}
