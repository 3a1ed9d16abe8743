import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { preparedDataFolder, run, start, type Finished } from "../support/command-line.ts";

const NOTES = {
  name: "@elizaos/plugin-notes",
  description: "Keeps notes",
  actions: [
    { name: "addNote", description: "Add a note", parameters: { text: "string" } },
    { name: "listNotes", description: "List all notes" },
  ],
};
const BOOKMARKS = "I need a plugin that manages bookmarks with add, remove and list";

let root = "";
let dataDir = "";
let created: Finished;
const on = (...args: string[]) => [...args, "--data", dataDir];

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "plugin-dynamic-cli-"));
  dataDir = preparedDataFolder(root);
  created = await run(on("create", "--spec", "-", "--json"), { input: JSON.stringify(NOTES) });
});
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const end = (): Record<string, unknown> => created.json().at(-1) ?? {};
const jobId = (): string => String(end().jobId);

describe("a finished job", () => {
  test("create --json prints events only, the end of the job last", () => {
    expect(created.code).toBe(0);
    expect(created.stderr).toBe("");
    const directory = path.join(dataDir, "plugins", "plugin-notes");
    expect(end()).toMatchObject({
      type: "job:finished",
      status: "completed",
      plugin: {
        name: "@elizaos/plugin-notes",
        version: "1.0.0",
        directory,
        entry: path.join(directory, "dist", "index.js"),
      },
      iterations: 1,
      commit: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
    });
    expect(created.json().map(({ type }) => type)).toContain("review:completed");
  });

  test("the entry is there, and the data folder is given back", () => {
    const { entry } = end().plugin as { entry: string };
    expect(fs.existsSync(entry)).toBe(true);
    expect(fs.existsSync(path.join(dataDir, "owner.json"))).toBe(false);
  });

  test("list and status show it", async () => {
    const list = await run(on("list"));
    expect(list.stdout).toContain(`${jobId()}  completed`);
    expect(list.stdout).toContain("@elizaos/plugin-notes");
    const [facts] = (await run(on("status", "--json"))).json();
    expect(facts).toMatchObject({ jobId: jobId(), status: "completed", interrupted: false });
    const status = await run(on("status", jobId()));
    expect(status.stdout).toContain("Plugin Creation Status: completed");
    expect(status.stdout).not.toContain("\u001b");
  });

  test("list shows what is asked for, and says so when nothing is like that", async () => {
    const wanted = ["--status", "completed", "--plugin", "plugin-notes", "--since", "1d"];
    const some = await run(on("list", ...wanted, "--limit", "1", "--json"));
    expect(some.json().map((job) => job.jobId)).toEqual([jobId()]);
    const none = await run(on("list", "--status", "failed", "--status", "interrupted"));
    expect(none.stdout).toBe(`None of 1 jobs in ${dataDir} is like that.\n`);
    const wrong = await run(on("list", "--status", "done"));
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("Expected --status to be one of pending, running,");
  });

  test("log tells its story, commit by commit", async () => {
    const { stdout } = await run(on("log", jobId()));
    expect(stdout).toMatch(/Author: planner .*Plan @elizaos\/plugin-notes 1\.0\.0/s);
    expect(stdout).toContain("Iteration 1:");
    const story = (await run(on("log", jobId(), "--json"))).json();
    expect(story.map(({ author }) => author)).toEqual(["planner", "tester", "coder"]);
    expect(String(end().commit)).toMatch(new RegExp(`^${String(story.at(-1)?.commit)}`));
  });

  test("it cannot be cancelled any more", async () => {
    const { code, stderr } = await run(on("cancel", jobId()));
    expect(code).toBe(2);
    expect(stderr).toBe(`Job ${jobId()} is over already: completed.\n`);
  });

  test("an unknown id is refused with the ids there are", async () => {
    for (const command of ["status", "log", "cancel"]) {
      const { code, stderr } = await run(on(command, "nobody"));
      expect(code).toBe(2);
      expect(stderr).toContain(`There is no job "nobody". There are: `);
      expect(stderr).toContain(jobId());
    }
  });
});

describe("a job at work", () => {
  const begin = async () => {
    // Long enough for other processes to come and ask.
    const env = { PLUGIN_MUTATION_PROOF: "on" };
    const running = start(on("create", BOOKMARKS, "--json"), { env });
    await running.said('"tests:requested"');
    const [facts] = (await run(on("status", "--json"))).json();
    expect(facts).toMatchObject({ status: "running", interrupted: false });
    return { running, id: String(facts?.jobId) };
  };

  test("is cancelled from another process", async () => {
    const { running, id } = await begin();
    const other = await run(on("create", "a todo list plugin with add and list"));
    expect(other.code).toBe(2);
    expect(other.stderr).toContain("is in use by plugin-dynamic create");
    const { code, stdout, stderr } = await run(on("cancel", id));
    expect([code, stdout, stderr]).toEqual([0, `Job ${id} is cancelled.\n`, ""]);
    const finished = await running.finished;
    expect(finished.code).toBe(130);
    expect(finished.json().at(-1)).toMatchObject({ type: "job:finished", status: "cancelled" });
  });

  test("is paused from another process, and stays so", async () => {
    const { running, id } = await begin();
    const { code, stdout } = await run(on("pause", id));
    expect(code).toBe(0);
    expect(stdout).toBe(`Job ${id} is paused. plugin-dynamic continue ${id} lets it go on.\n`);
    const left = await running.finished;
    expect(left.code).toBe(1);
    expect(left.json().at(-1)).toMatchObject({ type: "job:waiting", kind: "pause" });
    const again = await run(on("pause", id));
    expect(again.code).toBe(2);
    expect(again.stderr).toContain(`Job ${id} stands still already: The job is paused.`);
    const [facts] = (await run(on("status", id, "--json"))).json();
    expect(facts).toMatchObject({ status: "waiting", interrupted: false, place: null });
    expect((await run(on("cancel", id))).stdout).toBe(`Job ${id} is cancelled.\n`);
  });

  test("is paused after a crash, so that it does not go on by itself", async () => {
    const { running, id } = await begin();
    running.child.kill("SIGKILL");
    await running.finished;
    expect((await run(on("pause", id))).code).toBe(0);
    expect((await run(on("list"))).stdout).toContain(`${id}  waiting `);
    expect((await run(on("cancel", id))).code).toBe(0);
    const over = await run(on("pause", id));
    expect([over.code, over.stderr]).toEqual([2, `Job ${id} is over already: cancelled.\n`]);
  });

  test("is cancelled in order by Ctrl-C", async () => {
    const { running } = await begin();
    running.child.kill("SIGINT");
    const finished = await running.finished;
    expect(finished.code).toBe(130);
    expect(finished.json().at(-1)).toMatchObject({ type: "job:finished", status: "cancelled" });
    expect(fs.existsSync(path.join(dataDir, "owner.json"))).toBe(false);
  });

  test("is shown as interrupted after a crash, and ended by cancel", async () => {
    const { running, id } = await begin();
    running.child.kill("SIGKILL");
    await running.finished;
    expect((await run(on("list"))).stdout).toContain(`${id}  interrupted`);
    expect((await run(on("cancel", id))).stdout).toBe(`Job ${id} is cancelled.\n`);
    const [facts] = (await run(on("status", id, "--json"))).json();
    expect(facts).toMatchObject({ status: "cancelled", interrupted: false });
  });
});

test("a chat through a pipe talks with the coordinator, one line a message, and sees its jobs to the end", async () => {
  const input = `Hello\nCreate a plugin with the following specification:\n${JSON.stringify(
    { ...NOTES, name: "@elizaos/plugin-jottings" },
    null,
    2,
  )}\nWhat's the status of my plugin creation?\nCancel the plugin creation\n`;
  const { code, stdout, stderr } = await run(on("chat"), { input });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(stdout).toContain("You: Hello\nCoordinator: ");
  expect(stdout).toMatch(
    /Plugin creation job started with ID: \w+\. Use checkPluginCreationStatus/,
  );
  expect(stdout).toContain("Coordinator: Plugin Creation Status: running");
  expect(stdout).toContain("Coordinator: Plugin creation job has been cancelled.");
  expect(stdout).not.toContain("\u001b");
});

test("a person reads where the plugin lies, how to use it, and its story; plain when piped", async () => {
  const args = on("create", "--model", "offline", "--character", "reviewer=reviewer-strict");
  const { code, stdout } = await run([...args, JSON.stringify({ ...NOTES, version: "1.1.0" })]);
  expect(code).toBe(0);
  expect(stdout).toContain(`Plugin  ${path.join(dataDir, "plugins", "plugin-notes")}`);
  expect(stdout).toContain('import plugin from "@elizaos/plugin-notes"');
  expect(stdout).toMatch(/reviewer +rejects with \d+ of 100/);
  expect(stdout).toContain("\nIteration 2\n");
  expect(stdout).toMatch(/^ {2}[0-9a-f]{7} coder +Iteration 2: /m);
  const [, report = ""] = /^Report {2}(.*report\.html)$/m.exec(stdout) ?? [];
  expect(fs.readFileSync(report, "utf8")).toContain("Completed");
  expect(stdout).not.toContain("\u001b");
});
