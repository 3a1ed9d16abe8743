import { isWithout } from "../../agents/models/offline/words/intent.ts";
import { limitsText, raisedLimits } from "../../shared/budget.ts";
import type { Job } from "../../shared/job.ts";
import type { PluginCreationService } from "../services/plugin-creation-service.ts";
import { waitingText } from "../../shared/cost-text.ts";
import { lineText } from "../line-text.ts";
import { defineAction } from "./action.ts";

/** Lets a job go on that waits for a yes: the one whose id is named, else the newest that waits. */
export const continuePluginCreation = defineAction({
  name: "continuePluginCreation",
  description:
    "Let a plugin creation job go on that waits: with its plan as it is if it waits for a yes to that, with its budget raised or its packages allowed if it waits for that, or without these packages. Only when the user says so.",
  similes: [
    "CONTINUE_PLUGIN_CREATION",
    "RESUME_PLUGIN_CREATION",
    "GO_ON_WITH_PLUGIN",
    "RAISE_PLUGIN_BUDGET",
    "YES_GO_ON",
    "APPROVE_PLUGIN_PLAN",
  ],
  parameters: {
    jobId: {
      type: "string",
      description: "Id of the job; the newest that waits without it",
      required: false,
    },
    without: {
      type: "boolean",
      description: "True when the user does not want the packages that the job waits for",
      required: false,
    },
  },
  examples: [
    ["Yes, go on", "Job abc123 goes on. It may use $6.00, 3M tokens, 60 minutes in all now."],
    ["Looks good, build it", "Job abc123 goes on, with its plan as it is."],
    ["Raise the budget of job abc123", "Job abc123 goes on."],
    ["No, without it", "Job abc123 is planned anew without left-pad."],
  ],
  perform({ service, text, parameters }) {
    const named = typeof parameters.jobId === "string" ? parameters.jobId : text;
    const job = service.jobNamedIn(named, ({ waiting }) => waiting !== undefined);
    if (!job) return Promise.resolve({ success: false, text: "No plugin creation is waiting." });
    const without = parameters.without === true || isWithout(text);
    if (without && job.waiting && job.waiting.kind !== "consent") {
      const sorry = `Job ${job.id} does not wait for a package that it could do without. ${waitingText(job.waiting)}`;
      return Promise.resolve({ success: false, text: sorry });
    }
    const success = service.continue(job.id, { without });
    const place = service.placeOf(job.id);
    const reply = success
      ? `${continuedText(job, service, without)}${place ? ` It waits for a place: it is ${lineText(place)}.` : ""}`
      : `Job ${job.id} does not wait: ${job.status}.`;
    return Promise.resolve({ success, text: reply, data: { jobId: job.id } });
  },
});

/** What the yes did, told of the job as it was before. */
export function continuedText(
  { id, waiting, raised }: Job,
  { team }: PluginCreationService,
  without: boolean,
): string {
  if (waiting?.kind === "consent") {
    const names = waiting.packages?.map(({ name }) => name).join(", ") ?? "";
    return without
      ? `Job ${id} is planned anew without ${names}.`
      : `Job ${id} goes on, and ${names} may be used from now on.`;
  }
  if (waiting?.kind === "approval") return `Job ${id} goes on, with its plan as it is.`;
  if (waiting?.kind !== "budget" || !waiting.scope) return `Job ${id} goes on.`;
  const { scope } = waiting;
  const limits = limitsText(raisedLimits(team.config.budget[scope], raised[scope] + 1));
  return scope === "job"
    ? `Job ${id} goes on. It may use ${limits} in all now.`
    : `Job ${id} goes on, even if all jobs of today use ${limits} in all.`;
}
