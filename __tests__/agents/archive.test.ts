import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { exportJob } from "../../agents/archive/export-job.ts";
import { importJob } from "../../agents/archive/import-job.ts";
import { readArchive } from "../../agents/archive/read-archive.ts";
import { Ledger } from "../../shared/ledger.ts";
import { Budget } from "../../agents/models/budget.ts";
import { neutralGit } from "../../shared/git.ts";
import { Jobs } from "../../shared/jobs.ts";
import { Repository } from "../../shared/repository.ts";
import { everything, finishedJob, type FinishedJob } from "../support/finished-job.ts";
import { leaveWaitingJob } from "../support/waiting-job.ts";
import { greeter } from "../support/specifications.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const machine = (dataDir: string, ...secrets: string[]) => ({ dataDir, secrets });

/** A data folder with a job that is over, and its archive. */
async function exported(story: FinishedJob = {}, ...secrets: string[]) {
  const dataDir = temporaryFolder();
  const job = await finishedJob(dataDir, story);
  const file = path.join(temporaryFolder(), "job.tgz");
  await exportJob(new Jobs(dataDir), job.id, file, machine(dataDir, ...secrets));
  return { dataDir, job, file };
}

async function refs(dataDir: string): Promise<string[]> {
  const { folder } = await Repository.open(dataDir, greeter.name);
  const git = neutralGit(folder, { variables: { GIT_DIR: folder } });
  return (await git.raw("for-each-ref", "--format=%(refname) %(objectname)")).trim().split("\n");
}

const nameOf = (ref: string): string => ref.split(" ")[0] ?? "";

test("a job goes from one data folder to another with everything there is of it", async () => {
  const { dataDir, job, file } = await exported();
  const elsewhere = temporaryFolder();
  const imported = await importJob(file, machine(elsewhere));
  expect(imported).toMatchObject({ wasHere: false, isNewPlugin: true });
  const arrived = new Jobs(elsewhere).get(job.id);
  expect(arrived).toEqual(imported.job);
  expect({ ...arrived, finished: undefined, recent: [] }).toEqual({
    ...job,
    finished: undefined,
    recent: [],
    origin: undefined,
  });
  const directory = path.join(elsewhere, "plugins", "plugin-greeter");
  expect(arrived.finished?.plugin).toMatchObject({
    directory,
    entry: path.join(directory, "dist", "index.js"),
  });
  const read = (from: string, name: string): string =>
    fs.readFileSync(path.join(from, "jobs", job.id, name), "utf8");
  for (const name of ["model.cassette.jsonl", "report.md", "report.html"]) {
    expect(read(elsewhere, name)).toBe(read(dataDir, name));
  }
  expect(read(elsewhere, "report.md")).toContain("#### `src/index.ts` new +1");
  expect(await refs(elsewhere)).toEqual(expect.arrayContaining(await refs(dataDir)));
  expect(fs.readFileSync(path.join(directory, "src", "index.ts"), "utf8")).toContain("export");
  expect(fs.existsSync(path.join(elsewhere, "imports"))).toBe(false);
});

test("an archive that was imported can be exported and imported again, and what is there stays", async () => {
  const { dataDir, job, file } = await exported();
  const elsewhere = temporaryFolder();
  await importJob(file, machine(elsewhere));
  const before = everything(elsewhere);
  expect(await importJob(file, machine(elsewhere))).toMatchObject({ wasHere: true });
  expect(everything(elsewhere)).toEqual(before);
  expect(await importJob(file, machine(dataDir))).toMatchObject({ wasHere: true });
  const again = path.join(temporaryFolder(), "again.tgz");
  await exportJob(new Jobs(elsewhere), job.id, again, machine(elsewhere));
  const [one, other] = [readArchive(file), readArchive(again)].map(({ members }) => members);
  expect(other?.["events.jsonl"]?.equals(one?.["events.jsonl"] ?? Buffer.alloc(0))).toBe(true);
  expect(await importJob(again, machine(dataDir))).toMatchObject({ wasHere: true });
});

test("an archive holds neither secrets nor where things lay or were asked for on the machine it comes from", async () => {
  const dataDir = temporaryFolder();
  const secret = "hunter2-of-this-machine";
  const thought = `I looked into ${dataDir}/jobs/abc123/workspace/a.ts with ${secret}, and into ${dataDir}/db.`;
  await finishedJob(dataDir, { thought });
  const file = path.join(temporaryFolder(), "job.tgz");
  await exportJob(new Jobs(dataDir), "abc123", file, machine(dataDir, secret));
  const { members } = readArchive(file);
  expect(Object.keys(members).sort()).toEqual([
    "events.jsonl",
    "job.bundle",
    "manifest.json",
    "model.cassette.jsonl",
    "report.html",
    "report.md",
  ]);
  for (const content of Object.values(members)) {
    for (const word of [dataDir, secret, "of-here", "plugin-dynamic-test-"]) {
      expect(content.includes(word)).toBe(false);
    }
  }
  const journal = members["events.jsonl"]?.toString() ?? "";
  expect(journal).toContain("<JOB>/workspace/a.ts with [secret], and into <DATA>/db.");
  expect(journal).toContain('"directory":"<DATA>/plugins/plugin-greeter"');
});

test("exporting writes nothing into the data folder", async () => {
  const dataDir = temporaryFolder();
  await finishedJob(dataDir);
  const before = everything(dataDir);
  const file = path.join(temporaryFolder(), "job.tgz");
  await exportJob(new Jobs(dataDir), "abc123", file, machine(dataDir));
  expect(everything(dataDir)).toEqual(before);
});

test("where the plugin is known, a job comes beside what is there: main, tags, checkout and other branches stay", async () => {
  const { job, file } = await exported({ code: { "src/index.ts": "export default 1;\n" } });
  const elsewhere = temporaryFolder();
  const own = await finishedJob(elsewhere, {
    id: "own111",
    code: { "src/index.ts": "export default 2;\n" },
  });
  const before = await refs(elsewhere);
  const checkout = path.join(elsewhere, "plugins", "plugin-greeter");
  const files = everything(checkout);
  expect(await importJob(file, machine(elsewhere))).toMatchObject({ isNewPlugin: false });
  const after = await refs(elsewhere);
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after.filter((ref) => !before.includes(ref)).map(nameOf)).toEqual([
    `refs/heads/job/${job.id}`,
    `refs/trees/job/${job.id}`,
  ]);
  expect(everything(checkout)).toEqual(files);
  expect(
    new Jobs(elsewhere)
      .all()
      .map(({ id }) => id)
      .sort(),
  ).toEqual([job.id, own.id].sort());
});

test("a job that released nothing comes without a checkout", async () => {
  const { file } = await exported({ status: "failed" });
  const elsewhere = temporaryFolder();
  await importJob(file, machine(elsewhere));
  expect((await refs(elsewhere)).map(nameOf)).toEqual([
    "refs/heads/job/abc123",
    "refs/trees/job/abc123",
  ]);
  expect(fs.existsSync(path.join(elsewhere, "plugins"))).toBe(false);
});

test("another job of the same id is in the way, and stays", async () => {
  const { file } = await exported();
  const elsewhere = temporaryFolder();
  await finishedJob(elsewhere, { status: "failed" });
  const before = everything(elsewhere);
  await expect(importJob(file, machine(elsewhere))).rejects.toThrow(
    /^There is another job abc123 in .* plugin-dynamic delete abc123\.$/,
  );
  expect(everything(elsewhere)).toEqual(before);
});

test("a job that is not over is not exported", async () => {
  const dataDir = temporaryFolder();
  const id = leaveWaitingJob(dataDir, greeter);
  const file = path.join(temporaryFolder(), "job.tgz");
  await expect(exportJob(new Jobs(dataDir), id, file, machine(dataDir))).rejects.toThrow(
    `Job ${id} is not over: waiting.`,
  );
  expect(fs.existsSync(file)).toBe(false);
});

test("a file that cannot be written is a sentence", async () => {
  const dataDir = temporaryFolder();
  await finishedJob(dataDir);
  await expect(
    exportJob(new Jobs(dataDir), "abc123", "/dev/null/job.tgz", machine(dataDir)),
  ).rejects.toThrow("cannot be written to /dev/null/job.tgz (ENOTDIR). Give a file that can be");
});

test("what a job cost elsewhere does not count for the day's budget here", async () => {
  const dataDir = temporaryFolder();
  const usage = {
    input: 900,
    output: 0,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    thinking: 0,
    estimated: false,
  };
  const called = {
    key: "coder/1/0/0",
    purpose: "code",
    iteration: 1,
    model: "m",
    usage,
    usd: 5,
    durationMs: 1,
  };
  await finishedJob(dataDir, { called });
  const file = path.join(temporaryFolder(), "job.tgz");
  await exportJob(new Jobs(dataDir), "abc123", file, machine(dataDir));
  const elsewhere = temporaryFolder();
  await importJob(file, machine(elsewhere));
  const isLeft = (folder: string): boolean =>
    new Budget({
      limits: { job: {}, day: { usd: 5 } },
      jobs: new Jobs(folder),
      ledger: new Ledger(folder),
      warn: () => undefined,
    }).isLeft();
  expect(isLeft(dataDir)).toBe(false);
  expect(isLeft(elsewhere)).toBe(true);
});
