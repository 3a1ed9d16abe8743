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
/** Runs that may stand in line for one; a plugin whose tests hang must not hold up many others. */
const MOST_WAITING = 2;

/** A plugin has few files: more threads take memory and win nothing. */
const FEW_THREADS = { UV_THREADPOOL_SIZE: "1", RAYON_NUM_THREADS: "1" };

const makeHost = (): Resident =>
  new Resident(
    (options) =>
      runClean({
        file: process.execPath,
        args: [CHILD],
        cwd: os.tmpdir(),
        memoryBytes: MEMORY_BYTES,
        env: { ...FEW_THREADS, VITE_CONFIG_NATIVE_IGNORE_WARNING: "true" },
        ...options,
      }),
    MOST_ORDERS,
  );

const hosts = Array.from({ length: MOST_HOSTS }, makeHost);

/** The vitest that stays and has the least to do; one more where all have enough, to be released like every other. */
export function takeHost({ warm }: { warm: boolean }): Resident {
  const host = hosts.reduce((best, each) => (each.waiting < best.waiting ? each : best));
  return warm && host.waiting < MOST_WAITING ? host : makeHost();
}

/** Ends a vitest, unless it stays for the next plugin. */
export async function releaseHost(host: Resident): Promise<void> {
  if (!hosts.includes(host)) await host.close();
}
