import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { cpuMs, measured, median, memory } from "./cpu.mjs";
import { edit, load, run, writePlugin } from "./plugins.mjs";

const { compiler } = await load("agents", "compiler.js");
const { build, BUNDLE } = await load("agents", "tester", "gates", "build.js");
const { lint } = await load("agents", "tester", "gates", "lint.js");
const { test } = await load("agents", "tester", "gates", "test.js");
const { standBy, standDown, takeRoom } = await load("agents", "tester", "standby.js");
const { releaseHost } = await load("agents", "tester", "tests", "host.js");
const { copyPlugin } = await load("agents", "tester", "copy-plugin.js");
const { packageFolder } = await load("agents", "package-folders.js");
const { compile, lint: lintByWorker } = await load("agents", "warm", "workers.js");
const { readFolder, writeFolder } = await load("shared", "files.js");

const { signal } = new AbortController();
const asking = { signal, timeoutMs: 120_000 };

/** What the original asks of a plugin, in one compiler run: source and tests checked, JS, declarations, maps. */
const ORIGINAL = {
  extends: "./tsconfig.json",
  compilerOptions: {
    noEmit: false,
    rootDir: "src",
    outDir: "dist",
    declaration: true,
    declarationMap: true,
    sourceMap: true,
  },
};

/** How many test workers are made ready at once; without a second run on a hollow plugin one is used. */
const WORKERS = 2;

/** One iteration each way: a file has changed, and everybody wants to know whether the plugin is still good. */
export async function iterations({ folder, here, specification, rounds }) {
  const ways = {
    original: original(path.join(folder, "original"), specification, here),
    tuned: tuned(path.join(folder, "tuned"), specification, here),
    like: likeForLike(path.join(folder, "like"), specification, here),
    gates: ours(path.join(folder, "gates"), specification, here),
  };
  const taken = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  const standby = [];
  // The first round warms files, and workers.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, { folder: place, check, ready }] of Object.entries(ways)) {
      edit(place);
      fs.rmSync(path.join(place, "dist"), { recursive: true, force: true });
      const prepared = ready && (await measured(ready));
      const { value: tests, ...took } = await measured(() => check(place));
      if (!fs.existsSync(path.join(place, "dist", "index.d.ts")))
        throw new Error(`${name} left no declarations.`);
      if (tests !== ways.tests) {
        if (ways.tests !== undefined) throw new Error(`${name} ran ${tests} tests.`);
        Object.defineProperty(ways, "tests", { value: tests, enumerable: false });
      }
      if (round === 0) continue;
      taken[name].push(took);
      if (prepared && name === "like") standby.push(prepared.cpuMs);
    }
  }
  await ready(here);
  const held = memory();
  standDown();
  const medians = Object.fromEntries(
    Object.entries(taken).map(([name, all]) => [
      name,
      {
        wallMs: Math.round(median(all.map((each) => each.wallMs))),
        cpuMs: Math.round(median(all.map((each) => each.cpuMs))),
      },
    ]),
  );
  return {
    tests: ways.tests,
    ...medians,
    memory: held,
    standbyCpuMs: Math.round(median(standby) / WORKERS),
  };
}

/** The first iteration of a plugin: the original installs its packages, from npm's cache; ours are there once and for all. */
export async function firstIterations({ folder, here, specification, rounds }) {
  const way = original(path.join(folder, "first-original"), specification, here);
  const taken = { originalMs: [], oursMs: [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of ["node_modules", "package-lock.json", "dist"])
      fs.rmSync(path.join(way.folder, name), { recursive: true, force: true });
    const theirs = await measured(() => way.check(way.folder));
    const { ready, check } = ours(path.join(folder, `first-${round}`), specification, here);
    await ready();
    const { value: tests, wallMs } = await measured(check);
    if (tests !== theirs.value) throw new Error(`${tests} tests instead of ${theirs.value}.`);
    if (round === 0) continue;
    taken.originalMs.push(theirs.wallMs);
    taken.oursMs.push(wallMs);
  }
  standDown();
  return Object.fromEntries(
    Object.entries(taken).map(([name, walls]) => [name, Math.round(median(walls))]),
  );
}

/** `npm install`, `npm run build`, `npm run lint`, `npm test`, with current tools. */
function original(folder, specification, { nodeModules }) {
  writePlugin(folder, specification, nodeModules);
  fs.rmSync(path.join(folder, "node_modules"));
  fs.writeFileSync(path.join(folder, "tsconfig.original.json"), JSON.stringify(ORIGINAL));
  const file = path.join(folder, "package.json");
  const manifest = JSON.parse(fs.readFileSync(file, "utf8"));
  manifest.scripts.build = "tsc -p tsconfig.original.json";
  fs.writeFileSync(file, JSON.stringify(manifest));
  const check = (place) => {
    run(place, "npm", "install");
    run(place, "npm", "run", "build");
    run(place, "npm", "run", "lint");
    return testsIn(run(place, "npm", "test", "--", "--reporter=json"));
  };
  return { folder, check };
}

/** The fastest of the same tools without staying: native compiler, bundler, ESLint and vitest, all at once, without npm. */
function tuned(folder, specification, { nodeModules }) {
  writePlugin(folder, specification, nodeModules);
  const node = process.execPath;
  const at = (name, ...rest) => path.join(packageFolder(name), ...rest);
  return {
    folder,
    async check(place) {
      const [, , , , tests] = await Promise.all([
        start(place, ...compiler("--noEmit").argv),
        start(place, ...compiler("-p", "tsconfig.build.json").argv),
        start(place, at("esbuild", "bin", "esbuild"), "src/index.ts", ...BUNDLE),
        start(place, node, at("eslint", "bin", "eslint.js"), "src"),
        start(place, node, at("vitest", "vitest.mjs"), "run", "--reporter=json"),
      ]);
      return testsIn(tests);
    },
  };
}

/** What the others do, by our workers: no second run on a hollow plugin, and no facts about code. */
function likeForLike(folder, specification, here) {
  writePlugin(folder, specification, here.nodeModules);
  return {
    folder,
    ready: () => ready(here),
    async check(place) {
      const files = readFolder(place);
      const { room, host } = await takeRoom({ ...here, warm: true });
      copyPlugin(place, room.root);
      const run = { room, include: ["src/__tests__/**/*.test.ts"], exclude: [], settings: {} };
      const [compiled, linted, tested] = await Promise.all([
        compile(here, { files, entry: "src/index.ts" }, asking),
        lintByWorker(here, { files, folders: ["src"] }, asking),
        host.ask({ order: "run", ...run, hollow: {} }, asking),
      ]);
      if (compiled.types || linted.results.some(({ errorCount }) => errorCount > 0))
        throw new Error("The plugin is not clean.");
      writeFolder(path.join(place, "dist"), compiled.built);
      fs.rmSync(room.scratch, { recursive: true, force: true });
      await releaseHost(host);
      return tested.answer.files
        .flatMap(({ tests }) => tests)
        .filter(({ state }) => state === "passed").length;
    },
  };
}

/** Our gates build, lint and test, whole. */
export function ours(folder, specification, here, warm = true) {
  writePlugin(folder, specification, here.nodeModules);
  const place = { folder, specification, ...here, warm, ...asking };
  return {
    folder,
    ready: warm ? () => ready(here) : undefined,
    async check() {
      const verdicts = await Promise.all([build(place), lint(place), test(place)]);
      const [finding] = verdicts.flatMap(({ findings }) => findings);
      if (finding) throw new Error(finding.message);
      return verdicts[2].tests.length;
    },
  };
}

/** Makes the next workers ready and waits until they are: CPU time that is spent while a model thinks. */
async function ready(here) {
  standBy(here);
  const end = performance.now() + PATIENCE_MS;
  for (let before = -Infinity; cpuMs() - before > QUIET_MS && performance.now() < end;) {
    before = cpuMs();
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  }
}

/** Where the machine used less than this in that time, they have come up. */
const QUIET_MS = 30;
const SETTLED_MS = 300;
/** On a machine that has other things to do they are up by then. */
const PATIENCE_MS = 5_000;

function start(cwd, file, ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (text) => (output += text));
    child.stderr.resume();
    child.on("close", (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${file} ended with ${code}: ${output}`)),
    );
  });
}

const testsIn = (output) => JSON.parse(output.slice(output.indexOf("{"))).numPassedTests;
