import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { EventType, JobEvent } from "../shared/events.ts";
import { Jobs } from "../shared/jobs.ts";
import { lastingDataFolder } from "./support/data-folder.ts";
import { runMortal } from "./support/mortal-process.ts";

// A process that ends without warning, at any point of a job, and another one that goes on with it. KILLS=5 tries every point
// five times, each time with a job of its own; without it those that differ are shared out among a few jobs.
const KILLS = Number(process.env.KILLS ?? 0);
const HOURS = { timeout: 4 * 60 * 60_000 };

/** How many programs run at the same time. */
const AT_ONCE = 2;
/** Longest work from the start of a process to its first event; most of it is Node reading the product. */
const FIRST_EVENT_MS = 3000;

/** Between these points and the ones before them nothing is written, so that nothing differs for who goes on. */
const SAME = /^(?:turn |before (?:\w+:requested|agent:thought|gate:\w+)$)/;

interface Run {
  wasKilled: boolean;
  /** What it printed. */
  told: { first?: string; afterMs?: number; workMs?: number; status?: string; jobId?: string }[];
}

/** Runs the program on a data folder to its end, or to the point at which it kills itself. */
async function runJob(dataDir: string, env: Record<string, string> = {}): Promise<Run> {
  const { wasKilled, lines } = await runMortal(["job-that-goes-on.mjs", dataDir], { env });
  return { wasKilled, told: lines.map((line) => JSON.parse(line) as Run["told"][number]) };
}

/** What has to be the same however often a process ended: what git holds, and what happened to the job. */
function outcome(dataDir: string) {
  const repository = path.join(dataDir, "repos", "plugin-notes.git");
  const checkout = path.join(dataDir, "plugins", "plugin-notes");
  const git = (folder: string, ...args: string[]): string =>
    execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();
  const jobs = new Jobs(dataDir);
  const [job, ...others] = jobs.all();
  if (!job) throw new Error(`There is no job in ${dataDir}.`);
  const events = jobs.events(job.id);
  const format = "--format=%T %an: %s | %(trailers:key=Step,valueonly,separator=%x2C) | %D";
  const story = git(repository, "log", "--all", "--topo-order", "--decorate=full", format);
  return {
    jobs: others.length + 1,
    status: job.status,
    // The job's id is the only thing that differs.
    story: story.replaceAll(job.id, "JOB").split("\n"),
    tags: git(repository, "tag", "--list", "--format=%(refname) %(*tree)").split("\n"),
    checkout: [git(checkout, "log", "-1", "--format=%T"), git(checkout, "status", "--porcelain", "--untracked-files=no")], // prettier-ignore
    isBuilt: fs.existsSync(path.join(checkout, "dist", "index.js")),
    events: milestones(events),
    // Nothing that was only begun is left.
    leftovers: [
      ...namesIn(path.join(dataDir, "repos")).filter((name) => !name.endsWith(".git")),
      ...namesIn(path.join(repository, "staging")),
      ...namesIn(path.join(dataDir, "plugins")).filter((name) => name.startsWith("plugin-notes.")),
    ],
  };
}

const namesIn = (folder: string): string[] => (fs.existsSync(folder) ? fs.readdirSync(folder) : []);

/** What is repeated when a phase begins anew. */
const REPEATED: EventType[] = ["agent:thought", "gate:started", "gate:completed"];

/** Every answer and decision, in order; what has to be asked twice is left out, what must not be answered twice is not. */
function milestones(events: JobEvent[]): string[] {
  const names = events
    .filter(({ type }) => !type.endsWith(":requested") && !REPEATED.includes(type))
    .map((event) => ("kind" in event ? `${event.type} ${event.kind}` : event.type));
  // Tests and code are written at the same time, and either can be first.
  const writing = names.filter((name) => /^(tests|code):completed$/.test(name));
  const at = names.findIndex((name) => writing.includes(name));
  const rest = names.filter((name) => !writing.includes(name));
  return [...rest.slice(0, at), ...writing.sort(), ...rest.slice(at)];
}

let undisturbed: ReturnType<typeof outcome>;
/** Every point that a job comes past, in order, with how often it does. */
let points: [point: string, hits: number][];
/** How long each process took to its first event, and how long it worked for that: others may be at work on this machine. */
const firstEvents: { afterMs: number; workMs: number }[] = [];

beforeAll(async () => {
  const dataDir = lastingDataFolder();
  const reachedFile = path.join(dataDir, "reached.json");
  await runJob(dataDir, { REACHED_FILE: reachedFile });
  undisturbed = outcome(dataDir);
  points = JSON.parse(fs.readFileSync(reachedFile, "utf8")) as typeof points;
});

/** Runs a job that is killed once at each of these points, if it comes past it again, and then left alone. Returns the points that it did not come past. */
async function killedAt(kills: [point: string, hit: number][]): Promise<[string, number][]> {
  const dataDir = lastingDataFolder();
  const missed: [string, number][] = [];
  for (const [point, hit] of kills) {
    const { wasKilled, told } = await runJob(dataDir, { KILL_AT: `${point}#${hit}` });
    if (!wasKilled) missed.push([point, hit]);
    noteFirst(told);
  }
  const { told } = await runJob(dataDir);
  noteFirst(told);
  expect({ kills, ...outcome(dataDir) }).toEqual({ kills, ...undisturbed });
  fs.rmSync(dataDir, { recursive: true });
  return missed;
}

/** Of a job that was over already there is none. */
function noteFirst(told: Run["told"]): void {
  for (const { afterMs, workMs } of told) {
    if (afterMs !== undefined && workMs !== undefined) firstEvents.push({ afterMs, workMs });
  }
}

/** Does all of it, a few at the same time. */
async function inRows<Item>(items: Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const rest = [...items];
  const row = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, row));
}

test("an undisturbed job is the one that the others are compared with", () => {
  expect(undisturbed).toMatchObject({ jobs: 1, status: "completed", isBuilt: true, leftovers: [] });
  expect(undisturbed.story).toHaveLength(5); // a plan, tests, an iteration, and a release beside somebody else's
  expect(points.length).toBeGreaterThanOrEqual(20);
});

test(
  "a job whose process is killed, wherever it is, ends as if nothing had happened",
  HOURS,
  async () => {
    if (KILLS > 0) {
      const kills = points.flatMap(([point, hits]) =>
        Array.from(
          { length: KILLS },
          (_each, index) => [point, (index % hits) + 1] as [string, number],
        ),
      );
      await inRows(kills, async (kill) => expect(await killedAt([kill])).toEqual([]));
    } else {
      const shared = Array.from({ length: AT_ONCE }, (_each, row) =>
        points
          .filter(([point]) => !SAME.test(point))
          .filter((_point, index) => index % AT_ONCE === row)
          .map(([point]) => [point, 1] as [string, number]),
      );
      // A point that a job did not come past a second time has one of its own.
      await inRows(shared, async (kills) => {
        for (const kill of await killedAt(kills)) expect(await killedAt([kill])).toEqual([]);
      });
    }
    const most = (times: number[]): string =>
      `${times.toSorted((a, b) => a - b)[times.length >> 1]} ms, at most ${Math.max(...times)} ms`;
    console.log(
      `${firstEvents.length} starts. To the first event: ${most(firstEvents.map(({ afterMs }) => afterMs))}; of work: ${most(firstEvents.map(({ workMs }) => workMs))}.`,
    );
    for (const { workMs } of firstEvents) expect(workMs).toBeLessThan(FIRST_EVENT_MS);
  },
);
