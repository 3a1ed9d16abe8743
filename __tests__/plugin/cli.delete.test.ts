import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { Jobs } from "../../shared/jobs.ts";
import { run, start } from "../support/command-line.ts";
import { preparedDataFolder } from "../support/data-folder.ts";
import { everything, finishedJob } from "../support/finished-job.ts";
import { greeter } from "../support/specifications.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { freePort } from "../support/server.ts";
import { leaveWaitingJob } from "../support/waiting-job.ts";

const idsIn = (dataDir: string): string[] => new Jobs(dataDir).all().map(({ id }) => id);
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

test("delete wants a yes, and then says what is gone and what stays", async () => {
  const dataDir = temporaryFolder();
  await finishedJob(dataDir);
  const on = (...args: string[]) => run([...args, "--data", dataDir]);
  const before = everything(dataDir);
  const asked = await on("delete", "abc123");
  expect(asked).toMatchObject({ code: 2, stdout: "" });
  expect(asked.stderr).toBe(
    "Nothing was removed. Say that job abc123 may go: plugin-dynamic delete abc123 --yes.\n",
  );
  expect(everything(dataDir)).toEqual(before);
  const done = await on("delete", "abc123", "--yes");
  expect(done).toMatchObject({ code: 0, stderr: "" });
  expect(done.stdout).toMatch(/^Job abc123 is gone; \d\.\d MB are free\. Removed:\n/);
  expect(done.stdout).toContain(`  ${path.join(dataDir, "jobs", "abc123")}\n`);
  expect(done.stdout).toContain("  refs/heads/job/abc123\n");
  expect(done.stdout).toContain(`What it released stays: ${greeter.name}`);
  expect(fs.existsSync(path.join(dataDir, "plugins", "plugin-greeter", ".git"))).toBe(true);
  const again = await on("delete", "abc123", "--yes");
  expect(again.code).toBe(2);
  expect(again.stderr).toContain('There is no job "abc123". There is none yet.');
});

test("delete refuses a job that waits", async () => {
  const dataDir = temporaryFolder();
  const id = leaveWaitingJob(dataDir, greeter);
  const { code, stderr } = await run(["delete", id, "--yes", "--data", dataDir]);
  expect(code).toBe(2);
  expect(stderr).toContain(`Job ${id} is not over: waiting. End it first`);
  expect(idsIn(dataDir)).toEqual([id]);
});

test("tidy wants to know how much to keep, says beforehand what would go, and does it", async () => {
  const dataDir = temporaryFolder();
  await finishedJob(dataDir, { id: "old111", at: daysAgo(30), status: "failed" });
  await finishedJob(dataDir, { id: "new111", at: daysAgo(1), status: "failed" });
  const on = (args: string[], env = {}) => run([...args, "--data", dataDir], { env });
  const nothing = await on(["tidy"]);
  expect(nothing.code).toBe(2);
  expect(nothing.stderr).toContain("Nothing says how much to keep. Give --days <n> or --mb <n>");
  const wrong = await on(["tidy", "--days", "soon"]);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toBe('Expected --days to be a whole number from 1 on, got "soon".\n');
  const dry = await on(["tidy", "--dry-run", "--json"], { PLUGIN_KEEP_DAYS: "7" });
  expect(dry.json()).toMatchObject([{ removed: ["old111"], jobs: 1, dryRun: true }]);
  expect(idsIn(dataDir)).toEqual(["new111", "old111"]);
  const done = await on(["tidy", "--days", "7"]);
  expect(done.stdout).toMatch(
    /^old111 .* went\n1 job with 0\.\d MB went; 1 job with 0\.\d MB stays\.\n$/,
  );
  expect(idsIn(dataDir)).toEqual(["new111"]);
});

test("settings that keep nothing are refused by name", async () => {
  const env = { PLUGIN_KEEP_DAYS: "0" };
  const { code, stderr } = await run(["tidy", "--data", temporaryFolder()], { env });
  expect(code).toBe(2);
  expect(stderr).toContain("PLUGIN_KEEP_DAYS: ");
});

test("serve begins with tidying where the settings say how much to keep", async () => {
  const dataDir = preparedDataFolder();
  await finishedJob(dataDir, { id: "old111", at: daysAgo(30), status: "failed" });
  await finishedJob(dataDir, { id: "new111", at: daysAgo(1), status: "failed" });
  const args = ["serve", "--port", String(await freePort()), "--data", dataDir];
  const server = start(args, { env: { PLUGIN_KEEP_DAYS: "7" } });
  await server.said("The studio is open at");
  server.child.kill("SIGTERM");
  const { stderr } = await server.finished;
  expect(stderr).toBe("");
  expect(idsIn(dataDir)).toEqual(["new111"]);
});
