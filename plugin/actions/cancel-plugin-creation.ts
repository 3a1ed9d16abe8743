import { isFinished } from "../../shared/job.ts";
import { defineAction } from "./action.ts";

/** Cancels a job: the one whose id is named, else the newest that is at work. */
export const cancelPluginCreation = defineAction({
  name: "cancelPluginCreation",
  description: "Cancel the current plugin creation job",
  similes: [
    "CANCEL_PLUGIN_CREATION",
    "STOP_PLUGIN_CREATION",
    "ABORT_PLUGIN_CREATION",
    "CANCEL_PLUGIN",
    "STOP_BUILDING",
  ],
  parameters: {
    jobId: {
      type: "string",
      description: "Id of the job; the newest one without it",
      required: false,
    },
  },
  examples: [["Cancel the plugin creation", "Plugin creation job has been cancelled."]],
  perform({ service, text, parameters }) {
    const named = typeof parameters.jobId === "string" ? parameters.jobId : text;
    const job = service.jobNamedIn(named, (each) => !isFinished(each));
    if (!job) {
      return Promise.resolve({ success: false, text: "No plugin is being created at the moment." });
    }
    if (!service.cancel(job.id)) {
      const reply = `Job ${job.id} is over already: ${job.status}.`;
      return Promise.resolve({ success: false, text: reply, data: { jobId: job.id } });
    }
    const others = service.active().map(({ id }) => id);
    const more = others.length > 0 ? ` Still at work: ${others.join(", ")}.` : "";
    return Promise.resolve({
      success: true,
      text: `Plugin creation job has been cancelled.${more}`,
      data: { jobId: job.id },
    });
  },
});
