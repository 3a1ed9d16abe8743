import { defineAgent } from "../agent.ts";
import { planOf, storeFiles } from "../plugin-files.ts";

/** Writes the plugin's source and README; mends what came back. */
export const coder = defineAgent({
  name: "coder",
  answers: {
    async "code:requested"({ iteration, findings }, { job, ask, hash, repository }) {
      const { specification, language } = planOf(job);
      const history = job.iterations.flatMap((each) => [
        ...each.findings,
        ...(each.review?.findings ?? []),
      ]);
      const answer = await ask("code", { specification, language, findings, history });
      const stored = await storeFiles("coder", answer, await repository());
      return { iteration, ...stored, character: hash };
    },
  },
});
