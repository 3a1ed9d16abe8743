import { agentNames } from "../../shared/events.ts";
import { isFinished } from "../../shared/job.ts";
import { aboutJob, hintedText } from "../steering-text.ts";
import { defineAction } from "./action.ts";

/** Tells agents at work how it is to be done: in the job whose id is named, else in the newest that is at work. */
export const hintPluginCreation = defineAction({
  name: "hintPluginCreation",
  description:
    "Tell the agents of a plugin creation job that is at work how the user wants it done, such as which library to use. What the plugin should do is no hint.",
  similes: [
    "HINT_PLUGIN_CREATION",
    "TELL_THE_CODER",
    "TELL_THE_TESTER",
    "GIVE_A_HINT",
    "GUIDE_AGENT",
  ],
  parameters: {
    jobId: {
      type: "string",
      description: "Id of the job; the newest one at work without it",
      required: false,
    },
    hint: { type: "string", description: "The hint, in the user's words", required: false },
    to: {
      type: "string",
      description: `Who it is for, if the user names somebody: ${agentNames.join(", ")}`,
      required: false,
    },
  },
  examples: [
    ["Use fetch, not axios", "Noted for the coder of job abc123."],
    ["Tell the tester to try empty titles too", "Noted for the tester of job abc123."],
    ["hint: keep everything in one file", "Noted for the coder of job abc123."],
  ],
  perform({ service, text, parameters }) {
    const named = typeof parameters.jobId === "string" ? parameters.jobId : text;
    const job = service.jobNamedIn(named, (each) => !isFinished(each));
    if (!job) {
      const reply = "No plugin is being created at the moment that a hint could be for.";
      return Promise.resolve({ success: false, text: reply });
    }
    const hint = typeof parameters.hint === "string" ? parameters.hint : text;
    const to = agentNames.find((name) => name === parameters.to);
    const agents = service.team.hint(job.id, aboutJob(hint, job.id), to);
    const reply = hintedText(job, agents);
    return Promise.resolve({ success: agents.length > 0, text: reply, data: { jobId: job.id } });
  },
});
