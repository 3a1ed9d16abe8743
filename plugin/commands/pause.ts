import { canPause, pause } from "../../agents/pause.ts";
import type { Config } from "../../shared/config.ts";
import { claimDataFolder } from "../../shared/data-folder.ts";
import { EventBus } from "../../shared/event-bus.ts";
import type { JobEvent } from "../../shared/events.ts";
import { isFinished, type Job } from "../../shared/job.ts";
import { Jobs } from "../../shared/jobs.ts";
import { ExitCode } from "../terminal/explain.ts";
import { complain, print, printJson } from "../terminal/output.ts";
import { askOwner } from "./ask-owner.ts";
import { factsOf } from "./job-facts.ts";
import { lookOn } from "./look-on.ts";
import type { Settings } from "./settings.ts";

/** Lets a job stand still until somebody continues it, whichever process works on it, if any does. */
export async function pauseJob(jobId: string, { config, json }: Settings): Promise<ExitCode> {
  const { jobs } = lookOn(config.dataDir);
  const job = jobs.get(jobId);
  if (!canPause(job)) {
    complain(
      isFinished(job)
        ? `Job ${jobId} is over already: ${job.status}.`
        : `Job ${jobId} stands still already: ${job.waiting?.reason ?? job.status}`,
    );
    return ExitCode.refused;
  }
  const before = pauses(jobs.events(jobId));
  const answer = await askOwner(
    { ask: "pause", jobId },
    config,
    (events) => pauses(events) > before,
  );
  if (typeof answer === "string") {
    complain(answer);
    return ExitCode.failed;
  }
  const paused = answer ?? (await pauseAbandoned(jobId, config));
  if (json) printJson(factsOf(paused, true));
  else print(`Job ${jobId} is paused. plugin-dynamic continue ${jobId} lets it go on.`);
  return ExitCode.completed;
}

const pauses = (events: JobEvent[]): number =>
  events.filter((event) => event.type === "job:waiting" && event.kind === "pause").length;

/** A job that was left behind does not go on by itself at the next start then. */
async function pauseAbandoned(jobId: string, { dataDir }: Config): Promise<Job> {
  const release = await claimDataFolder(dataDir, "plugin-dynamic pause");
  const jobs = new Jobs(dataDir);
  try {
    pause(new EventBus((event) => jobs.record(event)), jobs.get(jobId));
    return jobs.get(jobId);
  } finally {
    jobs.close();
    release();
  }
}
