import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { coreVersion } from "../../agents/toolchain.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A data folder that all tests share for what is prepared once: toolchains and the empty database. */
export function sharedDataFolder(): string {
  const folder = path.join(os.tmpdir(), "plugin-dynamic-test-shared");
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

/** A data folder of a test's own, in which what is prepared once is there already if another test prepared it. */
export function preparedDataFolder(): string {
  const folder = temporaryFolder();
  const prepared = path.join(sharedDataFolder(), "toolchain");
  fs.mkdirSync(prepared, { recursive: true });
  fs.symlinkSync(prepared, path.join(folder, "toolchain"), "dir");
  return folder;
}

/** Puts the empty database where checks in a data folder look for it, and nothing else that other tests have prepared. */
export function copyDatabase(dataDir: string): void {
  const name = `database-${coreVersion}`;
  const prepared = path.join(sharedDataFolder(), "toolchain", name);
  if (!fs.existsSync(prepared)) return; // it is made where it is needed then
  fs.cpSync(prepared, path.join(dataDir, "toolchain", name), { recursive: true });
}

/** The same for tests that run at the same time; removed after all tests. */
export function lastingDataFolder(): string {
  const folder = fs.mkdtempSync(path.join(sharedDataFolder(), "data-"));
  fs.symlinkSync(path.join(sharedDataFolder(), "toolchain"), path.join(folder, "toolchain"), "dir");
  return folder;
}
