import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { packageFolder } from "../package-folders.ts";
import { DeclarationFiles, type Exports } from "./declaration-files.ts";

/** The public face of the installed `@elizaos/core`. */
export interface Core {
  version: string;
  files: DeclarationFiles;
  /** What the type check of a plugin can import. */
  exports: Exports;
  /** What Node can import; a little more than core's types tell. */
  nodeExports: Exports;
}

const Entry = z.object({ types: z.string() });
const Manifest = z.object({
  version: z.string(),
  exports: z.object({ ".": Entry.extend({ node: Entry.optional() }) }),
});

let core: Core | undefined;

/** Reads the installed core's declarations, once. */
export function installedCore(): Core {
  return (core ??= readCore(packageFolder("@elizaos/core")));
}

function readCore(folder: string): Core {
  const manifest = Manifest.parse(
    JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")),
  );
  const { types, node = { types } } = manifest.exports["."];
  const files = new DeclarationFiles();
  return {
    version: manifest.version,
    files,
    exports: files.exportsOf(path.join(folder, types)),
    nodeExports: files.exportsOf(path.join(folder, node.types)),
  };
}
