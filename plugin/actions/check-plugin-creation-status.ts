import { isFinished } from "../../shared/job.ts";
import { statusText } from "../status-text.ts";
import { defineAction } from "./action.ts";

/** Tells how a job stands: the one whose id is named, else the newest that is at work, else the newest. */
export const checkPluginCreationStatus = defineAction({
  name: "checkPluginCreationStatus",
  description: "Check the status of the current plugin creation job",
  similes: [
    "CHECK_PLUGIN_CREATION_STATUS",
    "PLUGIN_CREATION_STATUS",
    "PLUGIN_STATUS",
    "CHECK_PLUGIN_PROGRESS",
    "HOW_FAR_IS_MY_PLUGIN",
  ],
  parameters: {
    jobId: {
      type: "string",
      description: "Id of the job; the newest one without it",
      required: false,
    },
  },
  examples: [
    ["What's the status of my plugin creation?", "Plugin Creation Status: running"],
    ["How far is job abc123?", "Plugin Creation Status: completed"],
  ],
  perform({ service, text, parameters }) {
    const named = typeof parameters.jobId === "string" ? parameters.jobId : text;
    const job = service.jobNamedIn(named, (each) => !isFinished(each)) ?? service.jobNamedIn(named);
    if (!job) {
      const reply = "There is no plugin creation job yet. Tell me what plugin you need.";
      return Promise.resolve({ success: false, text: reply });
    }
    const others = service.active().filter(({ id }) => id !== job.id);
    const more =
      others.length > 0 ? `\n\nAlso at work: ${others.map(({ id }) => id).join(", ")}` : "";
    return Promise.resolve({
      success: true,
      text: `${statusText(job, service.placeOf(job.id))}${more}`,
      data: { jobId: job.id, status: job.status },
    });
  },
});
