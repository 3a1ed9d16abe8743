import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const made = new Set<string>();

process.on("exit", () => {
  for (const folder of made) {
    try {
      fs.rmSync(folder, { recursive: true, force: true });
    } catch {
      // somebody still writes there; the system tidies up its temporary folder itself
    }
  }
});

/** A new folder in the system's temporary one, by its real path. It is removed when this process ends, if not before. */
export function makeTemporaryFolder(purpose: string): string {
  const prefix = path.join(fs.realpathSync(os.tmpdir()), `plugin-dynamic-${purpose}-`);
  const folder = fs.mkdtempSync(prefix);
  made.add(folder);
  return folder;
}

export function removeTemporaryFolder(folder: string): void {
  made.delete(folder);
  fs.rmSync(folder, { recursive: true, force: true });
}
