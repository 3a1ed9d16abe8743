import { expect, test } from "vitest";
import { preparedDataFolder, run, start } from "../support/command-line.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const TODO =
  "I need a plugin that helps manage todo lists with add, remove, and list functionality";

/** A job of `create --ask`, whose plan waits. */
async function askedJob() {
  const dataDir = preparedDataFolder(temporaryFolder());
  const on = (...args: string[]) => run([...args, "--data", dataDir]);
  const { code, stdout, stderr } = await on("create", TODO, "--ask");
  const id = /^Job ([a-z0-9]{6}),/m.exec(stdout)?.[1] ?? "no id";
  return { dataDir, on, id, code, stdout, stderr };
}

test("create --ask shows the plan and leaves it waiting; edit makes another one; hint is noted", async () => {
  const { on, id, code, stdout, stderr } = await askedJob();
  expect(code).toBe(1);
  expect(stdout).toMatch(/^\s+- action: listTodos: List todos$/m);
  expect(stdout).toContain("The plan waits for a yes.");
  expect(stdout).not.toContain("git ");
  expect(stderr).toContain(`plugin-dynamic edit ${id} "…" has its plan made anew`);
  expect((await on("list")).stdout).toContain("(waiting for a yes to the plan)");

  const edited = await on("edit", id, "drop", "the list action");
  expect(edited.code).toBe(1);
  expect(edited.stdout).toMatch(/^\s+- action: addTodo: /m);
  expect(edited.stdout).not.toContain("listTodos");
  const status = await on("status", id);
  expect(status.stdout).toContain("Plugin Creation Status: waiting for a yes to the plan");
  expect(status.stdout).toContain("- action: removeTodo: ");

  const hinted = await on("hint", id, "keep titles short", "--to", "tester");
  expect([hinted.code, hinted.stdout]).toEqual([
    0,
    `Noted for the tester of job ${id}. The offline model builds from blueprints and cannot follow it; a language model would.\n`,
  ]);
  const nobody = await on("hint", id, "x", "--to", "painter");
  expect(nobody.code).toBe(2);

  await on("cancel", id);
  const late = await on("edit", id, "drop the add action");
  expect([late.code, late.stderr]).toEqual([2, `Job ${id} is over already: cancelled.\n`]);
  expect((await on("hint", id, "x")).stderr).toBe(`Job ${id} is over already: cancelled.\n`);
});

test("edit, hint and continue reach the process that works on the data folder", async () => {
  const { dataDir, on, id } = await askedJob();
  const owner = start(["chat", "--data", dataDir], { keepOpen: true });
  await owner.said(`Going on with job ${id}`);
  const edited = await on("edit", id, "rename removeTodo to deleteTodo");
  expect([edited.code, edited.stdout]).toEqual([
    0,
    `The plan of job ${id} is made anew with that. It waits for a yes again then. plugin-dynamic status ${id} shows it.\n`,
  ]);
  await owner.said("- action: deleteTodo: ");
  expect((await on("hint", id, "tell the reviewer to be quick")).stdout).toContain("the reviewer");
  expect((await on("continue", id)).code).toBe(0);
  await owner.said("Somebody said yes to the plan.");
  const late = await on("edit", id, "drop the add action");
  expect(late.code).toBe(2);
  expect(late.stderr).toContain("is at work on its plan already");
  await on("cancel", id);
  owner.child.stdin?.end();
  expect((await owner.finished).code).toBe(0);
});
