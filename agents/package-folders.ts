import fs from "node:fs";
import path from "node:path";
import { ConfigError } from "../shared/errors.ts";
import { packageRoot } from "../shared/package.ts";

/** The folder of an installed package, found the way Node looks for it. */
export function packageFolder(name: string, from = packageRoot): string {
  const folder = path.join(from, "node_modules", name);
  if (fs.existsSync(path.join(folder, "package.json"))) return fs.realpathSync(folder);
  const parent = path.dirname(from);
  if (parent === from) {
    throw new ConfigError(`The package ${name} is not installed. Run npm install again.`);
  }
  return packageFolder(name, parent);
}

/**
 * The folders that have to be visible for a plugin's packages to work: its own `node_modules`, and wherever the links in it
 * lead to, packages of the packages included.
 */
export function packageFolders(nodeModules: string): string[] {
  const found = new Set([fs.realpathSync(nodeModules)]);
  for (const entry of fs.readdirSync(nodeModules, { withFileTypes: true })) {
    const place = path.join(nodeModules, entry.name);
    const inside = entry.name.startsWith("@")
      ? fs.readdirSync(place).map((name) => path.join(place, name))
      : [place];
    for (const each of inside) found.add(outermost(fs.realpathSync(each)));
  }
  return [...found];
}

/** The `node_modules` that a package is found in, and its own packages beside it. */
function outermost(folder: string): string {
  const [before = ""] = folder.split(`${path.sep}node_modules${path.sep}`, 1);
  return before === folder ? folder : path.join(before, "node_modules");
}
