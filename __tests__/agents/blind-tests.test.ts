import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { scaffold } from "../../agents/scaffold.ts";
import { assertBlindTests } from "../../agents/tester/check-answers.ts";
import type { Files } from "../../shared/files.ts";
import { writeFolder } from "../../shared/files.ts";
import type { Job } from "../../shared/job.ts";
import { Repository } from "../../shared/repository.ts";
import { committed, created, planned, play, tested } from "../support/job-story.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const tests: Files = { "src/__tests__/a.test.ts": "// a\n", "src/__tests__/help/b.ts": "// b\n" };

/** A workspace as it is before the gates, and a job whose tester wrote these tests. */
async function prepared(changes: Files = {}) {
  const folder = temporaryFolder();
  const git = await Repository.open(folder, "plugin-x");
  const story = play(created(), planned(), committed("plan", 0), tested());
  const tree = await git.writeTree(tests);
  const job: Job = { ...story, tests: story.tests && { ...story.tests, tree } };
  const workspace = path.join(folder, "workspace");
  const given = job.plan ? scaffold(job.plan.specification) : {};
  writeFolder(workspace, { ...tests, "src/index.ts": "// code\n", ...given, ...changes });
  return { job, git, workspace };
}

test("what the gates run on are the blind tests, byte for byte", async () => {
  const { job, git, workspace } = await prepared();
  await expect(assertBlindTests(workspace, job, git)).resolves.toBeUndefined();
});

test.each([
  ["changed", { "src/__tests__/a.test.ts": "// weaker\n" }],
  ["added", { "src/__tests__/c.test.ts": "" }],
])("nothing begins when a test was %s on the way", async (_how, changes) => {
  const { job, git, workspace } = await prepared(changes);
  await expect(assertBlindTests(workspace, job, git)).rejects.toThrow(/expected [0-9a-f]{40}/);
});

test("nothing begins when a test is gone", async () => {
  const { job, git, workspace } = await prepared();
  fs.rmSync(path.join(workspace, "src/__tests__/a.test.ts"));
  await expect(assertBlindTests(workspace, job, git)).rejects.toThrow("The checks did not begin.");
});
