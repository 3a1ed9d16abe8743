import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  changesBetween,
  commitAt,
  commitsOf,
  entriesOf,
  LARGEST_TEXT_BYTES,
  openRepository,
  textAt,
  writeArchive,
} from "../../shared/history.ts";
import type { Files } from "../../shared/files.ts";
import { Repository } from "../../shared/repository.ts";

/** A plugin with two jobs: the first was released, the second goes on from its plan. */
async function twoJobs(dataDir: string) {
  const repository = await Repository.open(dataDir, "@elizaos/plugin-greeter");
  const step = async (branch: string, files: Files, subject: string, start?: string) =>
    repository.commit({
      ...{ branch, subject, author: "coder", start, tree: await repository.writeTree(files) },
      body: "Because.\n\nReview: 100 approved, says a model",
      trailers: { Job: branch.slice(4), Tests: "1 passed, 0 failed" },
    });
  const plan = await step("job/aaaaaa", { "README.md": "# Greeter\n" }, "Plan");
  const code = { "README.md": "# Greeter\n", "src/index.ts": "one\ntwo\n" };
  const first = await step("job/aaaaaa", code, "Iteration 1: greet");
  const message = { subject: "Release", body: "", trailers: {} };
  await repository.release("job/aaaaaa", "v1.0.0", "coordinator", message);
  const fork = await step("job/bbbbbb", { "src/index.ts": "one\n3\n" }, "Iteration 1: bow", plan);
  return { repository, plan, first, fork };
}

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "plugin-dynamic-test-"));
let repository: Repository;
let [plan, first, fork] = ["", "", ""];

beforeAll(async () => {
  ({ repository, plan, first, fork } = await twoJobs(dataDir));
});
afterAll(() => fs.rmSync(dataDir, { recursive: true, force: true }));

test("all commits are listed before their parents, with what they say and stand for", async () => {
  const commits = await commitsOf(repository);
  expect(new Set(commits.map(({ hash }) => hash))).toEqual(new Set([fork, first, plan]));
  expect(commits.at(-1)).toMatchObject({ hash: plan, parents: [], subject: "Plan" });
  expect(commits.find(({ hash }) => hash === first)).toMatchObject({
    ...{ parents: [plan], author: "coder", tags: ["v1.0.0"] },
    branches: expect.arrayContaining(["main", "job/aaaaaa"]) as string[],
    trailers: { Job: "aaaaaa", Tests: "1 passed, 0 failed" },
  });
  expect(await commitsOf(repository, 1)).toHaveLength(1);
});

test("a body ends before the trailers, and its words are no trailers", async () => {
  const { body, trailers, hash } = await commitAt(repository, first.slice(0, 7));
  expect(hash).toBe(first);
  expect(body).toBe("Because.\n\n Review: 100 approved, says a model");
  expect(trailers.Review).toBeUndefined();
});

test("changes say which files and how many lines, also from nothing", async () => {
  expect(await changesBetween(repository, first, fork)).toEqual([
    { path: "README.md", how: "removed", added: 0, removed: 1 },
    { path: "src/index.ts", how: "changed", added: 1, removed: 1 },
  ]);
  expect(await changesBetween(repository, undefined, plan)).toEqual([
    { path: "README.md", how: "added", added: 1, removed: 0 },
  ]);
});

test("an archive holds the files of its commit in one folder", async () => {
  const file = path.join(dataDir, "commit.tar.gz");
  await writeArchive(repository, first, { format: "tar.gz", name: "greeter", file });
  const listed = execFileSync("tar", ["tzf", file], { encoding: "utf8" });
  expect(listed.split("\n")).toContain("greeter/src/index.ts");
});

test.each(["--output=x", "HEAD", "main", "abc", "1234567^{/x}", "../x"])(
  "%s does not reach git as a commit",
  async (hash) => {
    await expect(commitAt(repository, hash)).rejects.toThrow(/names no commit/);
    await expect(entriesOf(repository, hash)).rejects.toThrow(/names no commit/);
    await expect(changesBetween(repository, hash, hash)).rejects.toThrow(/names no commit/);
  },
);

test("a commit that is not there is told by name", async () => {
  await expect(commitAt(repository, "0123456789")).rejects.toThrow(/has no commit 0123456789/);
});

test.each(["..", "../repos/plugin-greeter", "/etc", "plugin-none", "plugin-greeter.git", "-x"])(
  "%s opens no repository and makes none",
  async (name) => {
    await expect(openRepository(dataDir, name)).rejects.toThrow(/There is no plugin/);
    expect(fs.readdirSync(path.join(dataDir, "repos"))).toEqual(["plugin-greeter.git"]);
  },
);

test("files are read as they stand in a commit, or it is said why not", async () => {
  expect(await entriesOf(repository, first)).toEqual([
    { path: "README.md", bytes: 10 },
    { path: "src/index.ts", bytes: 8 },
  ]);
  expect(await textAt(repository, first, "src/index.ts")).toEqual({
    text: "one\ntwo\n",
    why: null,
  });
  expect((await textAt(repository, plan, "src/index.ts")).why).toBe("missing");
  expect((await textAt(repository, first, "src")).why).toBe("missing");
  const tree = await repository.writeTree({
    "a.bin": "a\0b",
    "large.txt": "x".repeat(LARGEST_TEXT_BYTES + 1),
  });
  const message = { subject: "Odd", body: "", trailers: {}, author: "coder" };
  const odd = await repository.commit({ ...message, branch: "job/cccccc", tree });
  expect(await textAt(repository, odd, "a.bin")).toEqual({ text: null, why: "binary" });
  expect(await textAt(repository, odd, "large.txt")).toEqual({ text: null, why: "large" });
});
