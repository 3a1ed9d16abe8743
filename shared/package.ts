import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of this package, whether it runs from source or from `dist/`. */
export const packageRoot = findRoot(path.dirname(fileURLToPath(import.meta.url)));

/** What our own manifest says; it comes with the code, and is read before anything that could check it is loaded. */
interface Manifest {
  name: string;
  version: string;
  dependencies: Record<string, string>;
}

const manifest = JSON.parse(
  fs.readFileSync(path.join(packageRoot, "package.json"), "utf8"),
) as Manifest;

export const packageName = manifest.name;
export const packageVersion = manifest.version;
export const packageDependencies = manifest.dependencies;

function findRoot(folder: string): string {
  if (fs.existsSync(path.join(folder, "package.json"))) return folder;
  return findRoot(path.dirname(folder));
}
