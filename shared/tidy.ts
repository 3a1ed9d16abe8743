import fs from "node:fs";
import path from "node:path";
import { folderName } from "./names.ts";

/**
 * Takes away what a process left half done in a plugin's repository and beside its checkout when it was killed: files that
 * were being put together, and locks of git that nobody holds any more. Only for whoever has claimed the data folder, and
 * before anybody works on the plugin.
 */
export function tidy(dataDir: string, pluginName: string): void {
  const name = folderName(pluginName);
  const repository = path.join(dataDir, "repos", `${name}.git`);
  removeUnfinished(repository);
  removeUnfinished(path.join(dataDir, "plugins", name));
  fs.rmSync(path.join(repository, "staging"), { recursive: true, force: true });
  for (const folder of ["", "refs"]) removeLocks(path.join(repository, folder), folder !== "");
}

const UNFINISHED = /^\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Folders are made under a name of their own and get the right one when they are whole. */
function removeUnfinished(folder: string): void {
  for (const name of namesIn(path.dirname(folder))) {
    const base = path.basename(folder);
    if (!name.startsWith(base) || !UNFINISHED.test(name.slice(base.length))) continue;
    fs.rmSync(path.join(path.dirname(folder), name), { recursive: true, force: true });
  }
}

function removeLocks(folder: string, recursive: boolean): void {
  for (const name of namesIn(folder, recursive)) {
    if (name.endsWith(".lock")) fs.rmSync(path.join(folder, name), { force: true });
  }
}

const namesIn = (folder: string, recursive = false): string[] =>
  fs.existsSync(folder) ? fs.readdirSync(folder, { encoding: "utf8", recursive }) : [];
