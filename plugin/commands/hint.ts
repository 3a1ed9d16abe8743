import { giveHint } from "../../agents/steering.ts";
import { claimDataFolder } from "../../shared/data-folder.ts";
import { EventBus } from "../../shared/event-bus.ts";
import type { AgentName, JobEvent } from "../../shared/events.ts";
import { isFinished, type Job } from "../../shared/job.ts";
import { Jobs } from "../../shared/jobs.ts";
import { redactor } from "../../shared/redact.ts";
import { hintedText } from "../steering-text.ts";
import { ExitCode } from "../terminal/explain.ts";
import { complain, print, printJson } from "../terminal/output.ts";
import { askOwner } from "./ask-owner.ts";
import { factsOf } from "./job-facts.ts";
import type { Settings } from "./settings.ts";

export interface HintArguments {
  words: string;
  /** Who should hear it; without it whose work the words are about. */
  to?: AgentName | undefined;
}

/** Tells the agents of a job how it is to be done, whichever process works on it; they hear of it at their next turn. */
export async function hint(
  jobId: string,
  { words, to }: HintArguments,
  settings: Settings,
): Promise<ExitCode> {
  const { config, json } = settings;
  const jobs = new Jobs(config.dataDir);
  const job = jobs.get(jobId);
  if (isFinished(job) || words.trim() === "") {
    complain(hintedText(job, []));
    return ExitCode.refused;
  }
  const before = hintsIn(jobs.events(jobId));
  const answer = await askOwner(
    { ask: "hint", jobId, text: words, to },
    config,
    (events) => hintsIn(events) > before,
  );
  if (typeof answer === "string") {
    complain(answer);
    return ExitCode.failed;
  }
  const hinted = answer ?? (await noteHere(jobId, { words, to }, settings));
  if (json) printJson(factsOf(hinted, true));
  else print(hintedText(hinted, hinted.hints.at(-1)?.to ?? []));
  return ExitCode.completed;
}

/** Notes it in the journal of a job that nobody works on: whoever goes on with it finds it there. */
async function noteHere(
  jobId: string,
  { words, to }: HintArguments,
  { config }: Settings,
): Promise<Job> {
  const release = await claimDataFolder(config.dataDir, "plugin-dynamic hint");
  const jobs = new Jobs(config.dataDir);
  try {
    const bus = new EventBus((event) => jobs.record(event), redactor(config.secrets));
    giveHint(bus, jobs.get(jobId), words, to);
    return jobs.get(jobId);
  } finally {
    jobs.close();
    release();
  }
}

const hintsIn = (events: JobEvent[]): number =>
  events.filter(({ type }) => type === "job:hinted").length;
