import fs from "node:fs";
import path from "node:path";
import { PluginCreationError } from "../shared/errors.ts";
import { readOrdinaryFile } from "../shared/files.ts";

/** What was copied of a plugin. */
export interface Sources {
  /** Folders, relative to the plugin, that hold sources and tests. */
  folders: string[];
  /** Names of packages that any file imports. */
  imports: Set<string>;
  /** Links, pipes, devices and the like, relative to the plugin: neither read nor followed. */
  leftOut: string[];
}

const FOLDERS = ["src", "__tests__", "test", "tests"];
const LIMITS = { files: 1000, entries: 5_000, bytes: 16 * 1_048_576, depth: 12 };
const SKIPPED = /^\.|^(?:node_modules|dist|build|coverage)$/;
/** A configuration inside of a folder would take part in the checks. */
const CONFIGURATION =
  /\.(?:config|workspace)\.\w+$|^(?:package|package-lock|[jt]sconfig.*)\.json$/i;
/** Space has an upper bound: a file full of it would make the search slow. */
const IMPORT =
  /(?:\bfrom\s{0,99}|\bimport\s{0,99}\(?\s{0,99}|\brequire\s{0,99}\(\s{0,99})["']((?:@[\w.-]{1,214}\/)?[\w-][\w.-]{0,213})/g;

/**
 * Copies the ordinary files with a plugin's sources and tests; links are not followed, configurations stay behind. Throws
 * a sentence when a file cannot be read, might be one from elsewhere, or when there is too much.
 * @param hasSource whether the sources are in `src`; otherwise they lie beside package.json.
 */
export function copySources(from: string, to: string, hasSource: boolean): Sources {
  const found = hasSource ? FOLDERS.filter((name) => exists(path.join(from, name))) : ["."];
  const folders = found.filter((name) => isFolder(path.join(from, name)));
  const leftOut = found.filter((name) => !folders.includes(name));
  const imports = new Set<string>();
  const total = { files: 0, entries: 0, bytes: 0 };
  const copyFile = (name: string): void => {
    const read = readOrdinaryFile(path.join(from, name), LIMITS.bytes);
    if ("why" in read) throw new PluginCreationError(notRead(path.join(from, name), read.why));
    total.files += 1;
    total.bytes += read.content.length;
    if (total.files > LIMITS.files || total.bytes > LIMITS.bytes) throw tooLarge(from);
    fs.mkdirSync(path.dirname(path.join(to, name)), { recursive: true });
    fs.writeFileSync(path.join(to, name), read.content, { flag: "wx" });
    for (const [, imported = ""] of read.content.toString("utf8").matchAll(IMPORT)) {
      imports.add(imported);
    }
  };
  const copyFolder = (folder: string, depth: number): void => {
    for (const entry of entriesOf(path.join(from, folder))) {
      const name = path.join(folder, entry.name);
      total.entries += 1;
      if (total.entries > LIMITS.entries) throw tooLarge(from);
      if (SKIPPED.test(entry.name) || CONFIGURATION.test(entry.name)) continue;
      if (entry.isFile()) copyFile(name);
      else if (!entry.isDirectory()) leftOut.push(name);
      else if (depth >= LIMITS.depth) throw tooLarge(from);
      else copyFolder(name, depth + 1);
    }
  };
  for (const folder of folders) copyFolder(folder, 0);
  return { folders, imports, leftOut };
}

/** What a folder holds, one by one: however much it is, no more is looked at than is wanted. */
function* entriesOf(folder: string): Generator<fs.Dirent> {
  let opened: fs.Dir;
  try {
    opened = fs.opendirSync(folder);
  } catch (cause) {
    throw new PluginCreationError(notRead(folder, `cannot be read (${String(cause)})`), { cause });
  }
  try {
    for (let entry = opened.readSync(); entry; entry = opened.readSync()) yield entry;
  } finally {
    opened.closeSync();
  }
}

/** Whether a path is a folder itself, not a link to one. */
export const isFolder = (folder: string): boolean =>
  fs.lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;

const exists = (name: string): boolean =>
  fs.lstatSync(name, { throwIfNoEntry: false }) !== undefined;

/** Why a plugin is not checked because of one of its files. */
export const notRead = (file: string, why: string): string =>
  `${JSON.stringify(file)} ${why}. A plugin is checked from ordinary files; copy it with its contents, and check the copy.`;

const tooLarge = (folder: string): PluginCreationError =>
  new PluginCreationError(
    `${folder} is too large to be checked: expected at most ${LIMITS.files} files with ${LIMITS.bytes / 1_048_576} MiB of sources and tests, ${LIMITS.depth} folders deep.`,
  );
