import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readJournal } from "../shared/journal.ts";
import { foldJob } from "../shared/fold-job.ts";
import { statusText } from "../plugin/status-text.ts";
import { teamAtWork } from "./support/started-team.ts";
import { lastingDataFolder, preparedDataFolder } from "./support/data-folder.ts";

const SENTENCE =
  "I need a plugin that helps manage todo lists with add, remove, and list functionality";

const git = (folder: string, ...args: string[]): string =>
  execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();

// The first three tests follow one plugin through its life.
const atWork = teamAtWork(lastingDataFolder());
let entry = "";
afterAll(() => atWork.team.close());

test("a sentence becomes an approved, tagged plugin whose git log tells the story", async () => {
  const { team, create } = atWork;
  const job = await create(SENTENCE);
  entry = job.finished?.plugin?.entry ?? "";
  expect(job.finished).toMatchObject({ status: "completed", iterations: 1 });
  const { directory = "" } = job.finished?.plugin ?? {};

  const story = git(directory, "log", "--reverse", "--format=%an: %s", "v1.0.0").split("\n");
  expect(story).toHaveLength(3);
  expect(story[0]).toBe("planner: Plan @elizaos/plugin-todo 1.0.0");
  expect(story[1]).toBe("tester: Acceptance tests of 3 actions, 1 provider");
  expect(story[2]).toBe("coder: Iteration 1: write 3 actions, 1 provider");

  const trailers = git(directory, "log", "-1", "--format=%(trailers)");
  expect(trailers).toMatch(/^Tests: \d+ passed, 0 failed$/m);
  expect(trailers).toMatch(/^Build: passed$/m);
  expect(trailers).toMatch(/^Review: \d+ approved$/m);
  expect(trailers).toMatch(/^Character-coder: [0-9a-f]{12}$/m);
  // The tests that judged the code are those that were written before it.
  const [, blind = ""] = /^Tests-Tree: ([0-9a-f]{40})$/m.exec(trailers) ?? [];
  const written = git(directory, "log", "-1", "--skip=1", "--format=%(trailers)");
  expect(written).toContain(`Tests-Tree: ${blind}`);
  const testsIn = (tree: string) =>
    git(directory, "ls-tree", "-r", tree, "src/__tests__").replace(/^.*support\.ts$\n?/m, "");
  expect(testsIn("HEAD")).toBe(testsIn(blind));
  expect(statusText(job)).toMatch(/^(\d+) of \1 criteria shown by tests$/m);

  expect(git(directory, "status", "--porcelain")).toBe("");
  expect(fs.existsSync(entry)).toBe(true);
  expect(fs.existsSync(path.join(directory, "dist", "index.d.ts"))).toBe(true);

  const events = readJournal(team.jobs.folderOf(job.id));
  expect(foldJob(events)).toEqual(job);
  const types = events.map(({ type }) => type);
  expect(types.indexOf("tests:requested")).toBeLessThan(types.indexOf("code:completed"));
  expect(types.indexOf("code:requested")).toBeLessThan(types.indexOf("tests:completed"));
  expect(types.at(-1)).toBe("job:finished");
});

test("the built plugin does in a fresh process what it says", () => {
  const script = `
    const { default: plugin } = await import(${JSON.stringify(entry)});
    const storage = new Map();
    const runtime = {
      agentId: "a", character: {}, getSetting: () => null, logger: console,
      getCache: async (key) => storage.get(key), setCache: async (key, value) => !!storage.set(key, value),
    };
    const call = (name, parameters) => plugin.actions.find((each) => each.name === name).handler(
      runtime, { content: { text: name } }, undefined, { parameters }, async () => []);
    const added = await call("addTodo", { title: "牛奶" });
    const listed = await call("listTodos", {});
    const removed = await call("removeTodo", { id: added.data.id });
    const bad = await call("addTodo", {});
    console.log(JSON.stringify([added.success, listed.text, removed.success, bad.success]));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
  });
  const [added, listed, removed, bad] = JSON.parse(
    output.trim().split("\n").at(-1) ?? "",
  ) as unknown[];
  expect([added, removed, bad]).toEqual([true, true, false]);
  expect(listed).toContain("牛奶");
});

test("a plugin of the same name gets the next version, and the history goes on", async () => {
  const again = await atWork.create(SENTENCE);
  expect(again.finished?.plugin?.version).toBe("1.0.1");
  expect(again.plan?.assumptions.join()).toContain("1.0.0 exists already");
  const tags = git(again.finished?.plugin?.directory ?? "", "tag", "--list").split("\n");
  expect(tags).toEqual(["v1.0.0", "v1.0.1"]);
});

test("a strict reviewer sends the same plugin back once, and the second iteration is approved", async () => {
  const dataDir = preparedDataFolder();
  const strict = path.resolve("characters/reviewer-strict.character.json");
  const { team, create } = teamAtWork(dataDir, { characters: { reviewer: strict } });
  const job = await create(SENTENCE);
  expect(job.status).toBe("completed");
  expect(job.iterations.map(({ review }) => review?.verdict)).toEqual(["revise", "approve"]);
  const { directory = "" } = job.finished?.plugin ?? {};
  const subjects = git(directory, "log", "--format=%s").split("\n");
  expect(subjects[0]).toMatch(/^Iteration 2: limit every text parameter/);
  expect(git(directory, "log", "-1", "--format=%b")).toMatch(/Answers:\n- blocker from review/);
  await team.close();
});

test("two jobs at once end well and keep their events apart", async () => {
  const dataDir = preparedDataFolder();
  const { team, create } = teamAtWork(dataDir);
  const jobs = await Promise.all([
    create(SENTENCE),
    create("A plugin that keeps bookmarks with a url and tags: add, list, find and remove them"),
  ]);
  expect(jobs.map(({ status }) => status)).toEqual(["completed", "completed"]);
  for (const { id } of jobs) {
    expect(new Set(team.jobs.events(id).map(({ jobId }) => jobId))).toEqual(new Set([id]));
  }
  await team.close();
});
