import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

/**
 * Puts the process in order before there is a plugin in it: a working folder of its own, no network, and a copy of the
 * prepared database. Everything that is written is below the system's temporary folder. Gives the database's folder.
 */
export function arrangeSurroundings(database: string): string {
  const own = fs.mkdtempSync(path.join(os.tmpdir(), "load-"));
  const copy = path.join(own, "database");
  copyFolder(database, copy);
  enterEmptyFolder(own);
  refuseConnections();
  if (process.permission) offerConstants();
  return copy;
}

/** `fs.cpSync` looks at every folder above, which Node's permission model does not allow. */
function copyFolder(from: string, to: string): void {
  fs.mkdirSync(to);
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) copyFolder(source, target);
    else fs.copyFileSync(source, target);
  }
}

/**
 * ElizaOS looks for a `.env` in the working folder and all folders above it, and puts what it finds into the environment;
 * an empty one keeps everybody else's out. It also looks two folders up, which must be ours as well.
 */
function enterEmptyFolder(own: string): void {
  const folder = path.join(own, "agent", "work");
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, ".env"), "");
  process.chdir(folder);
}

/** A plugin that is only tried reaches nobody, and is tried under the same conditions everywhere. This is no barrier. */
function refuseConnections(): void {
  const refuse = function (this: net.Socket): net.Socket {
    const reason = "connect ECONNREFUSED: there is no network while a plugin is tried";
    const error = Object.assign(new Error(reason), { code: "ECONNREFUSED", syscall: "connect" });
    process.nextTick(() => this.destroy(error));
    return this;
  };
  net.Socket.prototype.connect = refuse;
}

/** All that PGlite takes from `process.binding`, which Node's permission model does not allow. */
function offerConstants(): void {
  Object.assign(process, { binding: () => ({ fs: fs.constants }) });
}
