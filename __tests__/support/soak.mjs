// Puts many jobs through one team: several people, a few plugins, cancels here and there. Goes on where it was left.
// Arguments: data folder, number of jobs. Prints one JSON object: what is left when all are over, compared with before.
// Run with --expose-gc.
import fs from "node:fs";
import { setImmediate as soon, setTimeout as sleep } from "node:timers/promises";
import EventEmitter from "eventemitter3";
import { Team } from "../../dist/agents/team.js";
import { claimDataFolder } from "../../dist/shared/data-folder.js";
import { loadConfig } from "../../dist/shared/config.js";
import { hasPlace } from "../../dist/shared/queue.js";
import { cheapGates } from "./cheap-gates.mjs";

const [dataDir = "", count = "30"] = process.argv.slice(2);
const JOBS = Number(count);
const PEOPLE = 5;
const PLUGINS = 12;
/** Jobs that are wanted at the same time; many more than there are places. */
const WANTED = 25;
/** How many of all events lead to a cancel of some job; a job has about forty. */
const CANCELS = 1 / 200;
/** Jobs after which memory is looked at for the first time: by then everything has been loaded once. */
const WARM = Math.min(50, Math.floor(JOBS / 2));

/** Numbers between 0 and 1, the same in every run. */
let state = 20_26;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}

// How many listeners there are on everything that the product made.
let listeners = 0;
for (const [name, step] of [
  ["on", 1],
  ["off", -1],
]) {
  const original = EventEmitter.prototype[name];
  EventEmitter.prototype[name] = function (...args) {
    listeners += step;
    return original.apply(this, args);
  };
}

/** Children of this process, but for those that stay for the next plugin. */
function children() {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = fs.readFileSync(`/proc/${name}/stat`, "utf8");
        const parent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
        if (Number(parent) !== process.pid) return [];
        return [fs.readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ")];
      } catch {
        return []; // it ended while it was looked at
      }
    })
    .filter((command) => !/agents\/warm\/(?:compile|lint)-worker\.js/.test(command));
}

/** How long what was cut off may take to end. */
const ENDING_MS = 2000;

async function look() {
  const deadline = performance.now() + ENDING_MS;
  do
    await sleep(300); // what ended has to be noticed
  while (children().length > 0 && performance.now() < deadline);
  globalThis.gc();
  const timers = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  return {
    heapMb: Math.round((process.memoryUsage().heapUsed / 1024 ** 2) * 10) / 10,
    rssMb: Math.round(process.memoryUsage().rss / 1024 ** 2),
    files: fs.readdirSync("/proc/self/fd").length,
    listeners,
    timers,
    children: children(),
  };
}

const release = await claimDataFolder(dataDir, "a test", "all");
const config = loadConfig({
  PLUGIN_SANDBOX: "none",
  PLUGIN_MODEL: "offline",
  PLUGIN_MAX_JOBS: "3",
});
const team = new Team({ config: { ...config, dataDir }, gates: cheapGates });
let mostAtWork = 0;
let longestLine = 0;
const unsubscribe = team.bus.subscribe("*", ({ type }) => {
  const active = team.jobs.active();
  mostAtWork = Math.max(mostAtWork, active.filter(hasPlace).length);
  longestLine = Math.max(longestLine, active.filter(({ status }) => status === "pending").length);
  const [job] = active.toSorted(() => random() - 0.5);
  if (job && type !== "job:finished" && random() < CANCELS)
    void soon().then(() => team.cancel(job.id));
});
const before = await look();
before.listeners -= 1; // its own
team.resume();

let warm;
const made = team.jobs.all().length;
const running = new Set(team.jobs.active().map(({ id }) => id));
for (let index = made; index < JOBS || running.size > 0;) {
  while (index < JOBS && running.size < WANTED) {
    const number = index++;
    const begun = await team.create(
      {
        specification: {
          name: `@elizaos/plugin-soak-${number % PLUGINS}`,
          description: "Keeps notes",
          actions: [{ name: "addNote", description: "Add a note", parameters: { text: "string" } }],
        },
      },
      { origin: { agentId: "a", roomId: "r", entityId: `person-${number % PEOPLE}` } },
    );
    running.add(begun.job.id);
  }
  const ended = await Promise.race([...running].map((id) => team.finished(id)));
  running.delete(ended.id);
  await team.report(ended.id);
  if (!warm && team.jobs.all().length - team.jobs.active().length >= WARM) warm = await look();
}
unsubscribe();
const after = await look();
await team.close();
release();
const closed = await look();
console.log(
  JSON.stringify({
    before,
    warm,
    after,
    closed,
    mostAtWork,
    longestLine,
    places: config.maxConcurrentJobs,
  }),
);
process.exit(0);
