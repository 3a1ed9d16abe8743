import { expect, test } from "vitest";
import { leavesPlugin } from "../../../agents/facts/leaves-plugin.ts";

const out = (code: string, file = "src/deep/a.ts"): string[] => [
  ...new Set(
    leavesPlugin({ [file]: code }).map(({ file: at, line, rule }) => `${at}:${line} ${rule}`),
  ),
];

test.each([
  'import x from "../../../outside.js";',
  'import "/etc/passwd";',
  'import "file:///etc/passwd";',
  'import "data:text/javascript,1";',
  'import "https://evil.io/x.js";',
  'import "C:\\\\Windows\\\\x";',
  'import "..\\\\..\\\\..\\\\x";',
  'import "./%2e%2e/%2e%2e/%2e%2e/x";',
  'import "zod/../../../../x";',
  'import "../../node_modules/zod/index.js";',
  'import text from "./secret.txt?raw";',
  'import "/@fs/etc/passwd";',
  'export * from "../../../x";',
  'import x = require("../../../x");',
  'export type A = import("../../../x").B;',
  'declare module "../../../x" {}',
  'await import("../../../" + "x");',
  "await import(`../../../x`);",
  'require("../../../x");',
  'import { createRequire } from "node:module"; createRequire(import.meta.url)("../../../x");',
  'import.meta.resolve("../../../x");',
  'import.meta.glob(["./*.ts", "../../../*"]);',
  'import { vi } from "vitest"; await vi.importActual("../../../x");',
  '/// <reference path="../../../x.d.ts" />',
  '/// <reference types="../../../x" />',
  "//# sourceMappingURL=../../../x.map",
  "/** @jsxImportSource ../../../x */",
])("%s", (code) => {
  expect(out(code)).toEqual(["src/deep/a.ts:1 leaves-plugin"]);
});

test("types in comments of JavaScript lead out as well", () => {
  expect(
    out('/** @type {import("../../../x").A} */\nexport const a = 1;', "src/deep/a.js"),
  ).toHaveLength(1);
  expect(
    out('/** @import { A } from "../../../x" */\nexport const a = 1;', "src/deep/a.js"),
  ).toHaveLength(1);
});

test.each([
  'import x from "../b.js"; import "../../package.json"; import "./"; import "..";',
  'import "node:fs/promises"; import "fs"; import "zod"; import "@elizaos/core/deep";',
  '/// <reference types="node" />',
  'const text = "see ../../../x and import(\\"/etc/passwd\\")";',
  "//# sourceMappingURL=a.js.map",
])("stays inside: %s", (code) => {
  expect(out(code)).toEqual([]);
});

test("style sheets are followed by bundlers too", () => {
  const css =
    '@import "./own.css";\n@import url("../../../x.css");\na { background: url(https://a.io/b.png) }';
  expect(out(css, "src/deep/a.css")).toEqual(["src/deep/a.css:2 leaves-plugin"]);
});

test("tests are read as well, and files that no parser can read", () => {
  const files = {
    "src/__tests__/a.test.ts": 'import "../../../x";',
    "src/deep.ts": `export const x = ${"[".repeat(5000)}${"]".repeat(5000)};`,
    "eslint.config.mjs": 'import "/opt/ours.mjs";',
  };
  expect(leavesPlugin(files).map(({ file, rule }) => `${file} ${rule}`)).toEqual([
    "src/deep.ts unreadable",
    "src/__tests__/a.test.ts leaves-plugin",
  ]);
});
