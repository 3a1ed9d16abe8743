import { testFindings } from "../../shared/loop/test-findings.ts";
import { defineAgent } from "../agent.ts";
import { draftFor } from "../draft.ts";
import { planOf, storeFiles } from "../plugin-files.ts";
import { checkAnswers } from "./check-answers.ts";
import { testsPrompt } from "./prompts.ts";

/** Writes acceptance tests from the specification, never seeing the code, and runs every gate. */
export const tester = defineAgent({
  name: "tester",
  answers: {
    async "tests:requested"({ iteration }, turn) {
      const { job, ask, character, hash, repository } = turn;
      const { specification, language } = planOf(job);
      const git = await repository();
      // Written again only when the tests themselves were at fault.
      const last = job.iterations.at(-2);
      const findings = last ? testFindings(last) : [];
      const files = last?.testsTree ? await git.readTree(last.testsTree) : {};
      const input = { specification, language, findings, files };
      const answer = await ask({
        purpose: "tests",
        input,
        prompt: (options) => testsPrompt(input, character, options),
        draft: draftFor("tester", files, turn),
      });
      const stored = await storeFiles("tester", answer, git);
      return { iteration, ...stored, character: hash };
    },

    async "checks:requested"({ iteration }, turn) {
      return { iteration, ...(await checkAnswers(turn)) };
    },
  },
});
