import os from "node:os";
import path from "node:path";
import { runClean } from "../../../shared/clean-child.ts";
import { packageRoot } from "../../../shared/package.ts";
import { Resident } from "../../../shared/resident.ts";

const CHILD = path.join(packageRoot, "dist", "agents", "tester", "tests", "main.js");
/** Of vitest and its workers together. */
const MEMORY_BYTES = 3_000_000_000;
/** Vite remembers something of every plugin. */
const MOST_ORDERS = 60;
/** Each takes its memory, and more than there are cores do not make tests faster. */
const MOST_HOSTS = Math.min(4, os.availableParallelism());
/** Runs that one may have before it; a plugin whose tests hang must not hold up many others. */
const MOST_RUNS = 4;

/** What stays rather tidies up often than keeps what it no longer needs. */
const LEAN = "--max-semi-space-size=4";

/** How long another one than the first is kept that nobody needs: plugins are seldom checked at the same time. */
const IDLE_MS = 20_000;

/** A plugin has few files: more threads take memory and win nothing. */
const FEW_THREADS = { UV_THREADPOOL_SIZE: "1", RAYON_NUM_THREADS: "1" };

const makeHost = (idleMs?: number): Resident =>
  new Resident(
    (options) =>
      runClean({
        file: process.execPath,
        args: [LEAN, CHILD],
        cwd: os.tmpdir(),
        memoryBytes: MEMORY_BYTES,
        env: { ...FEW_THREADS, VITE_CONFIG_NATIVE_IGNORE_WARNING: "true" },
        ...options,
      }),
    MOST_ORDERS,
    idleMs,
  );

const hosts = Array.from({ length: MOST_HOSTS }, (_, index) =>
  makeHost(index === 0 ? undefined : IDLE_MS),
);
/** How many runs each has, from when it was taken for them: what is asked later must not all come to the same one. */
const runs = new Map<Resident, number>();
const runsOf = (host: Resident): number => runs.get(host) ?? 0;

/** The vitest that stays and has the least to do. */
export const nextHost = (): Resident =>
  hosts.reduce((best, each) => (runsOf(each) < runsOf(best) ? each : best));

/** A vitest for one run, after which it is to be released: the next one, or one more where all have enough to do. */
export function takeHost({
  warm,
  next = nextHost(),
}: {
  warm: boolean;
  next?: Resident;
}): Resident {
  const host = warm && runsOf(next) < MOST_RUNS ? next : makeHost();
  runs.set(host, runsOf(host) + 1);
  return host;
}

/** Gives back a vitest, which is ended unless it stays for the next plugin. */
export async function releaseHost(host: Resident): Promise<void> {
  runs.set(host, runsOf(host) - 1);
  if (hosts.includes(host)) return;
  runs.delete(host);
  await host.close();
}
