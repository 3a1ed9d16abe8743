import fs from "node:fs";
import path from "node:path";

/**
 * Writes a program that stands for a command and hands its arguments on to it, for whoever can start one program and no
 * more. Returns its path.
 */
export function writeStarter(folder: string, command: string): string {
  const file = path.join(folder, "node-in-the-box");
  fs.writeFileSync(file, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
  return file;
}

/** Words as a shell reads them. */
export const quoted = (words: string[]): string =>
  words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");

/** What Node and vitest tell a worker through its environment; the values are known when it is started. */
export const CHANNEL = [
  "NODE_CHANNEL_FD",
  "NODE_CHANNEL_SERIALIZATION_MODE",
  "VITEST",
  "VITEST_MODE",
  "VITEST_POOL_ID",
  "VITEST_WORKER_ID",
  "TEST",
  "DEV",
  "PROD",
  "MODE",
  "SSR",
  "BASE_URL",
];
