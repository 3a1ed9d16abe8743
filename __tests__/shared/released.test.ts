import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { Repository } from "../../shared/repository.ts";
import { tidy } from "../../shared/tidy.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const NAME = "@elizaos/plugin-greeter";
const said = (subject: string) => ({ subject, body: "", trailers: {} });
const git = (folder: string, ...args: string[]): string =>
  execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();

/** A plugin with a job's branch that began before somebody else's release. */
async function besideAnother() {
  const dataDir = temporaryFolder();
  const repository = await Repository.open(dataDir, NAME);
  const commit = async (branch: string, files: Record<string, string>) =>
    repository.commit({
      branch,
      tree: await repository.writeTree(files),
      author: "coder",
      ...said(branch),
    });
  await commit("job/first", { a: "1" });
  await repository.release("job/first", "v1.0.0", "coordinator", said("Release 1.0.0"));
  await commit("job/second", { a: "2" });
  await commit("job/third", { a: "3" });
  await repository.release("job/third", "v1.0.1", "coordinator", said("Release 1.0.1"));
  const release = () =>
    repository.release("job/second", "v1.0.2", "coordinator", said("Release 1.0.2"));
  return { dataDir, repository, commit, release };
}

test("a release that broke off behind any of its steps is not made a second time", async () => {
  const { repository, commit, release } = await besideAnother();
  const released = await release();
  expect(await release()).toBe(released);
  git(repository.folder, "tag", "-d", "v1.0.2");
  // Meanwhile another job was released on top of it.
  await commit("job/fourth", { a: "4" });
  await repository.release("job/fourth", "v1.0.3", "coordinator", said("Release 1.0.3"));
  expect(await release()).toBe(released);
  expect(git(repository.folder, "rev-parse", "v1.0.2^{commit}")).toBe(released);
  const releases = git(repository.folder, "log", "--format=%s", "--grep=Release 1.0.2", "main");
  expect(releases).toBe("Release 1.0.2");
  expect(git(repository.checkout, "show", "HEAD:a")).toBe("4");
});

test("a branch that main was moved on to is released as it is, also when main moved on", async () => {
  const { repository } = await besideAnother();
  const first = await repository.head("job/first");
  expect(await repository.release("job/first", "v1.0.0", "coordinator", said("Again"))).toBe(first);
});

test("what a killed process left in a repository is taken away, and nothing else", async () => {
  const { dataDir, repository, commit } = await besideAnother();
  const unfinished = "0f1e2d3c-4b5a-4978-8a9b-0c1d2e3f4a5b";
  const left = [
    `${repository.folder}.${unfinished}/HEAD`,
    `${repository.checkout}.${unfinished}/README.md`,
    `${repository.folder}/staging/${unfinished}/README.md`,
    `${repository.folder}/refs/heads/job/second.lock`,
    `${repository.folder}/packed-refs.lock`,
  ];
  const others = [`${repository.folder}.kept/HEAD`, `${repository.checkout}-2.${unfinished}/a`];
  for (const file of [...left, ...others]) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, "");
  }
  await expect(commit("job/second", { a: "5" })).rejects.toThrow("second.lock");
  tidy(dataDir, NAME);
  expect([...left, ...others].filter((file) => fs.existsSync(file))).toEqual(others);
  await commit("job/second", { a: "5" });
  tidy(dataDir, "@elizaos/plugin-nobody");
});
