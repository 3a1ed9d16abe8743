import { defineAgent } from "../agent.ts";
import { codeOf, planOf, storeFiles } from "../plugin-files.ts";
import { codePrompt } from "./prompts.ts";

/** Writes the plugin's source and README; mends what came back. */
export const coder = defineAgent({
  name: "coder",
  answers: {
    async "code:requested"({ iteration, findings }, { job, ask, character, hash, repository }) {
      const { specification, language } = planOf(job);
      const history = job.iterations.flatMap((each) => [
        ...each.findings,
        ...(each.review?.findings ?? []),
      ]);
      const git = await repository();
      const files = await codeOf(job, git);
      const input = { specification, language, findings, history, files };
      const answer = await ask({
        purpose: "code",
        input,
        prompt: () => codePrompt(input, character),
      });
      const stored = await storeFiles("coder", answer, git);
      return { iteration, ...stored, character: hash };
    },
  },
});
