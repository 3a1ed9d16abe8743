import { isFinished } from "../../shared/job.ts";
import { defineAction } from "./action.ts";
import { beginReply } from "./begin.ts";

/** Does a job once more: the one whose id is named, else the newest that failed or was cancelled. */
export const retryPluginCreation = defineAction({
  name: "retryPluginCreation",
  description: "Try a plugin creation job again that failed or was cancelled",
  similes: ["RETRY_PLUGIN_CREATION", "TRY_PLUGIN_AGAIN", "RETRY_JOB", "REDO_PLUGIN_CREATION"],
  parameters: {
    jobId: {
      type: "string",
      description: "Id of the job; the newest that failed or was cancelled without it",
      required: false,
    },
  },
  examples: [
    ["Try again", "Job abc123 is tried once more."],
    ["Retry job abc123", "Job abc123 is tried once more."],
  ],
  async perform({ service, text, parameters, origin }) {
    const named = typeof parameters.jobId === "string" ? parameters.jobId : text;
    const job = service.jobNamedIn(
      named,
      (each) => isFinished(each) && each.status !== "completed",
    );
    if (!job) {
      return { success: false, text: "No plugin creation failed or was cancelled, so there is nothing to be tried again." }; // prettier-ignore
    }
    return beginReply(await service.team.lineage.retry(job.id, { origin }), following);
  },
});

/** How a job that goes on from another one is followed. */
export const following = (id: string): string =>
  `Job ID: ${id}. Use checkPluginCreationStatus to monitor progress.`;
