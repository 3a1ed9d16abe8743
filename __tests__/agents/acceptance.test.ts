import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { besidePlugin } from "../../agents/blind-tests.ts";
import { criteriaOf } from "../../agents/criteria.ts";
import { acceptanceTests } from "../../agents/models/offline/acceptance/acceptance.ts";
import { packageFolders } from "../../agents/package-folders.ts";
import { test as testGate } from "../../agents/tester/gates/test.ts";
import { prepareToolchain } from "../../agents/toolchain.ts";
import { criteriaIn } from "../../shared/criteria.ts";
import { writeFolder, type Files } from "../../shared/files.ts";
import type { RanTest } from "../../shared/results.ts";
import { openSandbox } from "../../shared/sandbox/sandbox.ts";
import { sharedDataFolder } from "../support/data-folder.ts";
import { bugs, honest, withBug, type ForeignCase } from "../support/foreign-plugins.ts";
import { specificationWith } from "../support/specifications.ts";

const plugins: Record<string, ForeignCase> = {
  ...honest,
  ...Object.fromEntries(Object.entries(bugs).map(([name, bug]) => [name, withBug(bug)])),
};
/** Folders have shorter names. */
const folderOf = (name: string): string => `plugin-${Object.keys(plugins).indexOf(name)}`;

/** A plugin with the tests that come from its specification alone. */
function withTests({ files, entry, specification }: ForeignCase): Files {
  const criteria = criteriaOf(specification);
  const written = acceptanceTests(specification, criteria);
  const tests = Object.fromEntries(written.map(({ path: file, content }) => [file, content]));
  const beside = besidePlugin(tests, specification, { entry, folder: "acceptance" });
  const moved = Object.entries(beside.files).map(([file, text]) => [`acceptance/${file}`, text]);
  return { ...files, ...(Object.fromEntries(moved) as Files) };
}

let root = "";
let ran: RanTest[] = [];

// All plugins lie in one folder and are tested in one run: what starts vitest so often takes longer than all tests.
beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "plugin-dynamic-acceptance-"));
  const folder = path.join(root, "workspace");
  const files = Object.entries(plugins).flatMap(([name, plugin]) =>
    Object.entries(withTests(plugin)).map(([file, text]) => [`${folderOf(name)}/${file}`, text]),
  );
  writeFolder(folder, Object.fromEntries(files) as Files);
  const { signal } = new AbortController();
  const { nodeModules } = await prepareToolchain(sharedDataFolder(), {}, signal);
  fs.symlinkSync(nodeModules, path.join(folder, "node_modules"));
  const { tests, findings } = await testGate({
    folder,
    warm: false,
    nodeModules,
    sandbox: await openSandbox("auto"),
    packages: packageFolders(nodeModules),
    specification: specificationWith({}),
    layout: { entry: "", folders: ["."], componentsKnown: true },
    signal,
    timeoutMs: 240_000,
  });
  ran = tests ?? [];
  expect(ran.length, JSON.stringify(findings.slice(0, 3))).toBeGreaterThan(0);
});

afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const testsOf = (name: string): RanTest[] =>
  ran.filter(({ file }) => file.startsWith(`${folderOf(name)}/`));
const redOf = (name: string): string[] =>
  testsOf(name).flatMap((each) => (each.state === "passed" ? [] : [each.name]));

test.each(Object.keys(honest))("an honest plugin in its own style passes: %s", (name) => {
  expect(redOf(name)).toEqual([]);
  const criteria = criteriaOf(honest[name]?.specification ?? specificationWith({}));
  const shown = new Set(testsOf(name).flatMap((each) => criteriaIn(each.name)));
  expect([...shown].sort()).toEqual(criteria.map(({ id }) => id).sort());
});

test.each(Object.entries(bugs))("a bug is found by a test of its component: %s", (name, bug) => {
  const { specification } = withBug(bug);
  const ids = criteriaOf(specification)
    .filter(({ component }) => component === bug.breaks)
    .map(({ id }) => id);
  const red = redOf(name).flatMap(criteriaIn);
  expect(red.filter((id) => ids.includes(id))).not.toEqual([]);
  // The rest of the plugin is still there to be seen.
  expect(redOf(name).length).toBeLessThan(testsOf(name).length);
});
