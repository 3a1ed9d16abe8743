import { canPause } from "../../agents/pause.ts";
import { isFinished } from "../../shared/job.ts";
import { defineAction } from "./action.ts";

/** Lets a job stand still: the one whose id is named, else the newest that is at work. */
export const pausePluginCreation = defineAction({
  name: "pausePluginCreation",
  description:
    "Pause a plugin creation job, so that it can go on later where it stood. Only when the user does not want it to end: ending it is cancelPluginCreation.",
  similes: [
    "PAUSE_PLUGIN_CREATION",
    "SUSPEND_PLUGIN_CREATION",
    "HOLD_PLUGIN_CREATION",
    "PUT_PLUGIN_ON_HOLD",
  ],
  parameters: {
    jobId: {
      type: "string",
      description: "Id of the job; the newest one at work without it",
      required: false,
    },
  },
  examples: [
    ["Pause the job", 'Job abc123 is paused. Say "go on", and it goes on where it stood.'],
    ["Stop for now", 'Job abc123 is paused. Say "go on", and it goes on where it stood.'],
  ],
  perform({ service, text, parameters }) {
    const named = typeof parameters.jobId === "string" ? parameters.jobId : text;
    const job = service.jobNamedIn(named, canPause);
    if (!job) {
      return Promise.resolve({ success: false, text: "No plugin is being created at the moment." });
    }
    const success = service.pause(job.id);
    const why = isFinished(job)
      ? `Job ${job.id} is over already: ${job.status}.`
      : `Job ${job.id} stands still already.`;
    const reply = `Job ${job.id} is paused. Say "go on", and it goes on where it stood.`;
    return Promise.resolve({ success, text: success ? reply : why, data: { jobId: job.id } });
  },
});
