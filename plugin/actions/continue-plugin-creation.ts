import { limitsText, raisedLimits } from "../../shared/budget.ts";
import type { Job } from "../../shared/job.ts";
import type { PluginCreationService } from "../services/plugin-creation-service.ts";
import { defineAction } from "./action.ts";

/** Lets a job go on that waits for a yes: the one whose id is named, else the newest that waits. */
export const continuePluginCreation = defineAction({
  name: "continuePluginCreation",
  description:
    "Let a plugin creation job go on that waits, with its budget raised if it waits for that. Only when the user says so.",
  similes: [
    "CONTINUE_PLUGIN_CREATION",
    "RESUME_PLUGIN_CREATION",
    "GO_ON_WITH_PLUGIN",
    "RAISE_PLUGIN_BUDGET",
    "YES_GO_ON",
  ],
  parameters: {
    jobId: {
      type: "string",
      description: "Id of the job; the newest that waits without it",
      required: false,
    },
  },
  examples: [
    ["Yes, go on", "Job abc123 goes on. It may use $6.00, 3M tokens, 60 minutes in all now."],
    ["Raise the budget of job abc123", "Job abc123 goes on."],
  ],
  perform({ service, text, parameters }) {
    const named = typeof parameters.jobId === "string" ? parameters.jobId : text;
    const job = service.jobNamedIn(named, ({ waiting }) => waiting !== undefined);
    if (!job) return Promise.resolve({ success: false, text: "No plugin creation is waiting." });
    const success = service.continue(job.id);
    const reply = success ? goesOn(job, service) : `Job ${job.id} does not wait: ${job.status}.`;
    return Promise.resolve({ success, text: reply, data: { jobId: job.id } });
  },
});

/** What the yes did, told of the job as it was before. */
function goesOn({ id, waiting, raised }: Job, { team }: PluginCreationService): string {
  if (waiting?.kind !== "budget" || !waiting.scope) return `Job ${id} goes on.`;
  const { scope } = waiting;
  const limits = limitsText(raisedLimits(team.config.budget[scope], raised[scope] + 1));
  return scope === "job"
    ? `Job ${id} goes on. It may use ${limits} in all now.`
    : `Job ${id} goes on, even if all jobs of today use ${limits} in all.`;
}
