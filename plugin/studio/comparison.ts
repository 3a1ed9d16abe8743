import { differenceOf } from "../../agents/compare-trees.ts";
import { comparedJob } from "../../shared/comparison.ts";
import { comparedRows } from "../comparison-text.ts";
import type { comparisonApi } from "./api/comparison.ts";
import type { Answers } from "./studio.ts";

export const comparison: Answers<typeof comparisonApi> = {
  async compare({ one, other }, { service: { team } }) {
    const [first, second] = [comparedJob(team.jobs.get(one)), comparedJob(team.jobs.get(other))];
    const rows = comparedRows([first, second]);
    const difference = await differenceOf(team.config.dataDir, first, second);
    return typeof difference === "string"
      ? { rows, files: null, reason: difference, patch: "" }
      : { rows, ...difference, reason: null };
  },
};
