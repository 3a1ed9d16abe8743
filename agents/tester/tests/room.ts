import fs from "node:fs";
import path from "node:path";
import type { Launcher } from "../../../shared/sandbox/sandbox.ts";
import { makeTemporaryFolder } from "../../../shared/temporary-folder.ts";
import type { Surroundings } from "../../warm/workers.ts";

/** A folder in which a plugin's tests run once, and the box that its workers see it from. */
export interface TestRoom {
  /** For vitest's own files; the box does not see it. */
  scratch: string;
  /** The plugin. */
  root: string;
  /** What vitest makes of modules, for its workers to read. */
  modules: string;
  /** How a worker is started in the box. */
  launcher: Launcher;
}

/** Makes a room that is empty but for its packages. */
export async function openRoom({
  sandbox,
  nodeModules,
  packages,
}: Surroundings): Promise<TestRoom> {
  const scratch = makeTemporaryFolder("tests");
  const [root, modules] = [path.join(scratch, "plugin"), path.join(scratch, "modules")];
  fs.mkdirSync(root);
  fs.mkdirSync(modules);
  fs.symlinkSync(nodeModules, path.join(root, "node_modules"), "dir");
  const launcher = await sandbox.launcher(
    {
      argv: [process.execPath],
      cwd: root,
      touches: "executes",
      readable: [root, modules, ...packages],
    },
    scratch,
  );
  return { scratch, root, modules, launcher };
}
