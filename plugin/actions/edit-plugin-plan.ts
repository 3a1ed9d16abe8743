import { isEditable } from "../../agents/steering.ts";
import { isFinished } from "../../shared/job.ts";
import { aboutJob, editedText, notEditableText } from "../steering-text.ts";
import { defineAction } from "./action.ts";

/** Has a plan that waits for a yes made anew: of the job whose id is named, else of the newest that waits for one. */
export const editPluginPlan = defineAction({
  name: "editPluginPlan",
  description:
    "Change the plan of a plugin that waits for the user's yes: add, drop or rename actions, providers and services, give the plugin another name. The plan is made anew with what the user says.",
  similes: [
    "EDIT_PLUGIN_PLAN",
    "CHANGE_PLUGIN_PLAN",
    "REVISE_PLAN",
    "RENAME_ACTION",
    "DROP_ACTION",
  ],
  parameters: {
    jobId: {
      type: "string",
      description: "Id of the job; the newest whose plan waits without it",
      required: false,
    },
    change: {
      type: "string",
      description: "What should be different, in the user's words",
      required: false,
    },
  },
  examples: [
    ["Also add a complete action", "The plan of job abc123 is made anew with that."],
    ["Drop the list action", "The plan of job abc123 is made anew with that."],
    ["Rename removeTodo to deleteTodo", "The plan of job abc123 is made anew with that."],
    ["Call it plugin-groceries", "The plan of job abc123 is made anew with that."],
  ],
  perform({ service, text, parameters }) {
    const named = typeof parameters.jobId === "string" ? parameters.jobId : text;
    const job =
      service.jobNamedIn(named, isEditable) ??
      service.jobNamedIn(named, (each) => !isFinished(each));
    if (!job) {
      const reply = "No plan waits for a yes. Tell me what plugin you need.";
      return Promise.resolve({ success: false, text: reply });
    }
    const change = typeof parameters.change === "string" ? parameters.change : text;
    const success = service.team.edit(job.id, aboutJob(change, job.id));
    const reply = success ? editedText(job) : notEditableText(job);
    return Promise.resolve({ success, text: reply, data: { jobId: job.id } });
  },
});
