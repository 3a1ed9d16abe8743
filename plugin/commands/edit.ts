import { isEditable } from "../../agents/steering.ts";
import type { JobEvent } from "../../shared/events.ts";
import { Jobs } from "../../shared/jobs.ts";
import { editedText, notEditableText } from "../steering-text.ts";
import { ExitCode } from "../terminal/explain.ts";
import { complain, print, printJson } from "../terminal/output.ts";
import { askOwner } from "./ask-owner.ts";
import { withTeam } from "./attend.ts";
import { factsOf } from "./job-facts.ts";
import type { Settings } from "./settings.ts";

/** Has a plan that waits for a yes made anew: in the process that works on the job, or else here. */
export async function edit(jobId: string, words: string, settings: Settings): Promise<ExitCode> {
  const { config, json } = settings;
  const jobs = new Jobs(config.dataDir);
  const job = jobs.get(jobId);
  if (!isEditable(job) || words.trim() === "") {
    complain(notEditableText(job));
    return ExitCode.refused;
  }
  const before = editsIn(jobs.events(jobId));
  const answer = await askOwner(
    { ask: "edit", jobId, text: words },
    config,
    (events) => editsIn(events) > before,
  );
  if (typeof answer === "string") {
    complain(answer);
    return ExitCode.failed;
  }
  if (answer === undefined) {
    return withTeam(settings, "edit", async ({ team, attend }) => {
      team.edit(jobId, words);
      return attend(team.jobs.get(jobId));
    });
  }
  if (json) printJson(factsOf(answer, true));
  else print(`${editedText(answer)} plugin-dynamic status ${jobId} shows it.`);
  return ExitCode.completed;
}

const editsIn = (events: JobEvent[]): number =>
  events.filter(({ type }) => type === "job:edited").length;
