import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { Repository } from "../../shared/repository.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const NAME = "@elizaos/plugin-greeter";
const open = (dataDir = temporaryFolder()) => Repository.open(dataDir, NAME);

const step = (tree: string, subject: string, branch = "job/abc123") => ({
  branch,
  tree,
  subject,
  author: "coder",
  body: "Because.",
  trailers: { Job: "abc123", Tests: "1 passed,\n 0 failed" },
});

const said = (subject: string) => ({ subject, body: "", trailers: { Job: "abc123" } });

const git = (folder: string, ...args: string[]): string =>
  execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();

test("files become a tree and come back", async () => {
  const repository = await open();
  const files = {
    "src/index.ts": "export {};\n",
    "README.md": "Ünïcode 你好\r\n",
    "src/a/b.ts": "",
  };
  const tree = await repository.writeTree(files);
  expect(await repository.readTree(tree)).toEqual(files);
  expect(await repository.writeTree({ ...files })).toBe(tree);
  expect(git(repository.folder, "ls-tree", "-r", "--name-only", tree).split("\n")).toEqual(
    Object.keys(files).sort(),
  );
});

test("trees are read and written anew once they are not remembered, or are gone", async () => {
  const repository = await open();
  const files = { "src/index.ts": "Ünïcode 你好\r\n" };
  const tree = await repository.writeTree(files);
  const object = path.join(repository.folder, "objects", tree.slice(0, 2), tree.slice(2));
  fs.rmSync(object);
  expect(await repository.writeTree(files)).toBe(tree);
  expect(fs.existsSync(object)).toBe(true);
  for (let index = 0; index < 40; index += 1) await repository.writeTree({ a: String(index) });
  expect(await repository.readTree(tree)).toEqual(files);
});

test("what somebody changes in files that were read is not what the next one reads", async () => {
  const repository = await open();
  const tree = await repository.writeTree({ a: "1" });
  const files = await repository.readTree(tree);
  files.a = "2";
  expect(await repository.readTree(tree)).toEqual({ a: "1" });
});

test("a commit carries author, subject, body and trailers, and the next one follows it", async () => {
  const repository = await open();
  const first = await repository.commit(
    step(await repository.writeTree({ a: "1" }), "First\nline"),
  );
  const second = await repository.commit(step(await repository.writeTree({ a: "2" }), "Second"));
  expect(await repository.head("job/abc123")).toBe(second);
  expect((await repository.newest("job/abc123"))?.trailers).toEqual({
    Job: "abc123",
    Tests: "1 passed, 0 failed",
  });
  const log = git(repository.folder, "log", "--format=%H %an: %s", "job/abc123");
  expect(log).toBe(`${second} coder: Second\n${first} coder: First line`);
});

test("an approved branch becomes main, is tagged, and lies checked out for people", async () => {
  const repository = await open();
  await repository.commit(step(await repository.writeTree({ "src/index.ts": "1" }), "One"));
  const released = await repository.release("job/abc123", "v1.0.0", "coordinator", said("Release"));
  expect(await repository.head("main")).toBe(released);
  expect(await repository.tags()).toEqual(["v1.0.0"]);
  expect(git(repository.checkout, "log", "--format=%s", "v1.0.0")).toBe("One");
  expect(fs.readFileSync(path.join(repository.checkout, "src/index.ts"), "utf8")).toBe("1");
});

test("a second release moves the checkout on; changes people made there are left alone", async () => {
  const repository = await open();
  const write = async (content: string, branch: string, tag: string): Promise<void> => {
    await repository.commit(step(await repository.writeTree({ a: content }), content, branch));
    await repository.release(branch, tag, "coordinator", said("Release"));
  };
  await write("one", "job/one", "v1.0.0");
  await write("two", "job/two", "v1.0.1");
  const file = path.join(repository.checkout, "a");
  expect(fs.readFileSync(file, "utf8")).toBe("two");
  fs.writeFileSync(file, "mine");
  await write("three", "job/three", "v1.0.2");
  expect(fs.readFileSync(file, "utf8")).toBe("mine");
  expect(git(repository.checkout, "show", "v1.0.2:a")).toBe("three");
});

test("two jobs of one plugin that end one after the other both stay in the history", async () => {
  const repository = await open();
  for (const branch of ["job/one", "job/two"]) {
    await repository.commit(step(await repository.writeTree({ a: branch }), branch, branch));
  }
  await repository.release("job/one", "v1.0.0", "coordinator", said("Release one"));
  await repository.release("job/two", "v1.0.1", "coordinator", said("Release two"));
  const subjects = git(repository.folder, "log", "--format=%s", "main").split("\n");
  expect(subjects).toEqual(expect.arrayContaining(["job/one", "job/two", "Release two"]));
  expect(git(repository.folder, "show", "main:a")).toBe("job/two");
});

test("hooks and filters planted in a repository never run", async () => {
  const repository = await open();
  const owned = path.join(path.dirname(repository.folder), "owned");
  const script = `#!/bin/sh\ntouch ${owned}\n`;
  for (const hook of [
    "post-commit",
    "reference-transaction",
    "post-checkout",
    "post-index-change",
  ]) {
    fs.mkdirSync(path.join(repository.folder, "hooks"), { recursive: true });
    fs.writeFileSync(path.join(repository.folder, "hooks", hook), script, { mode: 0o755 });
  }
  await repository.commit(step(await repository.writeTree({ a: "1" }), "One"));
  await repository.release("job/abc123", "v1.0.0", "coordinator", said("Release"));
  expect(fs.existsSync(owned)).toBe(false);
});

test("git trouble is one sentence with the folder", async () => {
  const repository = await open();
  await expect(repository.readTree("nonsense")).rejects.toThrow(/git read-tree failed in .*\.git/);
});

test("a patch tells from one tree to another, or from nothing", async () => {
  const repository = await open();
  const before = await repository.writeTree({ "src/a.ts": "1\n2\n" });
  const after = await repository.writeTree({ "src/a.ts": "1\nII\n", "src/b.ts": "x\0y\n" });
  const patch = await repository.patch(before, after);
  expect(patch).toContain("+++ b/src/a.ts\n@@ -1,2 +1,2 @@\n 1\n-2\n+II\n");
  expect(patch).toContain("new file mode 100644\n");
  expect(patch).toMatch(/\+x\0y$/);
  expect(await repository.patch(undefined, before)).toContain("@@ -0,0 +1,2 @@\n+1\n+2");
  expect(await repository.patch(before, before)).toBe("");
});

test("changed lines of two trees are told by file; what was only taken away has none", async () => {
  const repository = await Repository.open(temporaryFolder(), "@elizaos/plugin-greeter");
  const before = await repository.writeTree({ "src/a.ts": "1\n2\n3\n4\n", "src/b c.ts": "x\ny\n" });
  const after = await repository.writeTree({
    "src/a.ts": "1\nII\n3\n4\n5\n6\n",
    "src/b c.ts": "x\n",
    "src/new.ts": "n\n",
  });
  expect(await repository.changedLines(before, after)).toEqual({
    "src/a.ts": [
      [2, 2],
      [5, 6],
    ],
    "src/new.ts": [[1, 1]],
  });
  expect(await repository.changedLines(before, before)).toEqual({});
});
