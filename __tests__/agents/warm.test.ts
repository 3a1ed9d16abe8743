import fs from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import type { ModelSource } from "../../agents/models/model.ts";
import { offlineModel } from "../../agents/models/offline/offline-model.ts";
import { packageFolders } from "../../agents/package-folders.ts";
import type { Place, Verdict } from "../../agents/tester/gate.ts";
import { build } from "../../agents/tester/gates/build.ts";
import { lint } from "../../agents/tester/gates/lint.ts";
import { load } from "../../agents/tester/gates/load.ts";
import { test as testGate } from "../../agents/tester/gates/test.ts";
import { keepReady } from "../../agents/tester/readiness.ts";
import { giveBack, standBy, standDown, takeLoadProcess } from "../../agents/tester/standby.ts";
import { prepareToolchain } from "../../agents/toolchain.ts";
import { compile, lint as lintByWorker, type Surroundings } from "../../agents/warm/workers.ts";
import { loadConfig } from "../../shared/config.ts";
import { EventBus } from "../../shared/event-bus.ts";
import { readFolder, writeFolder, type Files } from "../../shared/files.ts";
import { Jobs } from "../../shared/jobs.ts";
import { openSandbox } from "../../shared/sandbox/sandbox.ts";
import { sharedDataFolder } from "../support/data-folder.ts";
import { greeterFiles } from "../support/plugin-files.ts";
import { preparedDatabase } from "../support/load-gate.ts";
import { greeter, specificationWith } from "../support/specifications.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { signal } = new AbortController();

/** One plugin after the other, each the last one with files changed, added, renamed and deleted. */
const plugins: Record<string, { files: Files; isTested?: boolean }> = {
  "a good one": { files: {}, isTested: true },
  "a type error": { files: { "src/wrong.ts": 'export const n: number = "one";\n' } },
  "the same file, mended": { files: { "src/wrong.ts": "export const n: number = 1;\n" } },
  "a file that is used, and wrong under another name": {
    files: {
      "src/renamed.ts": "export const n: string = 1;\n",
      "src/user.ts": 'import { n } from "./renamed.js";\nexport const text: number = n;\n',
    },
  },
  "a file whose import is gone": {
    files: { "src/user.ts": 'import { n } from "./renamed.js";\nexport const text = n;\n' },
  },
  "what cannot be parsed": {
    files: { "src/broken.ts": "export const = ;\nconst n: number = '';\n" },
  },
  "an error behind letters of two and four bytes": {
    files: { "src/umlauts.ts": 'export const ä = "äöü 🎉";\n\nexport const n: number = ä;\n' },
  },
  "reasons of reasons": {
    files: {
      "src/deep.ts":
        'import type { Action } from "@elizaos/core";\nexport const action: Action = { name: "A", description: "a", validate: async () => "yes", handler: async () => ({ success: 1 }) };\n',
    },
  },
  "a name that core does not have": {
    files: { "src/names.ts": 'import { Acton } from "@elizaos/core";\nexport const a = Acton;\n' },
  },
  "a package that nobody declared": {
    files: { "src/package.ts": 'import chalk from "chalk";\nexport const c = chalk;\n' },
  },
  "a type that declarations cannot name": {
    files: {
      "src/unnamed.ts":
        "class Hidden { #secret = 1; get() { return this.#secret; } }\nexport const make = () => class extends Hidden { private own = 1; };\n",
    },
  },
  "lint errors and a comment against them": {
    files: {
      "src/lint.ts":
        "/* eslint-disable */\nexport const f = (a: unknown, b: unknown): boolean => a == b;\nlet never = 1;\n",
    },
  },
  "errors in tests": {
    files: {
      "src/__tests__/typed.test.ts": 'import { test } from "vitest";\ntest(1, () => {});\n',
    },
  },
  "a test that fails, one that is skipped and one outside": {
    files: {
      "src/__tests__/red.test.ts":
        'import { expect, test } from "vitest";\ntest("red", () => expect(1).toBe(2));\ntest.skip("skipped", () => expect(1).toBe(1));\nvoid Promise.reject(new Error("outside"));\n',
    },
    isTested: true,
  },
  "a test that leaves early": {
    files: {
      "src/__tests__/leave.test.ts":
        'import { expect, test } from "vitest";\ntest("leaves", () => { expect(1).toBe(1); process.reallyExit(0); });\n',
    },
    isTested: true,
  },
  "the good one again": { files: {}, isTested: true },
};

interface Outcome {
  build: Verdict;
  lint: Verdict;
  test: Verdict | undefined;
  built: Files;
}

async function outcome(place: Place, isTested: boolean): Promise<Outcome> {
  const [built, linted, tested] = await Promise.all([
    build(place),
    lint(place),
    isTested ? testGate(place) : undefined,
  ]);
  const dist = path.join(place.folder, "dist");
  return {
    build: built,
    lint: linted,
    test: tested,
    built: fs.existsSync(dist) ? readFolder(dist) : {},
  };
}

async function surroundings(): Promise<Surroundings> {
  const { nodeModules } = await prepareToolchain(sharedDataFolder(), {}, signal);
  const packages = packageFolders(nodeModules);
  return { sandbox: await openSandbox("auto"), nodeModules, packages };
}

function placeOf(files: Files, { nodeModules, ...rest }: Surroundings, warm: boolean): Place {
  const folder = path.join(temporaryFolder(), "plugin");
  writeFolder(folder, greeterFiles(files));
  fs.symlinkSync(nodeModules, path.join(folder, "node_modules"), "dir");
  const place = { folder, warm, nodeModules, specification: greeter };
  return { ...place, ...rest, signal, timeoutMs: 240_000 };
}

test("workers that stay find the same as programs that are started for each plugin, and build the same", async () => {
  const here = await surroundings();
  const files = greeterFiles();
  const asking = { signal, timeoutMs: 240_000 };
  // Otherwise the one way would be compared with itself.
  expect(await compile(here, { files }, asking)).toMatchObject({ types: "", built: {} });
  expect(await lintByWorker(here, { files, folders: ["src"] }, asking)).toHaveProperty("results");
  for (const [name, { files, isTested = false }] of Object.entries(plugins)) {
    const [warm, cold] = await Promise.all(
      [true, false].map((way) => outcome(placeOf(files, here, way), isTested)),
    );
    expect(warm, name).toEqual(cold);
    expect("index.d.ts" in (warm?.built ?? {}), name).toBe(warm?.build.findings.length === 0);
    if (Object.keys(files).length === 0) expect(warm?.build.findings).toEqual([]);
  }
});

/** Processes below this one whose command names a program. */
const running = (program: string): number[] =>
  fs.readdirSync("/proc").flatMap((pid) => {
    try {
      const isIt = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(program);
      return isIt && isBelowUs(pid) ? [Number(pid)] : [];
    } catch {
      return []; // no process, or one that ended meanwhile
    }
  });

/** One that is stopped goes when the one around it does. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it is gone already
  }
}

function isBelowUs(pid: string): boolean {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
  const parent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1] ?? "0";
  return Number(parent) > 1 && (parent === String(process.pid) || isBelowUs(parent));
}

test.runIf(process.platform === "linux")(
  "a plugin is checked all the same when a worker dies of it",
  async () => {
    const here = await surroundings();
    const place = placeOf({ "src/wrong.ts": 'export const n: number = "one";\n' }, here, true);
    const asking = { signal, timeoutMs: 240_000 };
    await compile(here, { files: greeterFiles() }, asking);
    const pids = running("compile-worker.js");
    expect(pids).not.toEqual([]);
    // Stopped, so that it cannot have answered before it is ended.
    for (const pid of pids) process.kill(pid, "SIGSTOP");
    const checking = build(place);
    for (const pid of pids) killIfThere(pid);
    expect((await checking).findings).toEqual([
      expect.objectContaining({ file: "src/wrong.ts", line: 1, rule: "TS2322" }),
    ]);
    expect(await compile(here, { files: greeterFiles() }, asking)).toMatchObject({ types: "" });
  },
);

test("the next tests run in the worker that was made ready, and find the variables of their plugin", async () => {
  const here = await surroundings();
  const specification = specificationWith({
    environmentVariables: [
      { name: "GREETER_TOKEN", description: "A token", required: true, sensitive: true },
    ],
  });
  const code = `import { expect, test } from "vitest";
test("was made ready", () => { expect(process.execArgv.join(" ")).toContain("elizaos"); });
test("finds its variables", () => { expect(process.env.GREETER_TOKEN).toBe("fake-greeter_token"); });
`;
  const place = {
    ...placeOf({ "src/__tests__/greet.test.ts": code }, here, true),
    specification,
  };
  const states = async (): Promise<string[]> =>
    ((await testGate(place)).tests ?? []).map(({ name, state }) => `${name}: ${state}`);
  standBy({ ...here, database: await preparedDatabase() });
  expect(await states()).toEqual(["was made ready: passed", "finds its variables: passed"]);
  expect(await states()).toEqual(["was made ready: failed", "finds its variables: passed"]);
  standDown();
});

test.runIf(process.platform === "linux")(
  "an agent that died while it waited is not blamed on the plugin that comes",
  async () => {
    const here = { ...(await surroundings()), database: await preparedDatabase() };
    standBy(here);
    const pids = await vi.waitFor(() => {
      const found = running("load/main.js");
      expect(found).not.toEqual([]);
      return found;
    }, 60_000);
    for (const pid of pids) killIfThere(pid);
    await vi.waitFor(() => expect(running("load/main.js")).toEqual([]), 60_000);
    const place = placeOf({}, here, true);
    expect((await build(place)).findings).toEqual([]);
    const child = takeLoadProcess({ ...here, warm: true });
    expect((await load(place, child)).findings).toEqual([]);
    standDown();
  },
);

test("an agent waits for the next plugin when it got none, and for no other after one", async () => {
  const here = await surroundings();
  const place = placeOf({}, here, true);
  const surroundingsOf = { ...here, warm: true, database: await preparedDatabase() };
  const child = takeLoadProcess(surroundingsOf);
  await giveBack(child, surroundingsOf);
  const same = takeLoadProcess(surroundingsOf);
  expect(same).toBe(child);
  await build(place);
  expect((await load(place, same)).findings).toEqual([]);
  await giveBack(same, surroundingsOf);
  const next = takeLoadProcess(surroundingsOf);
  expect(next).not.toBe(child);
  await next.discard();
});

test("a box that cannot be started is told, and keeps nobody waiting", async () => {
  const here = await surroundings();
  const full = new Error("ENOSPC: no space left on device");
  const sandbox = { ...here.sandbox, run: () => Promise.reject(full) };
  const place = placeOf({}, { ...here, sandbox }, false);
  const child = takeLoadProcess({ ...place, database: await preparedDatabase() });
  await expect(load(place, child)).rejects.toThrow("no space left");
});

test.runIf(process.platform === "linux")(
  "after a plugin that meddled with its results the next one gets another vitest",
  async () => {
    const here = await surroundings();
    const vitests = (): number[] => running("tester/tests/main.js");
    await testGate(placeOf({}, here, true));
    const before = vitests();
    expect(before).not.toEqual([]);
    await testGate(placeOf({}, here, true));
    expect(vitests()).toEqual(before);
    const forging = `import { expect, test } from "vitest";
expect.extend({ toBe: () => ({ pass: true, message: () => "" }) });
test("is right", () => { expect(1).toBe(2); });
`;
    const forged = await testGate(placeOf({ "src/__tests__/forge.test.ts": forging }, here, true));
    expect(forged.findings.map(({ rule }) => rule)).toContain("tampered");
    expect(vitests()).not.toEqual(before);
  },
);

test.runIf(process.platform === "linux")(
  "while a language model writes code an agent is made ready, and given up with the last job",
  async () => {
    const dataDir = sharedDataFolder();
    const bus = new EventBus(() => undefined);
    const jobs = new Jobs(temporaryFolder());
    const config = { ...loadConfig({}), dataDir };
    const model = (): ModelSource => ({ ...offlineModel("a test"), name: "anthropic" });
    const stop = keepReady({ bus, jobs, config, model });
    bus.publish(
      "code:requested",
      { jobId: "abcdef", agent: "coordinator" },
      { iteration: 1, findings: [] },
    );
    await vi.waitFor(() => expect(running("load/main.js")).not.toEqual([]), 60_000);
    stop();
    await vi.waitFor(() => expect(running("load/main.js")).toEqual([]), 60_000);
  },
);
