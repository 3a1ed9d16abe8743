import { differenceOf } from "../../agents/compare-trees.ts";
import { comparedJob } from "../../shared/comparison.ts";
import { differenceLines, tableOf } from "../comparison-text.ts";
import { defineAction } from "./action.ts";

/** Shows two jobs side by side. */
export const comparePluginCreations = defineAction({
  name: "comparePluginCreations",
  description: "Show two plugin creation jobs side by side: gates, tests, findings, cost, files",
  similes: ["COMPARE_PLUGIN_CREATIONS", "COMPARE_JOBS", "DIFF_JOBS"],
  parameters: {
    jobs: { type: "array", description: "Ids of the two jobs", required: true },
  },
  examples: [["Compare abc123 and def456", "        Job abc123  Job def456"]],
  async perform({ service, text, parameters }) {
    const told = service.wishIn(text);
    const read = told?.kind === "compare" ? told.jobs : [];
    const chosen = Array.isArray(parameters.jobs) ? parameters.jobs.map(String) : read;
    const [first, second] = chosen;
    if (first === undefined || second === undefined) {
      const question = "Which two jobs? For example: compare abc123 and def456.";
      return { success: false, text: question };
    }
    const { jobs, config } = service.team;
    const [one, other] = [comparedJob(jobs.get(first)), comparedJob(jobs.get(second))];
    const difference = await differenceOf(config.dataDir, one, other);
    const table = ["```", ...tableOf([one, other]), "```"];
    return {
      success: true,
      text: [...table, ...differenceLines(difference)].join("\n"),
      data: { jobs: [one, other] },
    };
  },
});
