import path from "node:path";
import { broken, changesBetween } from "../../shared/changes.ts";
import type { Files } from "../../shared/files.ts";
import { testFindings } from "../../shared/loop/test-findings.ts";
import { defineAgent, type Turn } from "../agent.ts";
import { draftFor } from "../draft.ts";
import { planOf, releasedFor } from "../plugin-files.ts";
import { checkAnswers } from "./check-answers.ts";
import type { TryOut } from "./examine-tests.ts";
import { judgeTests } from "./judge-tests.ts";
import { withOldTests, type KeptTests } from "./old-tests.ts";
import { writeTests, type WrittenTests } from "./write-tests.ts";

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
      const there = last?.testsTree ? await git.readTree(last.testsTree) : {};
      const [old, files] = apart(there, job.oldTests);
      const tests = await writeTests({
        ...tryOutOf(turn),
        ask,
        character,
        input: { specification, criteria, language, findings, files },
        draftFor: (each) => draftFor("tester", each, turn),
      });
      const { files: written, ...told } = await besideOldTests(tests, old, turn);
      const tree = await git.writeTree(written);
      return { iteration, ...told, tree, files: Object.keys(written), character: hash };
    },

    async "checks:requested"({ iteration }, turn) {
      return { iteration, ...(await checkAnswers(turn)) };
    },
  },
});

/** Files of these names, and the others. */
function apart(files: Files, names: string[]): [Files, Files] {
  const entries = Object.entries(files);
  const [some, others] = [
    entries.filter(([name]) => names.includes(name)),
    entries.filter(([name]) => !names.includes(name)),
  ];
  return [Object.fromEntries(some), Object.fromEntries(others)];
}

/** New tests, and those of the release that is improved: as they were kept before, or as they were released. */
async function besideOldTests(
  tests: WrittenTests,
  old: Files,
  { job, repository }: Turn,
): Promise<WrittenTests & Pick<KeptTests, "kept">> {
  const released = await releasedFor(job, await repository());
  if (Object.keys(old).length > 0) {
    return { ...tests, files: { ...tests.files, ...old }, kept: Object.keys(old) };
  }
  if (!released) return tests;
  const { version } = released.specification;
  const gone = broken(changesBetween(released.specification, planOf(job).specification));
  const { files, kept, dropped = [] } = withOldTests(tests.files, { files: released.tests, version, gone }); // prettier-ignore
  return { ...tests, files, kept, dropped: [...(tests.dropped ?? []), ...dropped] };
}

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
