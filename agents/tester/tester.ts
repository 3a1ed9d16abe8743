import path from "node:path";
import { writeFolder } from "../../shared/files.ts";
import { defineAgent } from "../agent.ts";
import { planOf, pluginFiles, storeFiles } from "../plugin-files.ts";
import { runChecks } from "./checks.ts";
import { testsPrompt } from "./prompts.ts";

/** Writes acceptance tests from the specification, never seeing the code, and runs every gate. */
export const tester = defineAgent({
  name: "tester",
  answers: {
    async "tests:requested"({ iteration }, { job, ask, character, hash, repository }) {
      const { specification, language } = planOf(job);
      const answer = await ask({
        purpose: "tests",
        input: { specification, language },
        prompt: () => testsPrompt({ specification, language }, character),
      });
      const stored = await storeFiles("tester", answer, await repository());
      return { iteration, ...stored, character: hash };
    },

    async "checks:requested"({ iteration }, turn) {
      const { job, folder, signal, report, repository, config } = turn;
      const workspace = path.join(folder, "workspace");
      writeFolder(workspace, await pluginFiles(job, await repository()));
      const verdict = await runChecks({
        folder: workspace,
        scratch: path.join(folder, "scratch"),
        dataDir: config.dataDir,
        specification: planOf(job).specification,
        signal,
        timeoutMs: config.checkTimeoutMs,
        onGate: {
          started: (gate) => report("gate:started", { iteration, gate }),
          completed: (gate) => report("gate:completed", { iteration, gate }),
        },
      });
      return { iteration, report: verdict };
    },
  },
});
