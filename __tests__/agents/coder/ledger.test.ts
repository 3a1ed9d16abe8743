import { expect, test } from "vitest";
import { ledgerOf } from "../../../agents/coder/ledger.ts";
import type { JobEvent } from "../../../shared/events.ts";
import type { Files } from "../../../shared/files.ts";
import { Repository } from "../../../shared/repository.ts";
import type { CheckReport } from "../../../shared/results.ts";
import {
  checked,
  committed,
  created,
  eventOf,
  idled,
  planned,
  play,
  tested,
} from "../../support/job-story.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const report = (...red: string[]): CheckReport => {
  const tests = ["adds", "lists"].map((name) => ({
    name,
    file: "src/__tests__/a.test.ts",
    state: red.includes(name) ? ("failed" as const) : ("passed" as const),
  }));
  const findings = red.map((test) => ({
    from: "test" as const,
    severity: "blocker" as const,
    message: `${test}: expected 1`,
    test,
  }));
  const gate = {
    name: "test" as const,
    status: "failed" as const,
    summary: `${2 - red.length} passed, ${red.length} failed`,
    durationMs: 1,
  };
  return { verdict: "failed", mendable: true, gates: [{ ...gate, findings, tests }] };
};

test("the ledger tells what was changed and what came of it, from git and the gates", async () => {
  const git = await Repository.open(temporaryFolder(), "@elizaos/plugin-greeter");
  const versions: Files[] = [
    { "src/a.ts": "1", "src/b.ts": "1" },
    { "src/a.ts": "2", "src/b.ts": "1" },
    { "src/a.ts": "1", "src/b.ts": "2", "src/c.ts": "1" },
  ];
  const trees = await Promise.all(versions.map((files) => git.writeTree(files)));
  const round = (iteration: number, summary: string, ...red: string[]): JobEvent[] => [
    eventOf(
      "code:completed",
      { iteration, tree: trees[iteration - 1] ?? "", summary, files: [], character: "c" },
      "coder",
    ),
    ...(iteration === 1 ? [committed("tests", 1)] : []),
    checked(iteration, report(...red)),
    committed("iteration", iteration),
  ];
  const job = play(
    created(),
    planned(),
    committed("plan", 0),
    tested(),
    ...round(1, "write it", "adds"),
    ...round(2, "mend adding", "lists"),
    ...round(3, "store anew"),
    idled(4),
  );
  expect(await ledgerOf(job, git)).toEqual([
    'iteration 2: "mend adding" (src/a.ts): worse, set aside: test 1 passed, 1 failed; 1 that passed before is red',
    'iteration 3: "store anew" (src/b.ts, src/c.ts): better: test 2 passed, 0 failed',
    "after iteration 3: Nothing changed.",
  ]);
});
