import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import {
  assertWritable,
  readFolder,
  readOrdinaryFile,
  writeFolder,
  type Files,
} from "../../shared/files.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const REFUSED = [
  "",
  ".",
  "..",
  "../x.ts",
  "/etc/passwd",
  "src/../x.ts",
  "src//x.ts",
  "src\\x.ts",
  "src/.env.ts",
  "src/-rf.ts",
  "src/con.ts",
  "src/LPT1.ts",
  "src/x.ts.",
  "src/node_modules/x.ts",
  "src/NODE_MODULES/x.ts",
  "src/a:b.ts",
  "src/ü.ts",
  "src/a b.ts",
  "src/\u0000.ts",
  "src/a/b/c/d/e/f.ts",
  `src/${"x".repeat(130)}.ts`,
  "package.json",
  "vitest.config.ts",
  "src/vitest.config.ts",
  "src/types.d.ts",
  "src/styles.d.css.ts",
  "src/styles.d.css.ts.ts",
  "src/__TESTS__/support.ts",
  "src/__Tests__/x.test.ts",
  "src/x.js",
  "src/x.json",
  "README.txt",
  "__tests__/x.test.ts",
  ".git/hooks/pre-commit",
];

test.each(REFUSED)("the coder may not write %j", (file) => {
  expect(() => assertWritable("coder", { [file]: "x" })).toThrow(/may write|comes with/);
});

test("the coder writes source and README, and no tests", () => {
  assertWritable("coder", { "src/index.ts": "", "src/actions/add.ts": "", "README.md": "# x" });
  expect(() => assertWritable("coder", { "src/__tests__/x.test.ts": "" })).toThrow(
    /coder may write/,
  );
});

test("the tester writes tests, and nothing else", () => {
  assertWritable("tester", { "src/__tests__/x.test.ts": "" });
  expect(() => assertWritable("tester", { "src/index.ts": "" })).toThrow(/tester may write/);
});

test("hidden characters, double names and masses are refused with the reason", () => {
  for (const hidden of [
    "\u202e",
    "\u0000",
    "\u200b",
    "\u2028",
    "\u001b",
    "\u00ad",
    "\u3164",
    "\u061c",
  ]) {
    expect(() => assertWritable("coder", { "src/a.ts": `x${hidden}y` })).toThrow(
      "hidden character",
    );
  }
  expect(() => assertWritable("coder", { "src/a.ts": "x\u202ey" })).toThrow("U+202e");
  expect(() => assertWritable("coder", { "src/a.ts": "half a character: \ud83d" })).toThrow(
    "U+d83d",
  );
  assertWritable("coder", { "README.md": "# Grüße ✔️ 🎉\r\n\tend" });
  expect(() => assertWritable("coder", { "src/a.ts": "", "src/A.ts": "" })).toThrow(
    "written twice",
  );
  expect(() => assertWritable("coder", { "src/a.ts": "x".repeat(300_000) })).toThrow(
    "at most 262144",
  );
  const many = (count: number): Files =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`src/f${n}.ts`, ""]));
  assertWritable("coder", many(60));
  expect(() => assertWritable("coder", many(61))).toThrow("61 files");
});

test.each([
  ["a file where a folder is", ["src/a.ts", "src/a.ts/b.ts"]],
  ["a folder where a file is", ["src/x/a.ts/b.ts", "src/x/A.ts"]],
  ["two spellings of a folder", ["src/Actions/a.ts", "src/actions/b.ts"]],
])("%s is refused, not run into", (_, names) => {
  const files = Object.fromEntries(names.map((name) => [name, ""]));
  expect(() => assertWritable("coder", files)).toThrow(/is written (twice|as a)/);
});

test("a path that cannot be written is a sentence with its name", () => {
  const folder = path.join(temporaryFolder(), "workspace");
  const files = { "src/a.ts": "", "src/a.ts/b.ts": "" };
  expect(() => writeFolder(folder, files)).toThrow(/"src\/a.ts\/b.ts" cannot be written into/);
  expect(() => writeFolder(folder, { "../x": "" })).toThrow("Expected a path inside");
  expect(() => writeFolder(folder, { "x\u0000": "" })).toThrow("Expected a path inside");
});

test("only ordinary files are read, and no more of them than allowed", () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "file");
  fs.writeFileSync(file, "text");
  expect(readOrdinaryFile(file, 4)).toEqual({ content: Buffer.from("text") });
  expect(readOrdinaryFile(file, 3)).toEqual({ why: "is larger than 3 bytes" });
  fs.symlinkSync(file, path.join(folder, "link"));
  expect(readOrdinaryFile(path.join(folder, "link"), 100)).toHaveProperty("why");
  fs.linkSync(file, path.join(folder, "hard"));
  execFileSync("mkfifo", [path.join(folder, "pipe")]);
  for (const name of ["link", "hard", "pipe", ".", "none", "\u0000"]) {
    expect(readOrdinaryFile(path.join(folder, name), 100), name).toHaveProperty("why");
  }
  expect(readOrdinaryFile("/dev/zero", 100)).toHaveProperty("why");
});

test("a folder is emptied before it is written, links in it are not followed", () => {
  const root = temporaryFolder();
  const outside = path.join(root, "outside");
  const folder = path.join(root, "workspace");
  fs.mkdirSync(outside);
  fs.writeFileSync(path.join(outside, "keep.txt"), "keep");
  writeFolder(folder, { "src/old.ts": "old" });
  fs.symlinkSync(outside, path.join(folder, "link"));
  writeFolder(folder, { "src/index.ts": "new" });
  expect(readFolder(folder)).toEqual({ "src/index.ts": "new" });
  expect(fs.readFileSync(path.join(outside, "keep.txt"), "utf8")).toBe("keep");
});

test("reading a folder leaves out links, git, packages and builds", () => {
  const folder = temporaryFolder();
  writeFolder(folder, { "src/index.ts": "1" });
  for (const name of ["node_modules/x", ".git/config", "dist/index.js"]) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), "x");
  }
  fs.symlinkSync("/etc/passwd", path.join(folder, "src/passwd.ts"));
  expect(readFolder(folder)).toEqual({ "src/index.ts": "1" });
});

test.each([
  ["coder", "src/parameters.ts"],
  ["coder", "src/Parameters.ts"],
  ["coder", "src/parameters.ts/x.ts"],
  ["tester", "src/__tests__/support.ts"],
  ["tester", "src/__tests__/Support.ts"],
] as const)("the %s cannot write %s, which comes with every plugin", (writer, file) => {
  expect(() => assertWritable(writer, { [file]: "export {};" })).toThrow(/comes with every plugin/);
});
