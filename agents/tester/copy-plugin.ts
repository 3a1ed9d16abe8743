import fs from "node:fs";
import path from "node:path";

/** Not the plugin's own: every copy has its packages already, and git is nobody's business there. */
const LEFT_OUT = ["node_modules", ".git"];

/**
 * Copies a plugin's ordinary files, with what was built of it if that is wanted: without it, a build may go on meanwhile. A
 * link could lead anywhere and stays behind.
 */
export function copyPlugin(from: string, to: string, { built = false } = {}): void {
  const leftOut = built ? LEFT_OUT : [...LEFT_OUT, "dist"];
  fs.mkdirSync(to, { recursive: true });
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    if (leftOut.includes(entry.name)) continue;
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) copyPlugin(source, target, { built });
    else if (entry.isFile()) fs.copyFileSync(source, target);
  }
}
