import { expect, test } from "vitest";
import {
  isPackageName,
  isPackageRange,
  packageOf,
  packageProblem,
} from "../../shared/npm-package.ts";
import { readDependencies } from "../../shared/specification-rules.ts";
import { Findings } from "../../shared/findings.ts";

const RANGES = [
  "git+https://example.org/a.git",
  "git://example.org/a",
  "github:a/b",
  "a/b",
  "https://example.org/a.tgz",
  "file:../a",
  "../a",
  "link:../a",
  "workspace:*",
  "npm:other@1.0.0",
  "next",
  "latest || file:x",
  "1.0.0 ".repeat(40),
  "-g",
];

test.each(RANGES)(
  "%s is no range, neither in a specification nor where packages are installed",
  (range) => {
    expect(isPackageRange(range)).toBe(false);
    expect(packageProblem("pg", range)).toContain("never git, http, file, link or an alias");
    const findings = new Findings();
    readDependencies({ pg: range }, findings);
    expect(findings.problems).toHaveLength(1);
  },
);

const NAMES = [
  "-g",
  "--registry=http://example.org",
  ".hidden",
  "_private",
  "../up",
  "a/b",
  "@scope",
  "@scope/",
  "@scope/../x",
  "UPPER",
  "with space",
  "ехpress", // the first two letters are Cyrillic
  "node_modules",
  "a@b",
  "a\nb",
  "x".repeat(215),
];

test.each(NAMES)(
  "%j is no name, neither in a specification nor where packages are installed",
  (name) => {
    expect(isPackageName(name)).toBe(false);
    expect(packageProblem(name, "^1.0.0")).toContain("valid npm package name");
    const findings = new Findings();
    readDependencies({ [name]: "^1.0.0" }, findings);
    expect(findings.problems).toHaveLength(1);
  },
);

test.each([
  ["pg", "^8.0.0"],
  ["@acme/tools.js", "1.x || >=3 <4"],
  ["7zip", "*"],
])("%s@%s is asked for", (name, range) => {
  expect(packageProblem(name, range)).toBeUndefined();
});

test("a module of Node needs no package", () => {
  expect(packageProblem("node:crypto", "*")).toContain('import it as "node:crypto"');
  expect(packageProblem("fs", "^1.0.0")).toContain("part of Node");
});

test.each([
  ["pg", "pg"],
  ["pg/lib/index.js", "pg"],
  ["@acme/tools/deep", "@acme/tools"],
  ["./own.ts", undefined],
  ["/etc/passwd", undefined],
  ["#internal", undefined],
])("%s is an import from %s", (specifier, name) => {
  expect(packageOf(specifier)).toBe(name);
});
