import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** A data folder that all tests share for what is prepared once: toolchains and the empty database. */
export function sharedDataFolder(): string {
  const folder = path.join(os.tmpdir(), "plugin-dynamic-test-shared");
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}
