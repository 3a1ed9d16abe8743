import fs from "node:fs";
import path from "node:path";
import lockfile from "proper-lockfile";
import { z } from "zod";
import { ConfigError } from "./errors.ts";

const Owner = z.object({
  pid: z.number().int(),
  what: z.string(),
  /** ISO 8601. */
  since: z.string(),
  /** Whether it goes on with every job that it finds, or does one of its own. */
  attends: z.enum(["all", "own"]).default("own"),
});
export type Owner = z.infer<typeof Owner>;

/** Makes the data folder usable for one process at a time. Returns what gives it back. */
export async function claimDataFolder(
  dataDir: string,
  what: string,
  attends: Owner["attends"] = "own",
): Promise<() => void> {
  makeWritable(dataDir);
  const ownerFile = path.join(dataDir, "owner.json");
  const lock = path.join(dataDir, "owner.lock");
  const owner = readOwner(ownerFile);
  // A process that died cannot give its lock back; nobody has to wait for that.
  if (owner && !isAlive(owner.pid)) fs.rmSync(lock, { recursive: true, force: true });
  try {
    await lockfile.lock(dataDir, { lockfilePath: lock, realpath: false });
  } catch (cause) {
    const who = owner
      ? `${owner.what} (process ${owner.pid}, since ${owner.since})`
      : "another process";
    throw new ConfigError(
      `The data folder ${dataDir} is in use by ${who}. status, list, log and report can be read meanwhile. Stop it, talk to it, or choose another folder with --data.`,
      { cause },
    );
  }
  const now: Owner = { pid: process.pid, what, since: new Date().toISOString(), attends };
  fs.writeFileSync(ownerFile, JSON.stringify(now));
  return () => {
    fs.rmSync(ownerFile, { force: true });
    lockfile.unlockSync(dataDir, { lockfilePath: lock, realpath: false });
  };
}

/** Who works on a data folder right now, if anyone does. */
export function ownerOf(dataDir: string): Owner | undefined {
  const owner = readOwner(path.join(dataDir, "owner.json"));
  return owner && isAlive(owner.pid) ? owner : undefined;
}

/** Makes the folder when it is missing; throws a ConfigError when it cannot be written. */
export function makeWritable(dataDir: string): void {
  const probe = path.join(dataDir, `.write-test-${process.pid}`);
  try {
    makeFolder(dataDir);
    fs.writeFileSync(probe, "");
    fs.rmSync(probe);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new ConfigError(
      `The data folder ${dataDir} cannot be written (${code}). Make it writable, or choose another one with --data or PLUGIN_DATA_DIR.`,
      { cause },
    );
  }
}

/** One level after the other: Node's own recursive way never returns for a folder below /proc. */
function makeFolder(folder: string): void {
  if (fs.existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error; // another process was faster
  }
}

function readOwner(file: string): Owner | undefined {
  try {
    return Owner.parse(JSON.parse(fs.readFileSync(file, "utf8")));
  } catch {
    return undefined; // nobody, or half a file from a crash: the lock itself decides
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
