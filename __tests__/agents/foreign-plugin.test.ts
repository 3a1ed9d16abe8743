import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { adoptPlugin } from "../../agents/foreign-plugin.ts";
import { readFolder, type Files } from "../../shared/files.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const manifest = (fields: object): string =>
  JSON.stringify({ name: "plugin-hello", version: "1.2.3", ...fields });

/** Adopts a plugin of these files; links are made before. */
function adopt(files: Files, links: Record<string, string> = {}) {
  const root = temporaryFolder();
  const from = path.join(root, "from");
  const to = path.join(root, "to");
  for (const [name, content] of Object.entries({ "package.json": manifest({}), ...files })) {
    fs.mkdirSync(path.dirname(path.join(from, name)), { recursive: true });
    fs.writeFileSync(path.join(from, name), content);
  }
  for (const [name, target] of Object.entries(links)) {
    fs.symlinkSync(target, path.join(from, name));
  }
  fs.mkdirSync(to);
  const adopted = adoptPlugin(from, to, undefined);
  return { ...adopted, files: readFolder(to) };
}

test("sources and tests come along from wherever people put them", () => {
  const { files, layout } = adopt({
    "src/index.ts": "",
    "src/deep/er.ts": "",
    "src/index.test.ts": "",
    "__tests__/a.test.ts": "",
    "tests/b.test.ts": "",
    "test/data.json": "{}",
    "docs/c.ts": "",
  });
  expect(layout).toEqual({
    entry: "src/index.ts",
    folders: ["src", "__tests__", "test", "tests"],
    componentsKnown: false,
  });
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(["src/deep/er.ts", "tests/b.test.ts", "test/data.json"]),
  );
  expect(files).not.toHaveProperty("docs/c.ts");
});

test("a plugin without src is taken from beside its package.json", () => {
  const { files, layout } = adopt({ "index.ts": "", "actions/a.ts": "", "data/.secret": "" });
  expect(layout).toMatchObject({ entry: "index.ts", folders: ["."] });
  expect(files).toHaveProperty("actions/a.ts");
  expect(files).not.toHaveProperty("data/.secret");
});

test("links are not followed, and no configuration of the plugin comes along", () => {
  const { files } = adopt(
    {
      "src/index.ts": "",
      "src/eslint.config.js": "throw 1",
      "src/vitest.config.ts": "throw 1",
      "src/tsconfig.json": "{}",
      "src/package.json": "{}",
      "src/node_modules/x/index.js": "",
      "eslint.config.mjs": "throw 1",
    },
    { "src/link.ts": "/etc/passwd", tests: "/etc" },
  );
  expect(Object.keys(files).filter((name) => name.includes("/"))).toEqual(["src/index.ts"]);
  expect(files["eslint.config.mjs"]).toContain("typescript-eslint");
});

test("an entry that is a link is no entry", () => {
  expect(() => adopt({}, { "index.ts": "/etc/passwd" })).toThrow("as an ordinary file");
});

test("dependencies are installed, and of the others those that something imports", () => {
  const { specification } = adopt({
    "package.json": manifest({
      dependencies: { pg: "^8.0.0", "@elizaos/core": "workspace:*" },
      peerDependencies: { zod: "*", express: "^5.0.0", unused: "1" },
      devDependencies: { "@scope/kit": "^1.0.0", prettier: "3" },
    }),
    "src/index.ts": 'import express from "express";\nexport * from "@scope/kit/deep";\n',
    "tests/a.test.ts": 'import { x } from "../src/index";',
  });
  expect(specification.dependencies).toEqual({
    pg: "^8.0.0",
    express: "^5.0.0",
    "@scope/kit": "^1.0.0",
  });
});

test("variables of the agent's configuration get stand-in values", () => {
  const pluginParameters = { HELLO_KEY: { type: "string", required: true, sensitive: true } };
  const { specification } = adopt({
    "package.json": manifest({ agentConfig: { pluginParameters } }),
    "src/index.ts": "",
  });
  expect(specification.environmentVariables).toEqual([
    expect.objectContaining({ name: "HELLO_KEY", required: true, sensitive: true }),
  ]);
});

test("a plugin's own specification counts", () => {
  const providers = [{ name: "hello", description: "Says hello" }];
  const text = JSON.stringify({ name: "plugin-hello", description: "Says hello", providers });
  const { specification, layout } = adopt({ "src/index.ts": "", "specification.json": text });
  expect(layout.componentsKnown).toBe(true);
  expect(specification.providers).toEqual(providers);
});

test("a huge folder is refused", () => {
  const files = Object.fromEntries(
    Array.from({ length: 1001 }, (_, index) => [`src/file-${index}.ts`, ""]),
  );
  expect(() => adopt({ "src/index.ts": "", ...files })).toThrow("too large to be checked");
  expect(() => adopt({ "src/index.ts": "", "src/big.ts": " ".repeat(17 * 1_048_576) })).toThrow(
    "too large to be checked",
  );
});
