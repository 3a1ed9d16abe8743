import fs from "node:fs";
import path from "node:path";

/** Not the plugin's own: every copy has its packages already, and git is nobody's business there. */
const LEFT_OUT = ["node_modules", ".git"];

/** Copies a plugin's ordinary files, with what was built of it if that is wanted. A link could lead anywhere and stays behind. */
export function copyPlugin(from: string, to: string, { built = false } = {}): void {
  const leftOut = built ? LEFT_OUT : [...LEFT_OUT, "dist"];
  fs.cpSync(from, to, {
    recursive: true,
    filter(file) {
      const stats = fs.lstatSync(file);
      return (stats.isFile() || stats.isDirectory()) && !leftOut.includes(path.basename(file));
    },
  });
}
