import { isEditable } from "../agents/steering.ts";
import type { AgentName } from "../shared/events.ts";
import { isFinished, isRecording, type Job } from "../shared/job.ts";

/** What somebody said, without the words that only name the job. */
export const aboutJob = (words: string, jobId: string): string =>
  words
    .replace(new RegExp(`(?:\\b(?:in|of|for|to)\\s+)?(?:\\bjob\\s+)?\\b${jobId}\\b:?`, "gi"), "")
    .trim();

/** What became of somebody's wish for another plan. */
export const editedText = ({ id }: Job): string =>
  `The plan of job ${id} is made anew with that. It waits for a yes again then.`;

/** Why a plan cannot be changed any more, and what can be done instead. */
export function notEditableText(job: Job): string {
  const { id, status, waiting, plan } = job;
  if (isFinished(job)) return `Job ${id} is over already: ${status}.`;
  if (isEditable(job)) return `Say what should be different in the plan of job ${id}.`;
  const why = waiting
    ? `Job ${id} waits for something else than a yes to its plan.`
    : plan
      ? `Job ${id} is at work on its plan already, so that cannot be changed any more.`
      : `Job ${id} has no plan yet that could be changed.`;
  return `${why} Agents can be told how to do it ("hint: …", plugin-dynamic hint ${id} "…"). A job whose plan is to wait for a yes begins with "show me the plan first" or plugin-dynamic create --ask.`;
}

/** Who hears of a hint, and whether that can make a difference. */
export function hintedText(job: Job, to: AgentName[]): string {
  const { id, status } = job;
  if (to.length === 0) {
    return isFinished(job)
      ? `Job ${id} is over already: ${status}.`
      : `Say what agents of job ${id} should hear.`;
  }
  const whom = `the ${to.join(" and the ")}`;
  const noted = `Noted for ${whom} of job ${id}.`;
  if (job.model === "offline") {
    return `${noted} The offline model builds from blueprints and cannot follow it; a language model would.`;
  }
  if (isRecording(job)) return `${noted} A recording is played, which cannot follow it.`;
  return `${noted} It is in what ${to.length > 1 ? "they read" : `${whom} reads`} before the next turn.`;
}
