import { ownerOf } from "../../shared/data-folder.ts";
import type { JobEvent } from "../../shared/events.ts";
import { isFinished } from "../../shared/job.ts";
import { ExitCode } from "../terminal/explain.ts";
import { complain, print, printJson } from "../terminal/output.ts";
import { askOwner } from "./ask-owner.ts";
import { withTeam } from "./attend.ts";
import { factsOf } from "./job-facts.ts";
import { lookOn } from "./look-on.ts";
import type { Settings } from "./settings.ts";

export interface ContinueArguments {
  /** That the packages which the job waits for are not wanted. */
  without?: boolean | undefined;
}

/** Lets a waiting job go on: in the process that works on it, or else here, where one that was left behind goes on too. */
export async function continueJob(
  jobId: string,
  { without = false }: ContinueArguments,
  settings: Settings,
): Promise<ExitCode> {
  const { config, json } = settings;
  const { jobs } = lookOn(config.dataDir);
  const job = jobs.get(jobId);
  if (isFinished(job)) {
    complain(`Job ${jobId} is over already: ${job.status}.`);
    return ExitCode.refused;
  }
  if (without && job.waiting?.kind !== "consent") {
    complain(`Job ${jobId} does not wait for a package that it could do without: ${job.status}.`);
    return ExitCode.refused;
  }
  if (!job.waiting && ownerOf(config.dataDir)) {
    complain(`Job ${jobId} does not wait: ${job.status}.`);
    return ExitCode.refused;
  }
  const before = continuations(jobs.events(jobId));
  const answer = await askOwner(
    { ask: "continue", jobId, without },
    config,
    (events) => continuations(events) > before,
  );
  if (typeof answer === "string") {
    complain(answer);
    return ExitCode.failed;
  }
  if (answer === undefined) {
    return withTeam(settings, "continue", async ({ team, attend }) => {
      team.resume([team.jobs.get(jobId)]);
      team.continue(jobId, { without });
      return attend(team.jobs.get(jobId));
    });
  }
  if (json) printJson(factsOf(answer, true));
  else print(`Job ${jobId} goes on${without ? " without" : ""}.`);
  return ExitCode.completed;
}

const continuations = (events: JobEvent[]): number =>
  events.filter(({ type }) => type === "job:continued").length;
