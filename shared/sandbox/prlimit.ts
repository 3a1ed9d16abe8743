import fs from "node:fs";
import type { Limits } from "./box.ts";

const PRLIMIT = "/usr/bin/prlimit";

/** Whether this system has util-linux's `prlimit`. */
export const hasPrlimit = (): boolean => fs.existsSync(PRLIMIT);

/**
 * What stands in front of a program to limit it.
 * @param countsOurs false where the limit of processes would count those outside of the box as well.
 */
export const prlimit = (limits: Limits, countsOurs = true): string[] => [
  PRLIMIT,
  ...(countsOurs ? [`--nproc=${limits.processes}`] : []),
  `--data=${limits.dataBytes}`,
  `--fsize=${limits.fileBytes}`,
  `--nofile=${limits.openFiles}`,
  `--cpu=${limits.cpuSeconds}`,
  "--core=0",
  "--",
];
