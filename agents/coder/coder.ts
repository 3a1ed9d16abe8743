import { openFindings } from "../../shared/next-requests.ts";
import { defineAgent } from "../agent.ts";
import { draftFor } from "../draft.ts";
import { codeOf, planOf, storeFiles } from "../plugin-files.ts";
import { codePrompt } from "./prompts.ts";

/** Writes the plugin's source and README; mends what came back. */
export const coder = defineAgent({
  name: "coder",
  answers: {
    async "code:requested"({ iteration, findings }, turn) {
      const { job, ask, character, hash, repository } = turn;
      const { specification, language } = planOf(job);
      // What the round before left open is what is to be mended now.
      const history = job.iterations.slice(0, -2).map(openFindings);
      const git = await repository();
      const files = await codeOf(job, git);
      const input = { specification, language, findings, history, files };
      const answer = await ask({
        purpose: "code",
        input,
        prompt: (options) => codePrompt(input, character, options),
        draft: draftFor("coder", files, turn),
      });
      const stored = await storeFiles("coder", answer, git);
      return { iteration, ...stored, character: hash };
    },
  },
});
