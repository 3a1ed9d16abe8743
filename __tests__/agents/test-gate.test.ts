import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { packageFolders } from "../../agents/package-folders.ts";
import { test as testGate } from "../../agents/tester/gates/test.ts";
import type { Verdict } from "../../agents/tester/gate.ts";
import { hollow } from "../../agents/tester/tests/hollow.ts";
import { prepareToolchain } from "../../agents/toolchain.ts";
import { writeFolder, type Files } from "../../shared/files.ts";
import { findSandboxRuntime } from "../../shared/sandbox/sandbox-runtime.ts";
import { openSandbox, sandboxOf, type Sandbox } from "../../shared/sandbox/sandbox.ts";
import { assembled } from "../support/built-plugin.ts";
import { fixture } from "../support/cases.ts";
import { sharedDataFolder } from "../support/data-folder.ts";
import { greeterFiles } from "../support/plugin-files.ts";
import { greeter } from "../support/specifications.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Runs the tests of the greeter with some files changed; an empty text takes a file away. */
async function tested(
  changes: Files = {},
  level: "os" | "process" | Sandbox = "process",
  mutants?: { timeoutMs: number },
): Promise<Verdict> {
  const root = temporaryFolder();
  const folder = path.join(root, "workspace");
  const files = Object.entries(greeterFiles(changes)).filter(([, text]) => text !== "");
  writeFolder(folder, Object.fromEntries(files));
  const { signal } = new AbortController();
  const { nodeModules } = await prepareToolchain(sharedDataFolder(), {}, signal);
  fs.symlinkSync(nodeModules, path.join(folder, "node_modules"));
  const place = {
    folder,
    warm: true,
    nodeModules,
    sandbox: typeof level === "string" ? await openSandbox(level) : level,
    packages: packageFolders(nodeModules),
    specification: greeter,
    signal,
    timeoutMs: 120_000,
  };
  return testGate(place, { mutants: mutants && { ...mutants, wanted: Promise.resolve(true) } });
}

const levels = process.platform === "linux" ? (["os", "process"] as const) : (["process"] as const);

test.each(levels)(
  "good tests are green at level %s, and the hollow plugin turns them red",
  async (level) => {
    expect(await tested({}, level)).toMatchObject({ summary: "2 passed, 0 failed", findings: [] });
  },
);

test.runIf(process.platform !== "win32")("so they are in the box of macOS", async () => {
  const backend = findSandboxRuntime();
  if (!backend) throw new Error("@anthropic-ai/sandbox-runtime is not installed: npm ci");
  const green = { summary: "2 passed, 0 failed", findings: [] };
  expect(await tested({}, sandboxOf(backend))).toMatchObject(green);
});

const only = (file: string): Files => ({
  ...Object.fromEntries(
    Object.keys(greeterFiles())
      .filter((name) => /__tests__\/.*\.test\.ts$/.test(name))
      .map((name) => [name, ""]),
  ),
  "src/__tests__/only.test.ts": file,
});

const rules = ({ findings }: Verdict): (string | undefined)[] => findings.map(({ rule }) => rule);
const messages = ({ findings }: Verdict): string => findings.map((each) => each.message).join("\n");

describe("results that somebody meddled with are red", () => {
  test("tests that pass whatever the plugin does", async () => {
    const theatre = only(
      'import { expect, test } from "vitest";\ntest("it works", () => { expect(true).toBe(true); });\n',
    );
    expect(rules(await tested(theatre))).toEqual(["proves-nothing"]);
  });

  test("a matcher that always agrees", async () => {
    const patched = only(`import { expect, test } from "vitest";
expect.extend({ toBe: () => ({ pass: true, message: () => "" }) });
test("one is two", () => { expect(1).toBe(2); });
`);
    expect(rules(await tested(patched))).toEqual(["tampered"]);
  });

  test("a result that says passed whatever happened", async () => {
    const forged = only(`import { afterEach, beforeEach, expect, test } from "vitest";
const forge = () => {
  const { current } = (globalThis as unknown as { __vitest_worker__: { current: object } }).__vitest_worker__;
  Object.defineProperty(current, "result", { get: () => ({ state: "pass" }), set: () => undefined });
};
beforeEach(forge);
afterEach(forge);
test("one is two", () => { expect(1).toBe(2); });
`);
    expect(rules(await tested(forged))).not.toEqual([]);
  });

  test.each(["exit", "reallyExit"])("a process that leaves early by %s", async (how) => {
    const left = only(`import { expect, test } from "vitest";
test("leaves", () => { expect(1).toBe(1); (process as unknown as Record<string, (code: number) => void>)["${how}"]?.(0); });
`);
    expect((await tested(left)).findings).not.toEqual([]);
  });

  test("an error outside of any test", async () => {
    const late = only(`import { expect, test } from "vitest";
test("x", () => { expect(1).toBe(1); void Promise.reject(new Error("too late")); });
`);
    expect(messages(await tested(late))).toContain("too late");
  });
});

test.each([
  ["as text", 'import text from "SECRET?raw"; export default text;'],
  ["by vite's own prefix", 'import text from "/@fsSECRET?raw"; export default text;'],
  [
    "by a glob",
    'export default Object.values(import.meta.glob("/**/canary.txt", { query: "?raw", eager: true }));',
  ],
])("vite reads no file of this machine for a test: %s", async (_how, code) => {
  const folder = temporaryFolder();
  const secret = path.join(folder, "canary.txt");
  fs.writeFileSync(secret, "the canary sang");
  const reading = only(`import { expect, test } from "vitest";
test("reads", async () => {
  const found = await import("../reads.js").then((module) => JSON.stringify(module), String);
  expect(found).toBe("nothing");
});
`);
  const verdict = await tested({
    ...reading,
    "src/reads.ts": `// @ts-nocheck\n${code.replaceAll("SECRET", secret)}\n`,
  });
  expect(verdict.summary).toBe("0 passed, 1 failed");
  expect(messages(verdict)).not.toContain("sang");
});

test("a source map of the plugin makes vite read nothing", async () => {
  const secret = path.join(temporaryFolder(), "canary.txt");
  fs.writeFileSync(secret, "the canary sang");
  const map = { version: 3, sources: [secret], names: [], mappings: "AAAA" };
  const inline = Buffer.from(JSON.stringify(map)).toString("base64");
  const verdict = await tested({
    ...only(`import { expect, test } from "vitest";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import "../mapped.js";
test("reads", () => {
  const read = (folder: string): string => fs.readdirSync(folder, { withFileTypes: true }).map((each) => each.isDirectory() ? read(path.join(folder, each.name)) : fs.readFileSync(path.join(folder, each.name), "utf8")).join("");
  expect(read(path.dirname(import.meta.dirname))).toBe(new Error("x").stack);
});
`),
    "src/mapped.ts": `export const one = 1;\n//# sourceMappingURL=data:application/json;base64,${inline}\n`,
  });
  expect(messages(verdict)).not.toContain("sang");
});

const WAVE = `import type { Action } from "@elizaos/core";

export const waveAction: Action = {
  name: "wave",
  description: "Wave to everybody",
  validate: () => Promise.resolve(true),
  async handler(_runtime, _message, _state, _options, callback) {
    await callback?.({ text: "waves" });
    return { success: true, text: "waves" };
  },
};
`;

/** The greeter with a second action, and a test of that. */
const waving = (body: string): Files => ({
  "src/wave.ts": WAVE,
  "src/index.ts": (greeterFiles()["src/index.ts"] ?? "")
    .replace("actions: [greetAction]", "actions: [greetAction, waveAction]")
    .replace('"./greet.js";', '"./greet.js";\nimport { waveAction } from "./wave.js";'),
  "src/__tests__/wave.test.ts": `import { expect, test } from "vitest";
import plugin from "../index.js";
import { startPlugin } from "./support.js";

test("waves", async () => {
  const { call, available, replies } = await startPlugin(plugin);
  ${body}
});
`,
});

/** On a slow machine, too. */
const LONG = { timeoutMs: 60_000 };

describe("tests have to notice when the plugin is broken", () => {
  test.each(levels)("tests that do are green, with the count, at level %s", async (level) => {
    const verdict = await tested(
      waving(`expect(await available("wave")).toBe(true);
  expect(await call("wave", {})).toEqual({ success: true, text: "waves" });
  expect(replies).toEqual([{ text: "waves" }]);`),
      level,
      LONG,
    );
    const { killed, tried, total, components } = verdict.mutation ?? {};
    expect(verdict.summary).toBe(
      `3 passed, 0 failed; ${String(killed)} of ${String(tried)} mutants killed`,
    );
    expect(tried).toBe(total);
    expect(components?.find(({ name }) => name === "wave")).toEqual({
      name: "wave",
      killed: 7,
      tried: 7,
      survivors: [],
    });
    expect(verdict.findings.filter(({ severity }) => severity === "blocker")).toEqual([]);
  });

  test("a component whose tests do not bite is named with what was broken in it", async () => {
    const verdict = await tested(
      waving(`expect([available, replies, await call("greet", { name: "Ada" })]).toHaveLength(3);`),
      "process",
      LONG,
    );
    const [first, ...others] = verdict.findings;
    expect(first).toMatchObject({ severity: "blocker", rule: "tests-do-not-bite" });
    expect(first?.message).toMatch(/wave is broken.*src\/wave\.ts:6 validate does nothing/);
    expect(others.map(({ severity }) => severity)).not.toContain("blocker");
  });

  test("tests that go red when they run twice in one process get one for each mutant", async () => {
    const once = only(`import { expect, test } from "vitest";
import plugin from "../index.js";
import { startPlugin } from "./support.js";

test("greets once", async () => {
  const seen = globalThis as { seen?: boolean };
  expect(seen.seen).toBe(undefined);
  seen.seen = true;
  const { call } = await startPlugin(plugin);
  expect(await call("greet", { name: "Ada" })).toMatchObject({ text: "Hello, Ada!" });
});
`);
    const { killed = 0, tried = 0 } = (await tested(once, "process", LONG)).mutation ?? {};
    expect(killed).toBeGreaterThan(0);
    expect(killed).toBeLessThan(tried);
  });

  test("what there is no time for is not tried, and does not count", async () => {
    const verdict = await tested({}, "process", { timeoutMs: 1 });
    expect(verdict.summary).toMatch(/^2 passed, 0 failed; none of \d+ mutants was tried in time$/);
    expect(verdict.findings).toEqual([]);
  });

  test("the todo plugin of the offline model: nine mutants of ten are killed", async () => {
    const specification = fixture("todo");
    const { source, tests } = assembled(specification);
    const files = Object.fromEntries(
      [...source, ...tests].map((each) => [each.path, each.content]),
    );
    const { mutation, findings } = await tested(
      { ...only(""), "src/greet.ts": "", ...files },
      "process",
      LONG,
    );
    const { killed = 0, tried = 0 } = mutation ?? {};
    expect(findings.filter(({ severity }) => severity === "blocker")).toEqual([]);
    expect(tried).toBeGreaterThan(20);
    expect(killed / tried).toBeGreaterThanOrEqual(0.9);
  });

  test("a mutant that never ends is killed", async () => {
    const endless = WAVE.replace(
      "    return { success",
      `    let rest = 3;
    while (rest > 0) {
      rest -= 1;
    }
    return { success`,
    );
    const verdict = await tested(
      {
        ...waving(
          `expect((await call("wave", {})).text).toBe(String(replies[0]?.text) + String(available).slice(0, 0));`,
        ),
        "src/wave.ts": endless,
      },
      "process",
      LONG,
    );
    const survivors = verdict.mutation?.components.flatMap((each) => each.survivors) ?? [];
    expect(survivors.map(({ what }) => what)).not.toContain("`rest -= 1` is left out");
    expect(verdict.mutation?.tried).toBe(verdict.mutation?.total);
  });
});

test("the hollow plugin has all its components, and they do nothing", () => {
  const files = {
    "src/a.ts": `export const a = { name: "A", async handler(x: number) { return x; }, validate: async () => true };
export const b = { name: "B", handler, get: (key: string) => key };
export class CounterService extends Service {
  static async start() { return new CounterService(); }
  count(): number { return 7; }
  async stop() { this.count(); }
}
`,
    "src/__tests__/a.test.ts": "export const c = { handler: () => 1 };",
    "src/types.ts": "export interface Handler { handler: () => void }",
  };
  expect(hollow(files)).toEqual({
    "src/a.ts": `export const a = { name: "A", handler: async () => undefined, validate: async () => true };
export const b = { name: "B", handler: async () => undefined, get: async () => undefined };
export class CounterService extends Service {
  static async start() { return new CounterService(); }
  count(): number { return undefined; }
  async stop() { this.count(); }
}
`,
  });
});
