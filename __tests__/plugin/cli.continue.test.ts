import path from "node:path";
import { expect, test } from "vitest";
import { preparedDataFolder, run, start } from "../support/command-line.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { leaveWaitingJob } from "../support/waiting-job.ts";

const NOTES = {
  name: "@elizaos/plugin-notes",
  description: "Keeps notes",
  actions: [{ name: "addNote", description: "Add a note", parameters: { text: "string" } }],
};

/** What `create` does with a job that has to wait: for a person, or so many milliseconds. */
const createThatWaits = (dataDir: string, time: string, ...more: string[]) =>
  run([dataDir, time, ...more], {
    program: path.resolve("__tests__/support/create-that-waits.mjs"),
    env: { LOG_LEVEL: "fatal", SENTRY_DSN: "off" },
  });

test("create leaves a job waiting that waits for a person, and says how it goes on", async () => {
  const dataDir = preparedDataFolder(temporaryFolder());
  const { code, stderr, json } = await createThatWaits(dataDir, "person", "--json");
  expect(code).toBe(1);
  const wait = json().at(-1);
  expect(wait).toMatchObject({ type: "job:waiting", kind: "budget", scope: "job" });
  expect(json().map(({ type }) => type)).toContain("plan:completed");
  expect(stderr).toContain(`plugin-dynamic continue ${String(wait?.jobId)} lets it go on`);
  const [facts] = (await run(["list", "--json", "--data", dataDir])).json();
  expect(facts).toMatchObject({ status: "waiting", interrupted: false });
});

test("create waits with a job for its time, and shows until when", async () => {
  const dataDir = preparedDataFolder(temporaryFolder());
  const { code, stdout } = await createThatWaits(dataDir, "1500");
  expect(stdout).toMatch(/The job goes on by itself at \d{4}-\d\d-\d\d \d\d:\d\d\./);
  expect(stdout).toContain("The time to wait is over.");
  expect(code).toBe(130); // cancelled right after it had gone on
});

test("continue sees a job that nobody works on to its end", async () => {
  const dataDir = preparedDataFolder(temporaryFolder());
  const id = leaveWaitingJob(dataDir, NOTES);
  const on = (...args: string[]) => run([...args, "--data", dataDir]);
  expect((await on("list")).stdout).toContain(`${id}  waiting`);
  const status = await on("status", id);
  expect(status.stdout).toContain("The job's budget does not reach.");
  expect(status.stdout).not.toContain("No process works on it");
  const [facts] = (await on("status", id, "--json")).json();
  expect(facts).toMatchObject({
    status: "waiting",
    interrupted: false,
    waiting: { kind: "budget", scope: "job", until: null },
    spent: { calls: 0, agents: {}, iterations: [] },
  });

  const { code, stdout, stderr } = await on("continue", id);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(stdout).toContain("The job's budget was raised, so it goes on.");
  expect(stdout).toContain(`Plugin  ${path.join(dataDir, "plugins", "plugin-notes")}`);

  const again = await on("continue", id);
  expect(again.code).toBe(2);
  expect(again.stderr).toBe(`Job ${id} is over already: completed.\n`);
});

test("a job that waits for money cannot do without a package", async () => {
  const dataDir = preparedDataFolder(temporaryFolder());
  const id = leaveWaitingJob(dataDir, NOTES);
  const { code, stderr } = await run(["continue", id, "--without", "--data", dataDir]);
  expect([code, stderr]).toEqual([
    2,
    `Job ${id} does not wait for a package that it could do without: waiting.\n`,
  ]);
});

test("continue reaches the process that works on the data folder", async () => {
  const dataDir = preparedDataFolder(temporaryFolder());
  const id = leaveWaitingJob(dataDir, NOTES);
  const owner = start(["chat", "--data", dataDir], { keepOpen: true });
  await owner.said("Going on with job");
  const { code, stdout } = await run(["continue", id, "--data", dataDir]);
  expect([code, stdout]).toEqual([0, `Job ${id} goes on.\n`]);
  expect((await run(["cancel", id, "--data", dataDir])).code).toBe(0);
  owner.child.stdin?.end();
  expect((await owner.finished).code).toBe(0);
});

test("a chat that ends leaves a job waiting that waits for a person, and a yes in it lets it go on", async () => {
  const dataDir = preparedDataFolder(temporaryFolder());
  const id = leaveWaitingJob(dataDir, NOTES);
  const left = await run(["chat", "--data", dataDir], { input: "Hello\n" });
  expect(left.code).toBe(0);
  expect(left.stdout).toContain(`Job ${id} waits: plugin-dynamic continue ${id}`);
  const { code, stdout } = await run(["chat", "--data", dataDir], {
    input: `yes, go on\ncancel job ${id}\n`,
  });
  expect(code).toBe(0);
  expect(stdout).toContain(
    `Job ${id} goes on. It may use $6.00, 3M tokens, 60 minutes in all now.`,
  );
});

test("a job that was left behind in the middle of its work goes on too", async () => {
  const dataDir = preparedDataFolder(temporaryFolder());
  const running = start(["create", JSON.stringify(NOTES), "--json", "--data", dataDir]);
  await running.said('"tests:requested"');
  running.child.kill("SIGKILL");
  const { stdout } = await running.finished;
  const { jobId } = JSON.parse(stdout.split("\n")[0] ?? "") as { jobId: string };
  const { code, json } = await run(["continue", jobId, "--json", "--data", dataDir]);
  expect(code).toBe(0);
  expect(json().at(-1)).toMatchObject({ type: "job:finished", status: "completed" });
});
