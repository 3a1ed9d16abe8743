import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { CommitDetails, History, PluginEntry } from "../../../plugin/studio/api/history.ts";
import { historyApi } from "../../../plugin/studio/api/history.ts";
import { history } from "../../../plugin/studio/history.ts";
import type { Studio } from "../../../plugin/studio/studio.ts";
import { finishedJob } from "../../support/finished-job.ts";
import { teamAtWork } from "../../support/started-team.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

function studioOn(dataDir: string): Studio {
  const { team } = teamAtWork(dataDir);
  onTestFinished(() => team.close());
  return { service: { team } } as unknown as Studio;
}

test("plugins are listed with their jobs and releases, the one that moved last first", async () => {
  const dataDir = temporaryFolder();
  const names = ["@elizaos/plugin-greeter", "@acme/plugin-todo"];
  await finishedJob(dataDir, { id: "aaaaaa", plugin: names[0] ?? "" });
  await finishedJob(dataDir, { id: "bbbbbb", plugin: names[1] ?? "", status: "failed" });
  const old = new Date("2026-01-01");
  for (const folder of ["refs/heads", "refs/heads/job"]) {
    fs.utimesSync(path.join(dataDir, "repos", "plugin-greeter.git", folder), old, old);
  }
  fs.mkdirSync(path.join(dataDir, "repos", "half-made.git"));
  const plugins = PluginEntry.array().parse(await history.plugins({}, studioOn(dataDir)));
  expect(plugins).toMatchObject([
    { folder: "acme+plugin-todo", releases: [], jobs: [{ id: "bbbbbb", status: "failed" }] },
    { folder: "plugin-greeter", releases: ["1.0.0"], jobs: [{ id: "aaaaaa" }] },
  ]);
});

test("an iteration comes with what its journal says of it", async () => {
  const dataDir = temporaryFolder();
  await finishedJob(dataDir, { id: "aaaaaa" });
  const studio = studioOn(dataDir);
  const listed = await history.commits({ plugin: "plugin-greeter" }, studio);
  const { commits, isCut } = History.parse(listed);
  expect(isCut).toBe(false);
  expect(JSON.stringify(listed)).not.toContain('"body"');
  const iteration = commits.find(({ author }) => author === "coder");
  const asked = { plugin: "plugin-greeter", commit: iteration?.hash ?? "" };
  const details = CommitDetails.parse(await history.commit(asked, studio));
  expect(details.iteration?.number).toBe(1);
  expect(details.iteration?.gates.map(({ name }) => name)).toContain("build");
  expect(details.iteration?.review?.verdict).toBe("approve");
  expect(details.files.map(({ path: name }) => name)).toContain("src/index.ts");
  const plan = commits.at(-1)?.hash ?? "";
  const first = await history.commit({ plugin: "plugin-greeter", commit: plan }, studio);
  expect(first.iteration).toBeNull();
  expect(first.changes.every(({ how }) => how === "added")).toBe(true);
});

test("the history of a plugin stays when its job is gone", async () => {
  const dataDir = temporaryFolder();
  await finishedJob(dataDir, { id: "aaaaaa" });
  fs.rmSync(path.join(dataDir, "jobs", "aaaaaa"), { recursive: true });
  const studio = studioOn(dataDir);
  const { commits } = await history.commits({ plugin: "plugin-greeter" }, studio);
  const newest = commits[0]?.hash ?? "";
  const details = await history.commit({ plugin: "plugin-greeter", commit: newest }, studio);
  expect(details.iteration).toBeNull();
});

test("a repository with settings of a stranger is not read", async () => {
  const dataDir = temporaryFolder();
  await finishedJob(dataDir, { id: "aaaaaa" });
  const folder = path.join(dataDir, "repos", "plugin-greeter.git");
  const command = `touch ${path.join(dataDir, "was-run")}`;
  execFileSync("git", ["config", "tar.tar.gz.command", command], { cwd: folder });
  const asked = history.commits({ plugin: "plugin-greeter" }, studioOn(dataDir));
  await expect(asked).rejects.toThrow(/settings that do not come from here.*tar\.tar\.gz/s);
});

test.each([
  { plugin: "../x", commit: "1234567", path: "a" },
  { plugin: "plugin-a", commit: "--output=x", path: "a" },
  { plugin: "plugin-a", commit: "1234567", path: "../../etc/passwd" },
  { plugin: "plugin-a", commit: "1234567", path: "a\0b" },
])("%j cannot be asked for", (input) => {
  expect(historyApi.file.input.safeParse(input).success).toBe(false);
  expect(
    historyApi.file.input.safeParse({ plugin: "plugin-a", commit: "1234567", path: "a..b/c" })
      .success,
  ).toBe(true);
});
