import { expect, test } from "vitest";
import { changesOf, readPatch } from "../../../agents/report/changes.ts";
import type { Files } from "../../../shared/files.ts";
import { toldJob } from "../../support/report-story.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const red = [{ name: "lint", status: "failed" } as const];

/** What a job's only iteration changed, tests aside. */
async function changesWith(files: Files) {
  const dataDir = temporaryFolder();
  const job = await toldJob(dataDir, { rounds: [{ files, gates: red }] });
  const changes = await changesOf(dataDir, job);
  if (typeof changes === "string") throw new Error(changes);
  return (changes.get(1) ?? []).filter(({ file }) => !file.includes("__tests__"));
}

test("files that were written, changed and taken away are told apart", async () => {
  const dataDir = temporaryFolder();
  const before = { "src/a.ts": "1\n2\n", "src/gone.ts": "x\n", "src/empty.ts": "" };
  const after = { "src/a.ts": "1\n2\n3\n", "src/empty.ts": "" };
  const rounds = [before, after].map((files) => ({ files, gates: red }));
  const changes = await changesOf(dataDir, await toldJob(dataDir, { rounds }));
  if (typeof changes === "string") throw new Error(changes);
  expect(changes.get(1)).toMatchObject([
    { file: "src/a.ts", kind: "new", added: 2, removed: 0 },
    { file: "src/empty.ts", kind: "new", added: 0, removed: 0, lines: [] },
    { file: "src/gone.ts", kind: "new", added: 1 },
    { file: "src/__tests__/greet.test.ts", kind: "new" },
  ]);
  expect(changes.get(2)).toEqual([
    {
      file: "src/a.ts",
      kind: "changed",
      added: 1,
      removed: 0,
      left: 0,
      lines: ["@@ -1,2 +1,3 @@", " 1", " 2", "+3"],
    },
    {
      file: "src/gone.ts",
      kind: "removed",
      added: 0,
      removed: 1,
      left: 0,
      lines: ["@@ -1 +0,0 @@", "-x"],
    },
  ]);
});

test("lines of a file that look like git's own are lines of the file", () => {
  const patch = [
    "diff --git a/src/a.ts b/src/a.ts",
    "index 1..2 100644",
    "--- a/src/a.ts",
    "+++ b/src/a.ts",
    "@@ -1,2 +1,2 @@",
    "--- a/src/other.ts",
    "+++ b/src/other.ts",
    "+diff --git a/x b/x",
  ].join("\n");
  expect(readPatch(patch)).toMatchObject([{ file: "src/a.ts", added: 2, removed: 1 }]);
});

test("much is cut, line by line and file by file, and what is left out is counted", async () => {
  const long = Array.from({ length: 450 }, (_each, index) => `line ${index}\n`).join("");
  const names = ["a", "b", "c", "d", "e", "f"].map((name) => `src/${name}.ts`);
  const files = await changesWith(Object.fromEntries(names.map((name) => [name, long + name])));
  expect(files.map(({ lines }) => lines.length)).toEqual([300, 300, 300, 300, 0, 0]);
  expect(files.map(({ added }) => added)).toEqual(names.map(() => 451));
  const [first, , , , last] = files;
  expect([first?.left, last?.left]).toEqual([153, 453]); // with the line that says where, and that the last line has no end
  const [wide] = await changesWith({ "src/wide.ts": "x".repeat(100_000) });
  expect(Math.max(...(wide?.lines ?? []).map(({ length }) => length))).toBe(401);
});

test("a credential in a file does not get into a report", async () => {
  const key = `sk-ant-api03-${"canary".repeat(8)}`;
  const files = await changesWith({ "src/a.ts": `export const key = "${key}";\n` });
  const text = JSON.stringify(files);
  expect(text).toContain("[secret]");
  expect(text).not.toContain("canary");
});
