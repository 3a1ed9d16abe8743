import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  assertWritable,
  isSafePath,
  readFolder,
  resolveInside,
  writeFolder,
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
  "src/x.js",
  "src/x.json",
  "README.txt",
  "__tests__/x.test.ts",
  ".git/hooks/pre-commit",
];

test.each(REFUSED)("the coder may not write %j", (file) => {
  expect(() => assertWritable("coder", { [file]: "x" })).toThrow(/may write/);
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
  expect(() => assertWritable("coder", { "src/a.ts": "x\u202ey" })).toThrow("U+202e");
  expect(() => assertWritable("coder", { "src/a.ts": "", "src/A.ts": "" })).toThrow(
    "written twice",
  );
  expect(() => assertWritable("coder", { "src/a.ts": "x".repeat(300_000) })).toThrow(
    "at most 262144",
  );
  const many = Object.fromEntries(Array.from({ length: 90 }, (_, n) => [`src/f${n}.ts`, ""]));
  expect(() => assertWritable("coder", many)).toThrow("90 files");
});

test("whatever path is safe stays inside its folder", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (file) => {
      if (!isSafePath(file)) return;
      expect(resolveInside("/base", file).startsWith("/base/")).toBe(true);
    }),
    { numRuns: 5000 },
  );
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
  ["tester", "src/__tests__/support.ts"],
] as const)("the %s cannot write %s, which comes with every plugin", (writer, file) => {
  expect(() => assertWritable(writer, { [file]: "export {};" })).toThrow(/comes with every plugin/);
});
