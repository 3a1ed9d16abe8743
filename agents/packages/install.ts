import fs from "node:fs";
import path from "node:path";
import { DependencyError } from "./errors.ts";
import { scriptProblem, type PermitOf } from "./facts.ts";
import { readLockfile, type LockedPackage } from "./lockfile.ts";
import { problemOf, runNpm, type Npm, type NpmResult } from "./npm.ts";
import { lockHash, type PackageSet } from "./package-set.ts";

/** Most that the packages of one set may take on disk. */
export const MOST_BYTES = 300 * 1_048_576;

const TIMEOUT_MS = 180_000;
const LOOK_MS = 500;

export interface InstallLimits {
  /** Most bytes on disk. */
  bytes?: number;
}

/**
 * Installs exactly what a set's lockfile says, without running anything of it, and looks at what came: nothing leaves the
 * folder, and every package is the one that the registry spoke of. Throws a DependencyError that says what is wrong.
 */
export async function installPackages(
  set: PackageSet,
  folder: string,
  npm: Npm,
  permitOf: PermitOf,
  signal: AbortSignal,
  { bytes = MOST_BYTES }: InstallLimits = {},
): Promise<void> {
  for (const file of ["package.json", "package-lock.json"]) {
    fs.copyFileSync(path.join(set.folder, file), path.join(folder, file));
  }
  const modules = path.join(folder, "node_modules");
  const tooMuch = new AbortController();
  const watching = setInterval(() => {
    if (bytesIn(modules) > bytes) tooMuch.abort();
  }, LOOK_MS);
  const either = AbortSignal.any([signal, tooMuch.signal]);
  const result = await runNpm(["ci", "--ignore-scripts"], folder, either, npm, TIMEOUT_MS);
  clearInterval(watching);
  signal.throwIfAborted();
  const names = set.packages.map(({ name, version }) => `${name} ${version}`).join(", ");
  if (tooMuch.signal.aborted || bytesIn(modules) > bytes) {
    throw refused(names, `they take more than ${Math.floor(bytes / 1_048_576)} MiB`);
  }
  const problem = problemOf(result);
  if (problem) throw refused(names, `${tamperedText(result)}${problem}`);
  const text = fs.readFileSync(path.join(folder, "package-lock.json"), "utf8");
  const problems = [
    ...linksIn(modules).map((link) => `${link} is a link, and no package may bring one.`),
    ...readLockfile(text).flatMap((each) => contentProblem(each, folder, permitOf) ?? []),
  ];
  if (problems.length > 0) throw new DependencyError(problems);
}

const refused = (names: string, why: string): DependencyError =>
  new DependencyError([`${names} could not be installed: ${why}.`]);

const tamperedText = ({ stderr }: NpmResult): string =>
  /\bEINTEGRITY\b/.test(stderr)
    ? "a tarball is not what the registry said it is (EINTEGRITY). "
    : "";

/** What a package brought is what decides; the registry's description may say something else. */
function contentProblem(
  { path: place, name, version = "" }: LockedPackage,
  folder: string,
  permitOf: PermitOf,
): string | undefined {
  const file = path.join(folder, place, "package.json");
  if (!fs.existsSync(file)) return undefined; // optional, and not for this machine
  const manifest = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, unknown>;
  if (manifest.name !== name || manifest.version !== version) {
    return `${name} ${version} is not installed: its content calls itself ${String(manifest.name)} ${String(manifest.version)}.`;
  }
  const scripts = (manifest.scripts ?? {}) as Record<string, unknown>;
  const wantsToRun =
    ["preinstall", "install", "postinstall"].some((script) => script in scripts) ||
    fs.existsSync(path.join(folder, place, "binding.gyp"));
  return wantsToRun && !permitOf(name)?.scripts
    ? scriptProblem(`${name} ${version}`, name)
    : undefined;
}

function entriesIn(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    return []; // npm is at work there: what is gone now is counted the next time
  }
}

function bytesIn(folder: string): number {
  const sizes = entriesIn(folder).map((entry) =>
    entry.isFile()
      ? (fs.lstatSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ??
        0)
      : 0,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

const linksIn = (folder: string): string[] =>
  entriesIn(folder)
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));

/** What stands beside installed packages once they are whole. */
const MANIFEST = "installed.json";

/** Writes down for what a folder was installed. It is the last thing that is written. */
export function seal(folder: string): void {
  const facts = { lockfile: lockHash(folder), at: new Date().toISOString() };
  fs.writeFileSync(path.join(folder, MANIFEST), JSON.stringify(facts));
}

/**
 * Whether a folder was completely installed by us, for this very lockfile. That is cheap and proves only so much: not
 * that nobody has changed a file since. Against that the files are read-only, and where generated code runs in a box it
 * sees them so.
 */
export function isSealed(folder: string, hash: string): boolean {
  const file = path.join(folder, MANIFEST);
  if (!fs.existsSync(file)) return false;
  const { lockfile } = JSON.parse(fs.readFileSync(file, "utf8")) as { lockfile?: string };
  return lockfile === hash && lockHash(folder) === hash;
}

/** Takes the right to write from everything in a folder; where links lead stays as it is. */
export const protect = (folder: string): void => changeModes(folder, (mode) => mode & ~0o222);

/** Removes a folder that was protected. */
export function discard(folder: string): void {
  if (fs.existsSync(folder)) changeModes(folder, (mode) => mode | 0o200);
  fs.rmSync(folder, { recursive: true, force: true });
}

function changeModes(folder: string, change: (mode: number) => number): void {
  fs.chmodSync(folder, change(fs.lstatSync(folder).mode));
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const inner = path.join(folder, entry.name);
    if (entry.isDirectory()) changeModes(inner, change);
    else if (entry.isFile()) fs.chmodSync(inner, change(fs.lstatSync(inner).mode));
  }
}
