import path from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { allowPackages } from "../../agents/packages/consent.ts";
import { discard } from "../../agents/packages/install.ts";
import { runChecks } from "../../agents/tester/checks.ts";
import type { CheckReport, Finding, GateName } from "../../shared/results.ts";
import { writeFolder, type Files } from "../../shared/files.ts";
import { copyDatabase, sharedDataFolder } from "../support/data-folder.ts";
import { greeterFiles } from "../support/plugin-files.ts";
import { startRegistry, useRegistry } from "../support/registry.ts";
import { greeter, specificationWith } from "../support/specifications.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

let dataDir = "";
beforeAll(() => {
  dataDir = sharedDataFolder();
});

async function check(
  changes: Files = {},
  specification = greeter,
  data = dataDir,
): Promise<CheckReport> {
  const root = temporaryFolder();
  const folder = path.join(root, "workspace");
  writeFolder(folder, greeterFiles(changes));
  return runChecks({
    folder,
    sandbox: "auto",
    dataDir: data,
    specification,
    mutationProof: true,
    signal: new AbortController().signal,
    timeoutMs: 240_000,
  });
}

const statuses = ({ gates }: CheckReport): Record<string, string> =>
  Object.fromEntries(gates.map(({ name, status }) => [name, status]));

const findings = ({ gates }: CheckReport, name: GateName) =>
  gates.find((gate) => gate.name === name)?.findings ?? [];

const green = {
  install: "passed",
  build: "passed",
  lint: "passed",
  test: "passed",
  load: "passed",
};

const isSerious = ({ severity }: Finding): boolean => severity !== "note";
const testGate = ({ gates }: CheckReport) => gates.find(({ name }) => name === "test");

test("a good plugin is green at every gate", async () => {
  const report = await check();
  expect(report.gates.flatMap((gate) => gate.findings.filter(isSerious))).toEqual([]);
  expect(statuses(report)).toEqual(green);
  expect(report.verdict).toBe("passed");
  expect(testGate(report)?.summary).toMatch(/^2 passed, 0 failed; \d+ of \d+ mutants killed/);
});

test("a type error is found with file, line and code, and the load check is skipped", async () => {
  const report = await check({ "src/wrong.ts": 'export const n: number = "one";\n' });
  expect(statuses(report)).toMatchObject({ build: "failed", load: "skipped" });
  expect(findings(report, "build")).toEqual([
    expect.objectContaining({ file: "src/wrong.ts", line: 1, rule: "TS2322", severity: "blocker" }),
  ]);
});

test("lint errors are red, and comments cannot switch them off", async () => {
  const code = "/* eslint-disable */\nexport const f = (s: string): unknown => eval(s);\n";
  const report = await check({ "src/evil.ts": code });
  expect(statuses(report)).toMatchObject({ build: "passed", lint: "failed" });
  expect(findings(report, "lint")).toEqual([
    expect.objectContaining({ file: "src/evil.ts", line: 2, rule: "no-eval" }),
  ]);
  // Nothing is broken on purpose before all else is mended.
  expect(testGate(report)).toMatchObject({ summary: "2 passed, 0 failed", status: "passed" });
});

test("a failing test is red with its title and the reason", async () => {
  const test =
    'import { expect, test } from "vitest";\ntest("one is two", () => { expect(1).toBe(2); });\n';
  const report = await check({ "src/__tests__/wrong.test.ts": test });
  expect(statuses(report)).toMatchObject({ test: "failed", load: "passed" });
  expect(findings(report, "test")).toEqual([
    expect.objectContaining({
      file: "src/__tests__/wrong.test.ts",
      message: expect.stringContaining("one is two: expected 1 to be 2") as string,
    }),
  ]);
});

test("tests without an assertion, skipped ones and ones that leave the process are red", async () => {
  const head = 'import { test } from "vitest";\n';
  const report = await check({
    "src/__tests__/empty.test.ts": `${head}test("nothing", () => {});\n`,
    "src/__tests__/skipped.test.ts": `${head}test.skip("later", () => {});\n`,
    "src/__tests__/leaving.test.ts": `${head}test("x", () => process.exit(0));\n`,
  });
  const messages = findings(report, "test").map(({ message }) => message);
  expect(messages).toEqual([
    expect.stringContaining("assertion"),
    expect.stringContaining("process.exit"),
    expect.stringContaining("Skipped: 1."),
  ]);
});

test("a plugin without tests is red", async () => {
  const report = await check({ "src/__tests__/greet.test.ts": "export {};\n" });
  expect(statuses(report).test).toBe("failed");
});

test("a component that is not registered is found when the plugin is loaded", async () => {
  const missing = { name: "farewell", description: "Say goodbye", parameters: {} };
  const specification = { ...greeter, actions: [...greeter.actions, missing] };
  const report = await check({}, specification);
  expect(findings(report, "load").map(({ message }) => message)).toEqual([
    "The action farewell is not registered in the agent; the plugin brings: greet.",
  ]);
});

test("an action that takes anything for a parameter is found when the plugin is loaded", async () => {
  const { "src/greet.ts": action = "" } = greeterFiles();
  const lax = action.replace("if (!parameters.ok)", "if (!parameters.ok && Math.random() > 2)");
  const report = await check({
    "src/greet.ts": lax.replace("parameters.value.name", '"you"'),
    "src/__tests__/greet.test.ts":
      'import { expect, test } from "vitest";\ntest("x", () => { expect(1).toBe(1); });\n',
  });
  expect(findings(report, "load")[0]?.message).toContain("expected success: false with a sentence");
});

test("a plugin that throws while it is loaded is red with what it threw", async () => {
  const { "src/index.ts": index = "" } = greeterFiles();
  const report = await check({
    "src/index.ts": `${index}\nif (process.env.LOG_LEVEL === "fatal") throw new Error("boom");\n`,
  });
  expect(findings(report, "load")[0]?.message).toContain("boom");
});

test("a plugin that hangs while it is loaded is ended", async () => {
  const { "src/index.ts": index = "" } = greeterFiles();
  const root = temporaryFolder();
  const folder = path.join(root, "workspace");
  writeFolder(
    folder,
    greeterFiles({
      "src/index.ts": `${index}\nif (process.env.LOG_LEVEL === "fatal") for (;;) { /* for ever */ }\n`,
    }),
  );
  const report = await runChecks({
    folder,
    sandbox: "auto",
    dataDir,
    specification: greeter,
    signal: new AbortController().signal,
    timeoutMs: 8_000,
  });
  expect(findings(report, "load")[0]?.message).toContain("time limit");
});

test("a package that does not exist ends the checks with that reason, and new code would not help", async () => {
  useRegistry(await startRegistry());
  const dependencies = { "this-package-does-not-exist-zz9": "^1.0.0" };
  const report = await check({}, specificationWith({ ...greeter, dependencies }));
  expect(report).toMatchObject({ verdict: "failed", mendable: false });
  expect(statuses(report)).toMatchObject({ install: "failed", build: "skipped", load: "skipped" });
  expect(findings(report, "install")[0]?.message).toMatch(
    /no package this-package-does-not-exist-zz9/,
  );
});

test("a declared package needs a yes, can be imported then, and its lack of support is noted", async () => {
  const manifest = { deprecated: "use Number.isFinite" };
  useRegistry(await startRegistry({ name: "is-odd", version: "3.0.1", manifest }));
  const own = temporaryFolder();
  copyDatabase(own);
  onTestFinished(() => discard(path.join(own, "toolchain")));
  const dependencies = { "is-odd": "^3.0.0" };
  const specification = specificationWith({ ...greeter, dependencies });
  const code = 'import isOdd from "is-odd";\nexport const known: string = isOdd as string;\n';
  const declared = '// the package brings no types\ndeclare module "is-odd";\n';
  const files = { "src/known.ts": code, "src/is-odd.d.ts": declared };

  const closed = await check(files, specification, own);
  expect(statuses(closed)).toMatchObject({ install: "failed", build: "skipped" });
  const [question] = findings(closed, "install");
  expect(question?.message).toContain("that nobody has allowed yet: published 100 days ago");
  expect(question?.message).toContain("plugin-dynamic allow is-odd@3.x allows it");

  const version = { name: "is-odd", version: "3.0.0", integrity: "" };
  allowPackages(own, [version]);
  const report = await check(files, specification, own);
  expect(findings(report, "install")).toEqual([
    {
      from: "install",
      severity: "note",
      message: "is-odd 3.0.1 is deprecated: use Number.isFinite",
    },
  ]);
  expect(statuses(report)).toEqual(green);
});

test("a package that nobody declared is found, wherever it lies", async () => {
  const report = await check({
    "src/ours.ts": 'import { build } from "esbuild";\nexport const b = build;\n',
    "src/none.ts": 'import nothing from "no-such-package";\nexport const n: unknown = nothing;\n',
  });
  expect(findings(report, "build")).toEqual([
    expect.objectContaining({ file: "src/none.ts", line: 1, rule: "undeclared-package" }),
    expect.objectContaining({ file: "src/ours.ts", line: 1, rule: "undeclared-package" }),
  ]);
});
