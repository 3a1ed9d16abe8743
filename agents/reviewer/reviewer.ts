import { PluginCreationError } from "../../shared/errors.ts";
import { currentIteration } from "../../shared/job.ts";
import { defineAgent } from "../agent.ts";
import { planOf, pluginFiles } from "../plugin-files.ts";

/** Reads the code against the specification and what the gates measured. */
export const reviewer = defineAgent({
  name: "reviewer",
  answers: {
    async "review:requested"({ iteration }, { job, ask, hash, repository }) {
      const report = currentIteration(job)?.report;
      if (!report) throw new PluginCreationError(`Iteration ${iteration} was not checked yet.`);
      const { specification } = planOf(job);
      const files = await pluginFiles(job, await repository());
      const review = await ask("review", { specification, files, report, iteration });
      return { iteration, review, character: hash };
    },
  },
});
