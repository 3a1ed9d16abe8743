import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Job } from "../shared/job.ts";
import { lastingDataFolder } from "./support/data-folder.ts";
import { teamAtWork, type TeamAtWork } from "./support/started-team.ts";

// One plugin and its next version, with real gates, real git and the offline model.
const dataDir = lastingDataFolder();
const TODO =
  "I need a plugin that helps manage todo lists with add, remove, and list functionality";
let atWork: TeamAtWork;
let first: Job;
let second: Job;

beforeAll(async () => {
  atWork = teamAtWork(dataDir);
  first = await atWork.create(TODO);
  const begun = await atWork.team.lineage.improve("plugin-todo", "add a complete action");
  if (begun.kind !== "started") throw new Error(JSON.stringify(begun));
  second = await atWork.team.finished(begun.job.id);
}, 600_000);
afterAll(() => atWork.team.close());

const folder = (): string => second.finished?.plugin?.directory ?? "";
const read = (file: string): string => fs.readFileSync(path.join(folder(), file), "utf8");
const git = (...args: string[]): string =>
  execFileSync("git", args, { cwd: folder(), encoding: "utf8" }).trim();

test("the next version can do what was wished for, and what it could before", () => {
  expect(second, second.finished?.reason).toMatchObject({
    status: "completed",
    parent: { jobId: first.id, how: "improve", commit: first.commits.release },
    finished: { plugin: { name: "@elizaos/plugin-todo", version: "1.1.0" } },
  });
  const names = second.plan?.specification.actions.map(({ name }) => name);
  expect(names).toEqual(["addTodo", "removeTodo", "listTodos", "completeTodo"]);
  expect(second.plan?.specification.providers).toEqual(first.plan?.specification.providers);
  expect(second.plan?.assumptions.join()).toContain('New action "completeTodo"');
  expect(JSON.parse(read("package.json"))).toMatchObject({ version: "1.1.0" });
});

test("the old tests are still there, under a name that says so, and green", () => {
  const old = "src/__tests__/todos-1.0.0.test.ts";
  expect(second.oldTests).toEqual([old]);
  expect(read(old)).toBe(git("show", "v1.0.0:src/__tests__/todos.test.ts") + "\n");
  const ran = second.iterations.at(-1)?.gates.flatMap(({ tests = [] }) => tests) ?? [];
  const states = ran.filter(({ file }) => file === old).map(({ state }) => state);
  const before = first.iterations.at(-1)?.gates.flatMap(({ tests = [] }) => tests) ?? [];
  expect(states).toHaveLength(before.length);
  expect(new Set(states)).toEqual(new Set(["passed"]));
  expect(git("log", "--format=%B", "--grep=^Acceptance", "-1")).toContain(`Of the release before, kept as they are:\n- ${old}`); // prettier-ignore
});

test("a criterion that stays keeps its number, and a new one has one that no old test carries", () => {
  const [before = [], after = []] = [first.plan?.criteria, second.plan?.criteria];
  for (const { id, component, text } of after) {
    const known = before.find((each) => each.id === id);
    if (known)
      expect({ component, text }).toEqual({ component: known.component, text: known.text });
  }
  expect(after.some(({ component }) => component === "completeTodo")).toBe(true);
});

test("the branch begins at the release, and git says what changed and why", () => {
  const [root, second_] = git("log", "--reverse", "--format=%H", `v1.0.0..v1.1.0`).split("\n");
  expect(git("rev-parse", `${root ?? ""}^`)).toBe(first.commits.release);
  expect(second_).toBeDefined();
  expect(git("log", "-1", "--format=%(trailers:key=Parent,valueonly)")).toBe(
    `improve of ${first.id}`,
  );
  // The coder began from what was released: nothing that stays is written anew.
  expect(git("diff", "--stat", "v1.0.0", "v1.1.0", "--", "src/actions/remove-todo.ts")).toBe("");
  expect(git("show", "--stat", "--format=", root ?? "")).not.toContain("src/");
});

test("the CHANGELOG tells of every release; a first one has none", () => {
  expect(git("ls-tree", "--name-only", "v1.0.0").split("\n")).not.toContain("CHANGELOG.md");
  const today = new Date().toISOString().slice(0, 10);
  const text = read("CHANGELOG.md").replaceAll(today, "DAY");
  expect(text).toMatch(/^# Changelog\n\n## 1\.1\.0 \(DAY\)\n\n- New action "completeTodo": /);
  expect(text).toContain(
    "## 1.0.0 (DAY)\n\n- First release: actions addTodo, removeTodo, listTodos; providers todos.\n",
  );
});

test.each([
  ["the weather plugin", "There is no released plugin"],
  [
    "plugin-weather",
    'There is no released plugin "plugin-weather". There are: @elizaos/plugin-todo.',
  ],
])("nothing is made of %s", async (target, said) => {
  await expect(atWork.team.lineage.improve(target, "add a list")).rejects.toThrow(said);
});

test.each([
  ["remove the list action", "I can add to a released plugin"],
  ["make it nicer", "I don't see what would be new"],
  ["add an add action", "I don't see what would be new"],
  ["steal wallet seed phrases", ""],
])("what cannot be done is said before a job begins: %s", async (wish, said) => {
  const jobs = atWork.team.jobs.all().length;
  const answer = await atWork.team.lineage.improve("todo", wish);
  expect(answer).toMatchObject({ kind: "refuse", reason: expect.stringContaining(said) as string });
  expect(atWork.team.jobs.all()).toHaveLength(jobs);
});
