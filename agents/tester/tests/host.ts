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
/** More do not make tests faster where there are two cores, and each takes its memory. */
const MOST_HOSTS = 2;

const makeHost = (most: number): Resident =>
  new Resident(
    (options) =>
      runClean({
        file: process.execPath,
        args: [CHILD],
        cwd: os.tmpdir(),
        memoryBytes: MEMORY_BYTES,
        env: { VITE_CONFIG_NATIVE_IGNORE_WARNING: "true" },
        ...options,
      }),
    most,
  );

const hosts = Array.from({ length: MOST_HOSTS }, () => makeHost(MOST_ORDERS));

/** The vitest that has the least to do; it stays for the next plugin. */
export const warmHost = (): Resident =>
  hosts.reduce((best, each) => (each.waiting < best.waiting ? each : best));

/** A vitest of its own, which its user closes. */
export const coldHost = (): Resident => makeHost(MOST_ORDERS);
