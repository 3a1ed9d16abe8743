import { assertWritable } from "../../shared/files.ts";
import { defineAgent } from "../agent.ts";
import { planOf, toFiles } from "../plugin-files.ts";

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
      const files = toFiles(answer.files);
      assertWritable("coder", files);
      const tree = await (await repository()).writeTree(files);
      return {
        iteration,
        tree,
        summary: answer.summary,
        files: Object.keys(files),
        character: hash,
      };
    },
  },
});
