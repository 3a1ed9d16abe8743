import fs from "node:fs";
import path from "node:path";
import { WorkspaceError } from "./errors.ts";

/** Text files of a plugin: path relative to its root, with `/`, to content. */
export type Files = Record<string, string>;

const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const LIMITS = { depth: 6, length: 120, files: 60, fileBytes: 262_144, bytes: 2_097_152 };
/**
 * Characters that let a text read differently from what it is: controls, direction marks, what has no width or only looks
 * like space, line ends that few editors show, and halves of characters, which no file can hold. Emoji keep U+FE0F.
 */
const HIDDEN =
  /(?![\t\n\r]|\ufe0f)[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2800]/u;

/** Who writes decides what may be written. */
export type Writer = "coder" | "tester";

const ALLOWED: Record<Writer, (file: string) => boolean> = {
  // In small letters, since many systems take `__TESTS__` for the tester's folder.
  coder: (file) => file === "README.md" || (isSource(file) && !isTest(file.toLowerCase())),
  tester: (file) => isSource(file) && isTest(file),
};

/** Whether a file is the tester's. */
export const isTest = (file: string): boolean => file.startsWith("src/__tests__/");
/** Whatever has `.d.` in its name is a declaration to the compiler and not checked as code; configurations are ours. */
const isSource = (file: string): boolean =>
  file.startsWith("src/") &&
  file.endsWith(".ts") &&
  !/\.d\.[^/]*$|\.(config|workspace)\.ts$/i.test(file);

/** Files that come with every plugin: what somebody else writes there would be replaced without a word. */
const GIVEN = ["src/parameters.ts", "src/__tests__/support.ts"];

/** Refuses a path that a writer must not touch: another agent's, the toolchain's, or one with tricks in it. */
export function assertWritablePath(writer: Writer, name: string): void {
  if (GIVEN.some((given) => `${name}/`.toLowerCase().startsWith(`${given}/`))) {
    throw new WorkspaceError(
      `"${name}" comes with every plugin and stays as it is; write what you need into another file.`,
    );
  }
  if (isSafePath(name) && ALLOWED[writer](name)) return;
  const expected = writer === "coder" ? "src/**.ts or README.md" : "src/__tests__/**.ts";
  throw new WorkspaceError(`The ${writer} may write ${expected}, got "${name.slice(0, 150)}".`);
}

/** Refuses files a model must not write, for their paths, their contents, or because they are too many. */
export function assertWritable(writer: Writer, files: Files): void {
  const names = Object.keys(files);
  let bytes = 0;
  for (const [name, content] of Object.entries(files)) {
    assertWritablePath(writer, name);
    const size = Buffer.byteLength(content);
    bytes += size;
    if (size > LIMITS.fileBytes) {
      throw new WorkspaceError(
        `"${name}" has ${size} bytes; at most ${LIMITS.fileBytes} are allowed.`,
      );
    }
    const hidden = HIDDEN.exec(content);
    if (hidden) {
      const code = hidden[0].codePointAt(0)?.toString(16).padStart(4, "0");
      throw new WorkspaceError(
        `"${name}" holds the hidden character U+${code}; write it as an escape.`,
      );
    }
  }
  assertApart(names);
  if (names.length > LIMITS.files || bytes > LIMITS.bytes) {
    throw new WorkspaceError(
      `${names.length} files with ${bytes} bytes are too many; at most ${LIMITS.files} files and ${LIMITS.bytes} bytes.`,
    );
  }
}

/** Refuses names that get in each other's way, on this system or on one where letter case does not count. */
function assertApart(names: string[]): void {
  const taken = new Map<string, { kind: "file" | "folder"; name: string }>();
  for (const file of names) {
    const segments = file.split("/");
    for (const depth of segments.keys()) {
      const name = segments.slice(0, depth + 1).join("/");
      const kind = name === file ? "file" : "folder";
      const other = taken.get(name.toLowerCase());
      taken.set(name.toLowerCase(), other ?? { kind, name });
      if (!other || (other.name === name && other.kind === kind)) continue;
      throw new WorkspaceError(
        other.kind !== kind
          ? `"${name}" is written as a ${kind} and "${other.name}" as a ${other.kind} (letter case aside).`
          : `"${name}" is written twice (letter case aside): the other one is "${other.name}".`,
      );
    }
  }
}

/** Whether a path is plain, relative and the same file on every system. */
export function isSafePath(file: string): boolean {
  const segments = file.split("/");
  return (
    file.length <= LIMITS.length &&
    segments.length <= LIMITS.depth &&
    segments.every(
      (segment) =>
        SEGMENT.test(segment) &&
        !segment.endsWith(".") &&
        !DEVICE.test(segment) &&
        segment.toLowerCase() !== "node_modules",
    )
  );
}

/** Writes files into a folder that is emptied first; every file is created anew, no link is followed. */
export function writeFolder(folder: string, files: Files): void {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const root = fs.realpathSync(folder);
  for (const [name, content] of Object.entries(files)) {
    const target = resolveInside(root, name);
    try {
      makeFolders(root, path.dirname(target));
      const descriptor = fs.openSync(target, NEW);
      fs.writeFileSync(descriptor, content);
      fs.closeSync(descriptor);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new WorkspaceError(`"${name}" cannot be written into ${folder}: ${why}`, { cause });
    }
  }
}

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = fs.constants;
// Windows knows neither O_NOFOLLOW nor O_NONBLOCK; what is not there adds nothing.
const NEW = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;
const EXISTING = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;

/** Makes the folders from a root down to another one, and makes sure of each that it is no link. */
function makeFolders(root: string, folder: string): void {
  if (folder === root) return;
  makeFolders(root, path.dirname(folder));
  fs.mkdirSync(folder, { recursive: true });
  if (!fs.lstatSync(folder).isDirectory()) throw new Error(`${folder} is no ordinary folder`);
}

/** An ordinary file's bytes, or in a few words why they were not read. */
export type FileContent = { content: Buffer } | { why: string };

/** Reads a file that is no link, pipe or device, and no larger than allowed: it is looked at after it was opened. */
export function readOrdinaryFile(file: string, mostBytes: number): FileContent {
  let descriptor: number | undefined;
  try {
    descriptor = fs.openSync(file, EXISTING);
    const found = fs.fstatSync(descriptor);
    if (!found.isFile()) return { why: "is no ordinary file" };
    if (found.nlink > 1) return { why: "is a hard link: the same file has other names elsewhere" };
    if (found.size > mostBytes) return { why: `is larger than ${mostBytes} bytes` };
    // No more than there was when it was looked at, however fast it grows.
    const content = Buffer.alloc(found.size);
    return { content: content.subarray(0, fs.readSync(descriptor, content)) };
  } catch (error) {
    return { why: `cannot be read (${error instanceof Error ? error.message : String(error)})` };
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}

/** Reads the regular files below a folder; links, `.git`, `node_modules` and `dist` are left out. */
export function readFolder(folder: string): Files {
  const entries = fs.readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.flatMap((entry): [string, string][] => {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file).split(path.sep).join("/");
    if (!entry.isFile() || /(^|\/)(\.git|node_modules|dist)(\/|$)/.test(name)) return [];
    return [[name, fs.readFileSync(file, "utf8")]];
  });
  return Object.fromEntries(files);
}

/** The absolute path of a file that must lie inside a folder. */
export function resolveInside(root: string, file: string): string {
  const folder = path.resolve(root);
  const target = path.resolve(folder, file);
  if (target.startsWith(folder + path.sep) && !file.includes("\0")) return target;
  throw new WorkspaceError(`Expected a path inside ${root}, got ${JSON.stringify(file)}.`);
}
