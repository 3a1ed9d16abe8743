import fs from "node:fs";
import path from "node:path";
import type { Plugin } from "vite";

/**
 * Lets vite read nothing but the plugin's own sources. Vite runs outside of the box and would fetch any file of this
 * machine for the worker that asks: `import("/etc/passwd?raw")`, `/@fs/…`, a glob, or the `sources` of a source map.
 * @param change makes of a source what is run; it is told the absolute path.
 */
export function ownSourcesOnly(
  root: string,
  change: (file: string, code: string) => string,
): Plugin {
  return {
    name: "plugin-dynamic:own-sources-only",
    enforce: "pre",
    load(id) {
      // Modules that vite and vitest make themselves.
      if (id.startsWith("\0")) return null;
      const [file = "", query] = id.split("?", 2);
      const real = query === undefined ? realpath(file) : undefined;
      const inside = real?.startsWith(root + path.sep) ?? false;
      if (!real || !inside || path.relative(root, real).split(path.sep).includes("node_modules")) {
        throw new Error(
          `Tests may import the plugin's own sources and installed packages, got ${JSON.stringify(id.slice(0, 200))}.`,
        );
      }
      // No source map of the plugin's own: vite would read the files that it names.
      const code = fs.readFileSync(real, "utf8").replace(/[#@]\s*sourceMappingURL=/g, "# ");
      return { code: change(real, code), map: null };
    },
  };
}

/** The same, with other contents for some files; `sources` knows them by their paths inside the plugin. */
export const withSources = (root: string, sources: Readonly<Record<string, string>>): Plugin =>
  ownSourcesOnly(
    root,
    (file, code) => sources[path.relative(root, file).split(path.sep).join("/")] ?? code,
  );

function realpath(file: string): string | undefined {
  try {
    return fs.realpathSync(file);
  } catch {
    return undefined; // what does not exist is refused like the rest
  }
}
