import path from "node:path";
import { testFindings } from "../../shared/loop/test-findings.ts";
import { defineAgent, type Turn } from "../agent.ts";
import { draftFor } from "../draft.ts";
import { planOf } from "../plugin-files.ts";
import { checkAnswers } from "./check-answers.ts";
import type { TryOut } from "./examine-tests.ts";
import { judgeTests } from "./judge-tests.ts";
import { writeTests } from "./write-tests.ts";

/** Writes acceptance tests from the specification, never seeing the code, and runs every gate. */
export const tester = defineAgent({
  name: "tester",
  answers: {
    async "tests:requested"({ iteration, disputes }, turn) {
      if (disputes) {
        return { iteration, ...(await judgeTests(disputes, turn)), character: turn.hash };
      }
      const { job, ask, character, hash, repository } = turn;
      const { specification, criteria, language } = planOf(job);
      const git = await repository();
      // Written again only when the tests themselves were at fault.
      const last = job.iterations.at(-2);
      const findings = last ? testFindings(last) : [];
      const files = last?.testsTree ? await git.readTree(last.testsTree) : {};
      const tests = await writeTests({
        ...tryOutOf(turn),
        ask,
        character,
        input: { specification, criteria, language, findings, files },
        draftFor: (each) => draftFor("tester", each, turn),
      });
      const { files: written, ...told } = tests;
      const tree = await git.writeTree(written);
      return { iteration, ...told, tree, files: Object.keys(written), character: hash };
    },

    async "checks:requested"({ iteration }, turn) {
      return { iteration, ...(await checkAnswers(turn)) };
    },
  },
});

/** Where a job's tests are tried before there is any code. */
function tryOutOf({ job, config, folder, signal }: Turn): TryOut {
  const { specification, criteria = [] } = planOf(job);
  return {
    specification,
    criteria,
    dataDir: config.dataDir,
    sandbox: config.sandbox,
    scratch: path.join(folder, "scratch"),
    signal,
    timeoutMs: config.checkTimeoutMs,
  };
}
