import { expect, test } from "vitest";
import { Jobs } from "../shared/jobs.ts";
import { lastingDataFolder } from "./support/data-folder.ts";
import { runMortal, type Lifetime } from "./support/mortal-process.ts";

// Many jobs through one team, one of whose processes is killed. SOAK_JOBS=200 (npm run test:soak) takes minutes.
const JOBS = Number(process.env.SOAK_JOBS ?? 15);
/** Jobs that are over when the first process is killed. */
const KILLED_AFTER = Math.floor(JOBS / 6);
/** How much more memory is taken at the end than in the middle, at most. */
const GROWTH = 1.1;

const HOURS = { timeout: 4 * 60 * 60_000 };

interface Look {
  heapMb: number;
  rssMb: number;
  files: number;
  listeners: number;
  timers: number;
  children: string[];
}

interface Told {
  before: Look;
  warm: Look;
  after: Look;
  closed: Look;
  mostAtWork: number;
  longestLine: number;
  places: number;
}

const runJobs = (dataDir: string, killAt = ""): Promise<Lifetime> =>
  runMortal(["soak.mjs", dataDir, String(JOBS)], {
    flags: ["--expose-gc"],
    env: { KILL_AT: killAt },
  });

test(
  `${JOBS} jobs each come to one end, and leave nothing behind in the process`,
  HOURS,
  async () => {
    const dataDir = lastingDataFolder();
    const start = performance.now();
    const killed = await runJobs(dataDir, `after job:finished#${KILLED_AFTER}`);
    expect(killed.wasKilled).toBe(true);
    const [line = ""] = (await runJobs(dataDir)).lines;
    const told = JSON.parse(line) as Told;
    const jobs = new Jobs(dataDir);
    const all = jobs.all();
    const count = (status: string): number => all.filter((job) => job.status === status).length;
    const seconds = Math.round((performance.now() - start) / 1000);
    console.log(
      `${all.length} jobs in ${seconds} s: ${count("completed")} completed, ${count("cancelled")} cancelled. ${line}`,
    );

    expect(all).toHaveLength(JOBS);
    expect(count("completed") + count("cancelled")).toBe(JOBS);
    expect(count("cancelled")).toBeGreaterThan(0);
    for (const { id } of all) {
      const types = jobs.events(id).map(({ type }) => type);
      expect(types.filter((type) => type === "job:finished")).toHaveLength(1);
      expect(types.at(-1)).toBe("job:finished");
    }
    const versions = all.flatMap(
      ({ status, plan }) =>
    status === "completed" && plan ? [`${plan.specification.name} ${plan.specification.version}`] : [], // prettier-ignore
    );
    expect(new Set(versions).size).toBe(versions.length);

    const { before, warm, after, closed, mostAtWork, longestLine, places } = told;
    expect([mostAtWork, longestLine > places]).toEqual([places, true]);
    expect(after.heapMb).toBeLessThan(warm.heapMb * GROWTH);
    expect(after).toMatchObject({
      children: [],
      timers: before.timers,
      listeners: before.listeners,
    });
    // The compiler that stays for the next plugin has its pipes; nothing else may be open.
    expect(after.files).toBeLessThanOrEqual(before.files + 3);
    expect(closed.listeners).toBe(0);
  },
);
