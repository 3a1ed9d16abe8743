import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** Folder of this package, whether it runs from source or from `dist/`. */
export const packageRoot = findRoot(path.dirname(fileURLToPath(import.meta.url)));

const manifest = z
  .object({ name: z.string(), version: z.string(), dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(fs.readFileSync(path.join(packageRoot, "package.json"), "utf8")));

export const packageName = manifest.name;
export const packageVersion = manifest.version;
export const packageDependencies = manifest.dependencies;

function findRoot(folder: string): string {
  if (fs.existsSync(path.join(folder, "package.json"))) return folder;
  return findRoot(path.dirname(folder));
}
