import { PluginCreationError } from "../../shared/errors.ts";
import { currentIteration } from "../../shared/job.ts";
import { defineAgent } from "../agent.ts";
import { planOf, pluginFiles } from "../plugin-files.ts";
import { reviewPrompt } from "./prompts.ts";

/** Reads the code against the specification and what the gates measured. */
export const reviewer = defineAgent({
  name: "reviewer",
  answers: {
    async "review:requested"({ iteration }, { job, ask, character, hash, repository }) {
      const report = currentIteration(job)?.report;
      if (!report) throw new PluginCreationError(`Iteration ${iteration} was not checked yet.`);
      const { specification } = planOf(job);
      const files = await pluginFiles(job, await repository());
      const input = { specification, files, report, iteration };
      const review = await ask({
        purpose: "review",
        input,
        prompt: (options) => reviewPrompt(input, character, options),
      });
      return { iteration, review, character: hash };
    },
  },
});
