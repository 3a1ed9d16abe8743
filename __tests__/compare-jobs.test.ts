import { beforeAll, expect, test } from "vitest";
import { differenceOf } from "../agents/compare-trees.ts";
import { differenceLines, tableOf } from "../plugin/comparison-text.ts";
import { comparedJob } from "../shared/comparison.ts";
import type { Job } from "../shared/job.ts";
import { fixture } from "./support/cases.ts";
import { run } from "./support/command-line.ts";
import { lastingDataFolder } from "./support/data-folder.ts";
import { scriptedGates } from "./support/scripted-gates.ts";
import { teamAtWork } from "./support/started-team.ts";

const dataDir = lastingDataFolder();
let one: Job;
let other: Job;
let weather: Job;

beforeAll(async () => {
  const { team, create, begin } = teamAtWork(dataDir, { gates: scriptedGates() });
  const todo = fixture("todo") as { actions: object[] };
  one = await create(todo);
  other = await create({ ...todo, actions: todo.actions.slice(0, 2) });
  const { id } = await begin(fixture("weather"));
  team.cancel(id);
  weather = await team.finished(id);
  await team.close();
}, 300_000);

test("two jobs of one plugin are shown side by side, with the files that differ", async () => {
  const facts = [comparedJob(one), comparedJob(other)] as const;
  const table = tableOf([...facts]);
  expect(table[0]?.trim().split(/\s{2,}/)).toEqual([`Job ${one.id}`, `Job ${other.id}`]);
  expect(table).toContainEqual(expect.stringMatching(/^Plugin +@elizaos\/plugin-todo 1\.0\.0 +@elizaos\/plugin-todo 1\.0\.1$/)); // prettier-ignore
  expect(table).toContainEqual(expect.stringMatching(/^Gates +(✔ \w+ +){9}✔ load$/));
  expect(table).toContainEqual(expect.stringMatching(/^Tests +1 passed, 0 failed +1 passed/));
  const difference = await differenceOf(dataDir, ...facts);
  if (typeof difference === "string") throw new Error(difference);
  const gone = difference.files.filter(({ kind }) => kind === "removed").map(({ file }) => file);
  expect(gone.length).toBeGreaterThan(0);
  expect(gone.every((file) => file.startsWith("src/"))).toBe(true);
  expect(difference.patch).toContain(`deleted file mode`);
  expect(differenceLines(difference)).toContain(
    `  ${gone[0] ?? ""} (removed): +0 -${difference.files.find(({ file }) => file === gone[0])?.removed ?? 0}`,
  );
});

test("jobs of different plugins are compared without their files", async () => {
  const said = await differenceOf(dataDir, comparedJob(one), comparedJob(weather));
  expect(said).toBe("They build different plugins, so their files are not compared.");
});

test("a job and itself have the same files", async () => {
  const said = await differenceOf(dataDir, comparedJob(one), comparedJob(one));
  expect(differenceLines(said)).toEqual(["Their files are the same."]);
});

test("the command line prints it, as JSON too, and the patch where it is asked for", async () => {
  const plain = await run(["compare", one.id, other.id, "--data", dataDir]);
  expect([plain.code, plain.stderr]).toEqual([0, ""]);
  expect(plain.stdout).toMatch(/^ +Job \w{6} +Job \w{6}\n/);
  expect(plain.stdout).not.toContain("deleted file mode");
  const patch = await run(["compare", one.id, other.id, "--patch", "--data", dataDir]);
  expect(patch.stdout).toContain("deleted file mode");
  const json = await run(["compare", one.id, other.id, "--json", "--data", dataDir]);
  expect(json.json()).toMatchObject([{ jobs: [{ jobId: one.id }, { jobId: other.id }] }]);
  expect(json.json()[0]).not.toHaveProperty("patch");
  const absent = await run(["compare", one.id, "zzzzz9", "--data", dataDir]);
  expect([absent.code, absent.stderr]).toEqual([2, expect.stringContaining('no job "zzzzz9"')]);
});
