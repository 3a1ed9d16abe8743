import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CASSETTE_FILE } from "../../agents/models/cassette/recorder.ts";
import { readCassette } from "../../agents/models/cassette/cassette.ts";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Jobs } from "../../shared/jobs.ts";
import { claimDataFolder } from "../../shared/data-folder.ts";
import { fixture } from "../support/cases.ts";
import { preparedDataFolder, run, start, type Finished } from "../support/command-line.ts";
import { everything, finishedJob } from "../support/finished-job.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

let root = "";
let dataDir = "";
let elsewhere = "";
let file = "";
let jobId = "";
let trees: string[] = [];
let exported: Finished;
let imported: Finished;
const at = (folder: string, ...args: string[]) => run([...args, "--data", folder]);

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "plugin-dynamic-archive-"));
  for (const name of ["here", "elsewhere"]) fs.mkdirSync(path.join(root, name));
  dataDir = preparedDataFolder(path.join(root, "here"));
  elsewhere = preparedDataFolder(path.join(root, "elsewhere"));
  file = path.join(root, "job.tgz");
  const created = await run(["create", "--spec", "-", "--json", "--data", dataDir], {
    input: JSON.stringify(fixture("todo")),
  });
  jobId = String(created.json().at(-1)?.jobId);
  trees = readCassette(path.join(dataDir, "jobs", jobId, CASSETTE_FILE)).end?.trees ?? [];
  exported = await at(dataDir, "export", jobId, "--output", file, "--json");
  imported = await at(elsewhere, "import", file);
});
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

test("export says where the archive lies and what is in it", () => {
  expect(exported.code).toBe(0);
  expect(exported.json()).toEqual([
    {
      jobId,
      file,
      bytes: fs.statSync(file).size,
      members: [
        "manifest.json",
        "events.jsonl",
        "job.bundle",
        "model.cassette.jsonl",
        "report.html",
        "report.md",
      ],
    },
  ]);
});

test("import says what is here now, and that the plugin is somebody else's", () => {
  expect(imported.stderr).toBe("");
  expect(imported.code).toBe(0);
  expect(imported.stdout).toContain(`Job ${jobId} is here (@elizaos/plugin-todo): completed.`);
  expect(imported.stdout).toContain(`${elsewhere}/plugins/plugin-todo. Somebody else had it made`);
});

test("status, log and report of an imported job are those of the job that was exported", async () => {
  for (const args of [
    ["log", jobId],
    ["report", jobId, "--output", "-"],
    ["report", jobId, "--format", "md", "--output", "-"],
    ["status", jobId],
  ]) {
    const [here, there] = [await at(dataDir, ...args), await at(elsewhere, ...args)];
    expect(there.code).toBe(0);
    expect(there.stdout.replaceAll(elsewhere, dataDir)).toBe(here.stdout);
  }
});

test("a replay of an imported job arrives at the same trees, with every prompt as it was", async () => {
  const { code, stderr, json } = await at(elsewhere, "replay", jobId, "--strict", "--json");
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(trees).toHaveLength(4);
  expect(json().at(-1)).toEqual({ type: "replay:compared", same: true, trees, recorded: trees });
});

test("while a process owns the data folder others look at it, and hear who it is when they want to change it", async () => {
  const owned = temporaryFolder();
  await finishedJob(owned);
  const release = await claimDataFolder(owned, "plugin-dynamic serve");
  const before = everything(owned);
  const output = path.join(temporaryFolder(), "job.tgz");
  try {
    for (const args of [
      ["list"],
      ["status", "abc123"],
      ["log", "abc123"],
      ["report", "abc123", "--output", "-"],
      ["export", "abc123", "--output", output],
    ]) {
      expect(await at(owned, ...args)).toMatchObject({ code: 0, stderr: "" });
    }
    for (const args of CHANGING) {
      const { code, stderr } = await at(owned, ...args.map((each) => each || output));
      expect(code).toBe(2);
      expect(stderr).toContain(`is in use by plugin-dynamic serve (process ${process.pid}`);
    }
    expect(everything(owned)).toEqual(before);
  } finally {
    release();
  }
});

/** Commands that change a data folder; an empty word is an archive. */
const CHANGING = [
  ["import", ""],
  ["delete", "abc123", "--yes"],
  ["tidy", "--days", "1"],
];

test.each(["imports", "repos", "plugins", "jobs"])(
  "an import that is killed when it makes %s leaves nothing half, and can be done once more",
  async (folder) => {
    const target = temporaryFolder();
    const running = start(["import", file, "--data", target]);
    const place = path.join(target, folder);
    while (running.child.exitCode === null && !fs.existsSync(place)) await nextTurn();
    running.child.kill("SIGKILL");
    await running.finished;
    const jobs = new Jobs(target);
    expect([...jobs.damaged]).toEqual([]);
    for (const { id, status } of jobs.all()) expect([id, status]).toEqual([jobId, "completed"]);
    const again = await at(target, "import", file);
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(again.stdout).toContain(`Job ${jobId} is here`);
    expect(fs.readdirSync(path.join(target, "jobs"))).toEqual([jobId]);
    expect((await at(target, "log", jobId)).stdout).toContain("Iteration 1: ");
    expect(fs.existsSync(path.join(target, "plugins", "plugin-todo", "package.json"))).toBe(true);
    expect(fs.existsSync(path.join(target, "imports"))).toBe(false);
  },
);

test("what cannot be imported is refused with a sentence", async () => {
  const torn = path.join(temporaryFolder(), "torn.tgz");
  fs.writeFileSync(torn, fs.readFileSync(file).subarray(0, 2000));
  const { code, stderr, stdout } = await at(temporaryFolder(), "import", torn);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe(
    "The archive cannot be imported: it ends before its end; it was not copied whole. Nothing was changed here.\n",
  );
});
