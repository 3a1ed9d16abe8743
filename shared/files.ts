import fs from "node:fs";
import path from "node:path";
import { WorkspaceError } from "./errors.ts";

/** Text files of a plugin: path relative to its root, with `/`, to content. */
export type Files = Record<string, string>;

const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const LIMITS = { depth: 6, length: 120, files: 80, fileBytes: 262_144, bytes: 2_097_152 };
// NUL and invisible or direction-changing characters, which let a text read differently from what it is.
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const HIDDEN = /[\u0000\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;

/** Who writes decides what may be written. */
export type Writer = "coder" | "tester";

const ALLOWED: Record<Writer, (file: string) => boolean> = {
  coder: (file) => file === "README.md" || (isSource(file) && !isTest(file)),
  tester: (file) => isSource(file) && isTest(file),
};

/** Whether a file is the tester's. */
export const isTest = (file: string): boolean => file.startsWith("src/__tests__/");
const isSource = (file: string): boolean =>
  file.startsWith("src/") && file.endsWith(".ts") && !/\.(d|config|workspace)\.ts$/i.test(file);

/** Files that come with every plugin: what somebody else writes there would be replaced without a word. */
const GIVEN = ["src/parameters.ts", "src/__tests__/support.ts"];

/** Refuses a path that a writer must not touch: another agent's, the toolchain's, or one with tricks in it. */
export function assertWritablePath(writer: Writer, name: string): void {
  if (GIVEN.includes(name.toLowerCase())) {
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
  const folded = new Set<string>();
  let bytes = 0;
  for (const [name, content] of Object.entries(files)) {
    assertWritablePath(writer, name);
    if (folded.has(name.toLowerCase())) {
      throw new WorkspaceError(`"${name}" is written twice (letter case aside).`);
    }
    folded.add(name.toLowerCase());
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
  if (names.length > LIMITS.files || bytes > LIMITS.bytes) {
    throw new WorkspaceError(
      `${names.length} files with ${bytes} bytes are too many; at most ${LIMITS.files} files and ${LIMITS.bytes} bytes.`,
    );
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
    fs.mkdirSync(path.dirname(target), { recursive: true });
    if (fs.realpathSync(path.dirname(target)) !== path.dirname(target)) {
      throw new WorkspaceError(`Expected an ordinary folder for "${name}", got a link.`);
    }
    fs.writeFileSync(target, content, { flag: "wx" });
  }
}

/** Reads the regular files below a folder; links, `.git`, `node_modules` and `dist` are left out. */
export function readFolder(folder: string): Files {
  const files: Files = {};
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const name = path
      .relative(folder, path.join(entry.parentPath, entry.name))
      .split(path.sep)
      .join("/");
    if (!entry.isFile() || /(^|\/)(\.git|node_modules|dist)(\/|$)/.test(name)) continue;
    files[name] = fs.readFileSync(path.join(folder, name), "utf8");
  }
  return files;
}

/** The absolute path of a file that must lie inside a folder. */
export function resolveInside(root: string, file: string): string {
  const target = path.resolve(root, file);
  if (target.startsWith(root + path.sep)) return target;
  throw new WorkspaceError(`Expected a path inside ${root}, got "${file}".`);
}
