import { currentIteration } from "../../shared/job.ts";
import { defineAction } from "./action.ts";
import { beginReply } from "./begin.ts";
import { following } from "./retry-plugin-creation.ts";

/** Begins a job that goes another way from an iteration of one that is there: the one whose id is named, else the newest. */
export const forkPluginCreation = defineAction({
  name: "forkPluginCreation",
  description:
    "Go another way from an iteration of a plugin creation job, as a job of its own; a hint says what the coder should do",
  similes: ["FORK_PLUGIN_CREATION", "FORK_JOB", "BRANCH_OFF_JOB", "GO_ON_FROM_ITERATION"],
  parameters: {
    jobId: {
      type: "string",
      description: "Id of the job; the newest one without it",
      required: false,
    },
    iteration: { type: "number", description: "Iteration to go on from", required: true },
    hint: { type: "string", description: "What the coder should do now", required: false },
  },
  examples: [
    [
      "Fork job abc123 from iteration 2: use fetch, not axios",
      "Job def456 goes on from iteration 2 of job abc123, and is asked: use fetch, not axios.",
    ],
  ],
  async perform({ service, text, parameters, origin }) {
    const told = service.wishIn(text);
    const wish = told?.kind === "fork" ? told : undefined;
    const named = typeof parameters.jobId === "string" ? parameters.jobId : text;
    const job = service.jobNamedIn(named);
    if (!job) return { success: false, text: "There is no plugin creation job to fork yet." };
    const iteration = Number(parameters.iteration ?? wish?.iteration ?? Number.NaN);
    if (!Number.isInteger(iteration)) {
      const last = currentIteration(job)?.number ?? 1;
      return {
        success: false,
        text: `From which iteration? For example: fork job ${job.id} from iteration ${last}: what should be different.`,
      };
    }
    const hint = typeof parameters.hint === "string" ? parameters.hint : wish?.hint;
    const begun = await service.team.lineage.fork(job.id, { iteration, hint }, { origin });
    return beginReply(begun, following);
  },
});
