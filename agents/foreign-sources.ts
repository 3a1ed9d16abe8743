import fs from "node:fs";
import path from "node:path";
import { PluginCreationError } from "../shared/errors.ts";

/** What was copied of a plugin. */
export interface Sources {
  /** Folders, relative to the plugin, that hold sources and tests. */
  folders: string[];
  /** Names of packages that any file imports. */
  imports: Set<string>;
}

const FOLDERS = ["src", "__tests__", "test", "tests"];
const LIMITS = { files: 1000, bytes: 16 * 1_048_576, depth: 12 };
const SKIPPED = /^\.|^(?:node_modules|dist|build|coverage)$/;
/** A configuration inside of a folder would take part in the checks. */
const CONFIGURATION =
  /\.(?:config|workspace)\.[cm]?[jt]s$|^(?:package|package-lock|[jt]sconfig.*)\.json$/i;
const IMPORT =
  /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["']((?:@[\w.-]+\/)?[\w-][\w.-]*)/g;

/**
 * Copies the ordinary files with a plugin's sources and tests; links are not followed, configurations stay behind.
 * @param hasSource whether the sources are in `src`; otherwise they lie beside package.json.
 */
export function copySources(from: string, to: string, hasSource: boolean): Sources {
  const folders = hasSource ? FOLDERS.filter((name) => isFolder(path.join(from, name))) : ["."];
  const imports = new Set<string>();
  const total = { files: 0, bytes: 0 };
  const copy = (folder: string, depth: number): void => {
    for (const entry of fs.readdirSync(path.join(from, folder), { withFileTypes: true })) {
      const name = path.join(folder, entry.name);
      if (SKIPPED.test(entry.name) || CONFIGURATION.test(entry.name)) continue;
      if (entry.isDirectory()) {
        if (depth >= LIMITS.depth) throw tooLarge(from);
        copy(name, depth + 1);
      } else if (entry.isFile()) {
        total.files += 1;
        total.bytes += fs.statSync(path.join(from, name)).size;
        if (total.files > LIMITS.files || total.bytes > LIMITS.bytes) throw tooLarge(from);
        const content = fs.readFileSync(path.join(from, name));
        fs.mkdirSync(path.join(to, folder), { recursive: true });
        fs.writeFileSync(path.join(to, name), content, { flag: "wx" });
        for (const [, imported = ""] of content.toString("utf8").matchAll(IMPORT)) {
          imports.add(imported);
        }
      }
    }
  };
  for (const folder of folders) copy(folder, 0);
  return { folders, imports };
}

const isFolder = (folder: string): boolean =>
  fs.lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;

const tooLarge = (folder: string): PluginCreationError =>
  new PluginCreationError(
    `${folder} is too large to be checked: expected at most ${LIMITS.files} files with ${LIMITS.bytes / 1_048_576} MiB of sources and tests, ${LIMITS.depth} folders deep.`,
  );
