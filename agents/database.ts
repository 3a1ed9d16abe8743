import fs from "node:fs";
import path from "node:path";
import { runCommand } from "../shared/command.ts";
import { ConfigError } from "../shared/errors.ts";
import { packageRoot } from "../shared/package.ts";
import { publishFolder } from "../shared/publish-folder.ts";
import { coreVersion } from "./toolchain.ts";

const CHILD = path.join(packageRoot, "dist", "agents", "database-child.js");
const TIMEOUT_MS = 120_000;

const preparing = new Map<string, Promise<string>>();

/**
 * A folder with a migrated, empty ElizaOS database. Making one takes seconds, copying it a moment, so it is made once per
 * data folder, in a child process because PGlite can only be opened once in a process.
 */
export function prepareDatabase(dataDir: string, signal: AbortSignal): Promise<string> {
  const folder = path.join(dataDir, "toolchain", `database-${coreVersion}`);
  if (fs.existsSync(folder)) return Promise.resolve(readable(folder));
  const known = preparing.get(folder);
  if (known) return known;
  const made = publishFolder(folder, (building) => make(building, signal))
    .then(() => readable(folder))
    .finally(() => preparing.delete(folder));
  preparing.set(folder, made);
  return made;
}

/** Lets every user read it, for it is copied by processes that gave up who started them. There is nothing in it yet. */
function readable(folder: string): string {
  if ((fs.statSync(folder).mode & 0o005) === 0o005) return folder;
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = path.join(folder, name);
    fs.chmodSync(file, fs.statSync(file).isDirectory() ? 0o755 : 0o644);
  }
  fs.chmodSync(folder, 0o755); // last: it says that all the others are done
  return folder;
}

async function make(folder: string, signal: AbortSignal): Promise<void> {
  const { exitCode, stderr, stdout } = await runCommand({
    file: process.execPath,
    args: [CHILD, folder],
    cwd: path.dirname(folder),
    env: { PATH: process.env.PATH ?? "", LOG_LEVEL: "error" },
    signal,
    timeoutMs: TIMEOUT_MS,
  });
  signal.throwIfAborted();
  if (exitCode === 0) return;
  throw new ConfigError(
    `The agents' database could not be prepared in ${folder}: ${(stderr || stdout).trim().slice(-500) || "no output"}`,
  );
}
