import fs from "node:fs";
import path from "node:path";

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
