import { expect, test } from "vitest";
import { undeclaredImports } from "../../../agents/packages/undeclared-imports.ts";

const specification = { name: "@elizaos/plugin-x", dependencies: { pg: "^8.0.0" } };
const found = (files: Record<string, string>) =>
  undeclaredImports(files, specification).map(({ file, line, message }) => [
    file,
    line,
    /package (\S+)/.exec(message)?.[1],
  ]);

test("packages that nobody declared are found in every form of import, with file and line", () => {
  const source = `import pg from "pg";
import { x } from "semver";
export * from "debug/src/index.js";
const later = await import("@acme/tools/deep");
const old = require("lodash");
type T = import("type-fest").JsonValue;`;
  expect(found({ "src/a.ts": source })).toEqual([
    ["src/a.ts", 2, "semver"],
    ["src/a.ts", 3, "debug"],
    ["src/a.ts", 4, "@acme/tools"],
    ["src/a.ts", 5, "lodash"],
    ["src/a.ts", 6, "type-fest"],
  ]);
});

test("the host's packages, modules of Node, files and words in texts are no such thing", () => {
  const source = `import { z } from "zod";
import type { Plugin } from "@elizaos/core";
import fs from "node:fs";
import path from "path";
import own from "./own.ts";
import client from "pg/lib/client.js";
// import evil from "evil"
const text = 'import evil from "evil"';`;
  expect(found({ "src/a.ts": source, "README.md": 'import evil from "evil"' })).toEqual([]);
});

test("our tools are there for tests alone", () => {
  const source = 'import { test } from "vitest";\nimport ts from "typescript";\n';
  expect(found({ "src/__tests__/a.test.ts": source })).toEqual([]);
  expect(found({ "src/a.ts": source }).map(([, , name]) => name)).toEqual(["vitest", "typescript"]);
});
