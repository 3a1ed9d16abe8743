import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { measured, median, memory } from "./bench/cpu.mjs";
import { firstIterations, iterations, ours } from "./bench/iteration.mjs";
import { edit, load, specificationWith } from "./bench/plugins.mjs";
import { eventsPerSecond, starts, wholeJobs } from "./bench/whole.mjs";

// What checks cost, against the original's way and against the fastest way without workers that stay. Run it with:
// npm run bench [-- --rounds 6] [-- --json] [-- --quick]
const rounds = Number(argument("--rounds") ?? (process.argv.includes("--quick") ? 2 : 6));
const isQuick = process.argv.includes("--quick");
/** What the quick form insists on, whatever machine it runs on: less than half of what was measured on a slow one. */
const LEAST = { wall: 4, cpu: 4, cpuToTuned: 2.5 };
const isJson = process.argv.includes("--json");

const { runClean } = await load("shared", "clean-child.js");
const { openSandbox } = await load("shared", "sandbox", "sandbox.js");
const { packageFolders } = await load("agents", "package-folders.js");
const { prepareToolchain } = await load("agents", "toolchain.js");
const { prepareDatabase } = await load("agents", "database.js");

const { signal } = new AbortController();
const room = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "plugin-dynamic-bench-")));
const results = { load: os.loadavg()[0], cores: os.availableParallelism(), node: process.version };
try {
  const sandbox = await openSandbox("auto");
  const { nodeModules } = await prepareToolchain(path.join(room, "data"), {}, signal);
  const database = fs.realpathSync(await prepareDatabase(path.join(room, "data"), signal));
  const here = { sandbox, nodeModules, packages: packageFolders(nodeModules), database };
  const specification = specificationWith(1);
  say(`Level ${sandbox.level}, ${results.cores} cores, load ${results.load.toFixed(1)}.`);

  const of = await iterations({ folder: room, here, specification, rounds });
  results.iteration = of;
  const row = (name, { wallMs, cpuMs }) =>
    `${name.padEnd(46)} ${String(wallMs).padStart(6)} ms  ${String(cpuMs).padStart(6)} ms CPU`;
  say(
    `One iteration of a plugin with ${of.tests} tests, medians of ${rounds} rounds in turns:`,
    row("original: npm install, build, lint, test", of.original),
    row("tuned: native compiler, ESLint, vitest at once", of.tuned),
    row("workers that stay, the same work", of.like),
    row("our gates build, lint and test (hollow run too)", of.gates),
    `a worker made ready beforehand costs ${of.standbyCpuMs} ms CPU`,
  );

  say(
    `Memory of all that stays: ${of.memory.workersMb} MB, and ${of.memory.agentMb} MB of the agent that waits with its database.`,
  );

  if (!isQuick) {
    results.first = await firstIterations({ folder: room, here, specification, rounds });
    const { originalMs, oursMs } = results.first;
    say(
      `First iteration: original ${originalMs} ms, ours ${oursMs} ms, ${(originalMs / oursMs).toFixed(1)} times less.`,
    );
    results.jobs = await jobsAtOnce(here, specification);
    results.sizes = await sizes(here);
    results.growth = await growth(here, specification);
    results.sandbox = await boxOnAndOff(here, specification);
    results.events = await eventsPerSecond(room);
    results.job = await wholeJobs(room, rounds);
    results.starts = await starts(room, rounds);
    say(
      `Events through bus and journal: ${results.events} a second.`,
      `Whole offline job: ${results.job.freshMs} ms in a new process, ${results.job.warmMs} ms in one that is warm.`,
      `Second start of the studio to its first reply: ${results.starts.secondStartMs} ms; --help: ${results.starts.helpMs} ms.`,
    );
  }

  const ratio = (one, other) => Number((one / other).toFixed(1));
  results.ratios = {
    wall: ratio(of.original.wallMs, of.like.wallMs),
    cpu: ratio(of.original.cpuMs, of.like.cpuMs),
    cpuWithStandby: ratio(of.original.cpuMs, of.like.cpuMs + of.standbyCpuMs),
    cpuToTuned: ratio(of.tuned.cpuMs, of.like.cpuMs),
  };
  const { wall, cpu, cpuWithStandby, cpuToTuned } = results.ratios;
  say(
    `Against the original: ${wall}x wall, ${cpu}x CPU, ${cpuWithStandby}x with the standby; against tuned: ${cpuToTuned}x CPU.`,
  );
  if (isJson) console.log(JSON.stringify(results));
  const low = Object.entries(LEAST).filter(([name, least]) => !(results.ratios[name] >= least));
  if (isQuick && low.length > 0) {
    const names = low.map(([name, least]) => `${name} ${results.ratios[name]}, expected ${least}`);
    throw new Error(`Checks have become slow: ${names.join("; ")}.`);
  }
} finally {
  fs.rmSync(room, { recursive: true, force: true });
}
process.exit(0);

function argument(name) {
  const index = process.argv.indexOf(name);
  return index === -1 ? undefined : process.argv[index + 1];
}

function say(...lines) {
  if (!isJson) console.log(lines.join("\n"));
}

/** So many plugins checked at the same time, each with an edit of its own. */
async function jobsAtOnce(here, specification) {
  const taken = {};
  for (const count of [1, 2, 4, 8]) {
    const jobs = Array.from({ length: count }, (_, index) =>
      ours(path.join(room, `job-${count}-${index}`), specification, here),
    );
    const walls = [];
    for (let round = 0; round <= rounds; round += 1) {
      for (const { folder } of jobs) edit(folder);
      const { wallMs } = await measured(() => Promise.all(jobs.map(({ check }) => check())));
      if (round > 0) walls.push(wallMs);
    }
    taken[count] = Math.round(median(walls));
  }
  const each = Object.entries(taken).map(([count, wallMs]) => `${count}: ${wallMs} ms`);
  say(`Jobs at once: ${each.join(", ")}; 8 take ${(taken[8] / taken[1]).toFixed(1)} times one.`);
  return taken;
}

/** Plugins with more and more actions. */
async function sizes(here) {
  const taken = {};
  for (const count of [1, 5, 20]) {
    const specification = specificationWith(count);
    const { folder, check } = ours(path.join(room, `size-${count}`), specification, here);
    const walls = [];
    for (let round = 0; round <= rounds; round += 1) {
      edit(folder);
      const { wallMs } = await measured(check);
      if (round > 0) walls.push(wallMs);
    }
    taken[specification.actions.length] = Math.round(median(walls));
  }
  say(
    `Actions: ${Object.entries(taken)
      .map(([count, wallMs]) => `${count}: ${wallMs} ms`)
      .join(", ")}.`,
  );
  return taken;
}

/** The same iteration with and without the box, in turns. */
async function boxOnAndOff(here, specification) {
  const { sandbox } = here;
  const open = {
    ...sandbox,
    backend: "no box",
    launcher: async () => ({ execPath: process.execPath, execArgv: [], env: {} }),
    run: (command) => {
      const [file, ...args] = command.argv;
      return runClean({ ...command, file, args });
    },
  };
  const ways = {
    boxed: ours(path.join(room, "boxed"), specification, here),
    open: ours(path.join(room, "open"), specification, { ...here, sandbox: open }),
  };
  const taken = { boxed: [], open: [] };
  for (let round = 0; round <= 2 * rounds; round += 1) {
    for (const [name, { folder, ready, check }] of Object.entries(ways)) {
      edit(folder);
      await ready();
      const { wallMs } = await measured(check);
      if (round > 0) taken[name].push(wallMs);
    }
  }
  const [boxedMs, openMs] = [median(taken.boxed), median(taken.open)].map(Math.round);
  say(`A warm iteration in the box takes ${boxedMs} ms, without it ${openMs} ms.`);
  return { boxedMs, openMs };
}

/** Whether what stays grows from iteration to iteration. */
async function growth(here, specification) {
  const { folder, check } = ours(path.join(room, "growth"), specification, here);
  const sizes = [];
  for (let iteration = 1; iteration <= 200; iteration += 1) {
    edit(folder);
    await check();
    if (iteration % 20 === 0) sizes.push(memory().workersMb);
  }
  say(`Memory after each 20 of 200 iterations: ${sizes.join(", ")} MB.`);
  return sizes;
}
