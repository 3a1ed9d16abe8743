import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { preparedDataFolder, run } from "../support/command-line.ts";
import { bugs, honest, withBug } from "../support/foreign-plugins.ts";
import { greeterFiles } from "../support/plugin-files.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { packageRoot } from "../../shared/package.ts";
import { writeFolder, type Files } from "../../shared/files.ts";

let root = "";
let dataDir = "";
beforeAll(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "plugin-dynamic-check-"));
  dataDir = preparedDataFolder(root);
});
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const check = (folder: string, ...more: string[]) =>
  run(["check", folder, "--data", dataDir, ...more]);

function pluginWith(files: Files): string {
  const folder = path.join(temporaryFolder(), "plugin");
  writeFolder(folder, files);
  return folder;
}

/** A plugin as strangers write them: no specification, tests beside the sources' folder. */
const stranger: Files = {
  "package.json": JSON.stringify({
    name: "@acme/plugin-hello",
    version: "0.3.0",
    scripts: { build: "exit 1", postinstall: "touch pwned" },
    peerDependencies: { "@elizaos/core": "workspace:*" },
  }),
  "tsconfig.json": "this is not JSON",
  "src/index.ts": `import type { Plugin } from "@elizaos/core";
export const helloPlugin: Plugin = {
  name: "plugin-hello",
  description: "Says hello",
  providers: [{ name: "hello", get: () => Promise.resolve({ text: "hello" }) }],
};
export default helloPlugin;
`,
  "__tests__/hello.test.ts": `import { expect, test } from "vitest";
import plugin from "../src/index";
test("says hello", async () => {
  const get = plugin.providers?.[0]?.get as unknown as () => Promise<unknown>;
  expect(await get()).toEqual({ text: "hello" });
});
`,
};

test("a plugin of ours is green at every gate", async () => {
  const { code, stdout } = await check(pluginWith(greeterFiles()), "--json");
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { type: string });
  expect(lines.at(-1)).toMatchObject({ type: "check:finished", verdict: "passed" });
  expect(lines.filter(({ type }) => type === "gate:completed")).toHaveLength(5);
  expect(code).toBe(0);
});

test("a stranger's plugin is checked with our configuration, by what it registers", async () => {
  const folder = pluginWith(stranger);
  const { code, stdout } = await check(folder);
  expect(stdout).toContain("without a specification");
  expect(stdout).toMatch(/✔ test +passed: 1 passed, 0 failed/);
  expect(stdout).toMatch(/✔ load +passed: 1 component tried/);
  expect(code).toBe(0);
  expect(fs.readdirSync(folder).sort()).toEqual(
    ["__tests__", "package.json", "src", "tsconfig.json"].sort(),
  );
  expect(fs.readdirSync(path.join(dataDir, "checks"))).toEqual([]);
});

test("a specification says what has to be there", async () => {
  const folder = pluginWith(stranger);
  const spec = path.join(folder, "wanted.json");
  const providers = [{ name: "goodbye", description: "Says goodbye" }];
  const wanted = { name: "@acme/plugin-hello", description: "Says goodbye", providers };
  fs.writeFileSync(spec, JSON.stringify(wanted));
  const { code, stdout } = await check(folder, "--spec", spec);
  expect(code).toBe(1);
  expect(stdout).toContain("The provider goodbye is not registered in the agent");
  expect(stdout).toContain("0 of 1 criteria shown by tests; no test of AC-1");
  expect(stdout).toContain("not every gate is green");
});

test("a broken plugin is red, with what is wrong and where", async () => {
  const broken = { ...stranger, "src/wrong.ts": 'export const count: number = "one";\n' };
  const { code, json } = await check(pluginWith(broken), "--json");
  expect(code).toBe(1);
  expect(json().at(-1)).toMatchObject({
    verdict: "failed",
    gates: expect.arrayContaining([
      expect.objectContaining({
        name: "build",
        status: "failed",
        findings: [expect.objectContaining({ file: "src/wrong.ts", line: 1, rule: "TS2322" })],
      }),
      expect.objectContaining({ name: "load", status: "skipped" }),
    ]) as unknown[],
  });
});

test.each([
  ["no package.json", {}, "is no plugin"],
  ["a package.json that is no JSON", { "package.json": "{" }, "is not valid JSON"],
  ["a package without a name", { "package.json": "[]" }, "describes no package"],
  ["no sources", { "package.json": '{"name":"plugin-x"}' }, "expected src/index.ts"],
  [
    "a dependency from git",
    { ...stranger, "package.json": '{"name":"plugin-x","dependencies":{"a":"git://x/y"}}' },
    "dependencies.a",
  ],
  ["an unusable specification", { ...stranger, "specification.json": "{}" }, "specification"],
])("a folder with %s is refused with a sentence", async (_, files, sentence) => {
  const { code, stderr, json } = await check(pluginWith(files), "--json");
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(json()).toEqual([
    expect.objectContaining({ type: "check:refused", verdict: "refused", gates: [] }),
  ]);
});

const spec = path.join(packageRoot, "__tests__/fixtures/cases/specs/todo.json");

test("with --spec tests are written from it alone, and each criterion has its result", async () => {
  const folder = pluginWith({
    ...(honest["todo-map"]?.files ?? {}),
    "package.json": JSON.stringify({ name: "plugin-my-todos", version: "0.1.0" }),
    // Its own tests cannot take the place of ours, whatever they are called.
    "acceptance/__tests__/todos-acceptance.test.ts": `import { expect, test } from "vitest";
test("[AC-1] [AC-3] all is well", () => { expect(1).toBe(1); });
`,
  });
  const { code, stdout } = await check(folder, "--spec", spec);
  expect(stdout).toContain("Tests written from the specification alone. The offline model");
  expect(stdout).toContain("9 of 9 criteria shown by tests");
  expect(stdout).toMatch(/^✔ AC-3 {2}completeTodo: Mark a todo as complete.* \(2 tests\)$/m);
  expect(stdout).toContain("✔ every gate is green");
  expect(code).toBe(0);
  expect(fs.readdirSync(path.join(dataDir, "checks"))).toEqual([]);
});

test("a bug that the plugin's own tests do not look for is found by its criterion", async () => {
  const bug = bugs["a complete that does nothing"];
  const folder = pluginWith({
    ...(bug ? withBug(bug).files : {}),
    "package.json": JSON.stringify({ name: "plugin-my-todos", version: "0.1.0" }),
  });
  const { code, json } = await check(folder, "--spec", spec, "--json");
  expect(code).toBe(1);
  const lines = json();
  expect(lines.find(({ type }) => type === "acceptance:written")).toMatchObject({ untested: [] });
  const { criteria, verdict } = lines.at(-1) as {
    verdict: string;
    criteria: { id: string; result: string }[];
  };
  expect(verdict).toBe("failed");
  expect(criteria.filter(({ result }) => result !== "passed").map(({ id }) => id)).toEqual([
    "AC-3",
  ]);
  expect(JSON.stringify(lines)).toContain("[AC-3] completeTodo marks the todo");
});
