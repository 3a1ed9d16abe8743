import { expect, test } from "vitest";
import { DraftFiles } from "../../../../agents/models/drafts/draft-files.ts";
import { draftOf } from "../../../support/draft.ts";

const { signal } = new AbortController();
const A = "export const a = 1;\n";

const HOSTILE = [
  "",
  ".",
  "/",
  "..",
  "../src/a.ts",
  "/etc/passwd",
  "/src/a.ts",
  "~/a.ts",
  "./src/a.ts",
  "src/../../a.ts",
  "src/./a.ts",
  "src//a.ts",
  "src/a.ts/",
  "src\\a.ts",
  "C:\\src\\a.ts",
  "src/%2e%2e/a.ts",
  "src/a.ts\u0000.md",
  "src/a\n.ts",
  "src/\u001b[31ma.ts",
  "src/а.ts", // a Cyrillic letter
  "src/a\u202ets.ts",
  "src/.env.ts",
  "src/.git/a.ts",
  "src/-a.ts",
  "src/nul.ts",
  "src/COM1.ts",
  "src/node_modules/a.ts",
  "src/__tests__/a.test.ts",
  "src/a.d.ts",
  "src/vitest.config.ts",
  "src/a.js",
  "src/a.tsx",
  "src/a.ts:stream",
  "src/a/b/c/d/e/f.ts",
  `src/${"a".repeat(200)}.ts`,
  "src/$(id).ts",
  "src/`id`.ts",
  "file:///src/a.ts",
  "__proto__",
  "constructor",
  "package.json",
  "tsconfig.json",
  ".npmrc",
  ".git/hooks/post-commit",
];

test.each(HOSTILE)("no step touches %j", async (path) => {
  const draft = draftOf({ "src/a.ts": A });
  const steps = [
    await draft.write(path, "x", signal),
    await draft.replace(path, "1", "2", signal),
    await draft.delete(path),
  ];
  for (const step of steps) {
    expect(step).toMatchObject({ done: false });
    expect(step.message).toContain("The coder may write src/**.ts or README.md");
  }
  expect(draft.files).toEqual({ "src/a.ts": A });
  expect(Object.prototype).not.toHaveProperty("x");
});

test("the tester writes tests and the coder does not", async () => {
  const draft = draftOf({}, { writer: "tester" });
  expect(await draft.write("src/a.ts", A, signal)).toMatchObject({ done: false });
  expect(await draft.write("src/__tests__/a.test.ts", A, signal)).toMatchObject({ done: true });
  expect(draft.changed).toEqual(["src/__tests__/a.test.ts"]);
});

test("hidden characters, large files and names that differ in case only are refused", async () => {
  const draft = draftOf({ "src/a.ts": A });
  const refused = [
    await draft.write("src/b.ts", "// \u202e", signal),
    await draft.write("src/b.ts", "x".repeat(300_000), signal),
    await draft.write("src/A.ts", A, signal),
    await draft.replace("src/a.ts", "1", '"\u200b"', signal),
  ];
  expect(refused.map(({ message }) => message)).toEqual([
    '"src/b.ts" holds the hidden character U+202e; write it as an escape.',
    '"src/b.ts" has 300000 bytes; at most 262144 are allowed.',
    '"src/A.ts" is written twice (letter case aside): the other one is "src/a.ts".',
    '"src/a.ts" holds the hidden character U+200b; write it as an escape.',
  ]);
  expect(draft.changed).toEqual([]);
});

test("what changed is told, and what was changed back is not", async () => {
  const draft = draftOf({ "src/a.ts": A, "src/b.ts": A, "src/c.ts": A, "README.md": "# x" });
  await draft.replace("src/b.ts", "1", "2", signal);
  await draft.write("src/new.ts", A, signal);
  await draft.delete("src/c.ts");
  await draft.replace("src/a.ts", "1", "3", signal);
  await draft.replace("src/a.ts", "3", "1", signal);
  expect(draft.changed).toEqual(["src/b.ts", "src/c.ts", "src/new.ts"]);
});

test("an edit after which a file no longer parses is undone, and the place is shown", async () => {
  const content = "export function f() {\n  return 1;\n}\nexport const after = 2;\n";
  const draft = draftOf({ "src/a.ts": content });
  const outcome = await draft.replace("src/a.ts", "return 1;", "return (1;", signal);
  expect(outcome).toMatchObject({ done: false });
  expect(outcome.message).toBe(
    `src/a.ts is unchanged: it would not parse any more. Line 2: Expected ")" but found ";"
  1 | export function f() {
> 2 |   return (1;
  3 | }
  4 | export const after = 2;`,
  );
  expect(await draft.write("src/a.ts", "export const = 1;\n", signal)).toMatchObject({
    done: false,
  });
  expect(draft.files).toEqual({ "src/a.ts": content });
});

test("a new file that does not parse is kept for mending, as is one that did not parse before", async () => {
  const draft = draftOf({ "src/old.ts": "let = (\n" });
  const written = await draft.write("src/a.ts", "let a = ;\nlet b = ;\n", signal);
  expect(written).toMatchObject({ done: false });
  expect(written.message).toContain("Wrote src/a.ts, 2 lines. But it does not parse, mend it.");
  expect(await draft.replace("src/a.ts", "a = ;", "a = 1;", signal)).toMatchObject({ done: false });
  expect(await draft.replace("src/a.ts", "b = ;", "b = 1;", signal)).toMatchObject({ done: true });
  expect(draft.files["src/a.ts"]).toBe("let a = 1;\nlet b = 1;\n");
});

test("Markdown is not parsed", async () => {
  expect(await draftOf({}).write("README.md", "let = (", signal)).toMatchObject({ done: true });
});

test("brackets that end the parser itself are refused, and files are parsed afterwards as before", async () => {
  const draft = draftOf({ "src/a.ts": A });
  const outcome = await draft.write("src/a.ts", "{".repeat(262_144), signal);
  expect(outcome.message).toContain("The parser gave up.");
  expect(draft.changed).toEqual([]);
  expect(await draft.write("src/a.ts", "let a = 2;", signal)).toMatchObject({ done: true });
});

test("several edits of one file are applied together or not at all", async () => {
  const draft = draftOf({ "src/a.ts": "f(\n);\n" });
  const open = { search: "f(", replace: "f((" };
  const close = { search: ");", replace: "));" };
  const outcome = await draft.edit("src/a.ts", [open, { search: "none", replace: "" }], signal);
  expect(outcome.message).toContain("src/a.ts is unchanged (edit 2 of 2, none applied)");
  expect(draft.changed).toEqual([]);
  expect(await draft.edit("src/a.ts", [open, { ...close, replace: "1));" }], signal)).toEqual({
    done: true,
    message: "Changed src/a.ts at lines 1, 2.",
  });
});

test("the second failed edit of a file in a row asks for it to be written anew", async () => {
  const draft = draftOf({ "src/a.ts": A, "src/b.ts": A });
  const fail = (path: string) => draft.replace(path, "not there", "x", signal);
  expect(await fail("src/a.ts")).toMatchObject({ rewrite: false });
  expect(await fail("src/b.ts")).toMatchObject({ rewrite: false });
  expect(await fail("src/a.ts")).toMatchObject({ rewrite: true });
  await draft.replace("src/a.ts", "1", "2", signal);
  expect(await fail("src/a.ts")).toMatchObject({ rewrite: false });
});

test("a file that is not there cannot be changed or deleted, and those that are there are named", async () => {
  const draft = draftOf({ "src/b.ts": A, "src/a.ts": A });
  const message = "There is no file src/c.ts. Files that are there: src/a.ts, src/b.ts.";
  expect(await draft.replace("src/c.ts", "1", "2", signal)).toEqual({ done: false, message });
  expect(await draft.delete("src/c.ts")).toEqual({ done: false, message });
});

test("steps asked for at the same time are taken in their order", async () => {
  const draft = draftOf({}, { check: (files) => Promise.resolve(files["src/a.ts"] ?? "none") });
  const [, , seen] = await Promise.all([
    draft.write("src/a.ts", "let a = 1;", signal),
    draft.replace("src/a.ts", "1", "2", signal),
    draft.check(signal),
    draft.replace("src/a.ts", "2", "3", signal),
    draft.delete("src/a.ts"),
    draft.write("src/a.ts", "let a = 4;", signal),
  ]);
  expect(seen).toMatchObject({ message: "let a = 2;\n\n2 checks left." });
  expect(draft.files).toEqual({ "src/a.ts": "let a = 4;" });
});

test("a step that is cut off changes nothing and does not stop the next one", async () => {
  const draft = draftOf({ "src/a.ts": A });
  const stop = new AbortController();
  const step = draft.write("src/a.ts", "let a = 2;", stop.signal);
  stop.abort(new Error("cancelled"));
  await expect(step).rejects.toThrow("cancelled");
  expect(draft.changed).toEqual([]);
  expect(await draft.replace("src/a.ts", "1", "2", signal)).toMatchObject({ done: true });
});

test("what a draft began with stays as it was", async () => {
  const files = Object.freeze({ "src/a.ts": A });
  const draft = new DraftFiles({ writer: "coder", files, check: () => Promise.resolve("") });
  await draft.delete("src/a.ts");
  expect(files).toEqual({ "src/a.ts": A });
});
