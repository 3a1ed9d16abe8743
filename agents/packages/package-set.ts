import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { packageProblem } from "../../shared/npm-package.ts";
import { publishFolder } from "../../shared/publish-folder.ts";
import { permitsIn, readConsents } from "./consent.ts";
import { DependencyError, RegistryError } from "./errors.ts";
import {
  deniedProblem,
  nameProblem,
  PackageFacts,
  scriptProblem,
  type Permit,
  type PermitOf,
} from "./facts.ts";
import {
  isAtRegistry,
  isSha512,
  lockProblems,
  readLockfile,
  scriptedNames,
  type LockedPackage,
} from "./lockfile.ts";
import { npmCache, openNpm, problemOf, runNpm, type Npm } from "./npm.ts";
import { askRegistry } from "./registry.ts";

/** Days that a version has to be out before plugins are built with it. */
export const MIN_AGE_DAYS = 7;

const MOST_DEPENDENCIES = 50;

export interface PackagePolicy {
  /** Days that a version has to be out; 7 when not given. */
  minAgeDays?: number | undefined;
  /** What somebody allows of the declared packages just now, besides what is remembered. */
  permit?: Permit | undefined;
}

/** The packages that a plugin declares, each as one version, with everything that they bring: looked at, not yet installed. */
export const PackageSet = z.object({
  packages: z.array(PackageFacts),
  /** Names of the packages, direct or not, that have install scripts. */
  scripted: z.array(z.string()),
  /** Number of packages in the lockfile. */
  total: z.number(),
  /** SHA-256 of the lockfile. */
  hash: z.string(),
});
export type PackageSet = z.infer<typeof PackageSet> & {
  /** Folder with `package.json` and `package-lock.json`. */
  folder: string;
};

/**
 * Decides on the versions that dependencies mean, and looks at all that they bring; nothing is installed and nothing is
 * run. The same dependencies of a data folder mean the same versions from then on. Throws a DependencyError with
 * everything that speaks against them, or a RegistryError when nothing can be known.
 */
export async function resolvePackages(
  dataDir: string,
  dependencies: [name: string, range: string][],
  signal: AbortSignal,
  { minAgeDays = MIN_AGE_DAYS, permit }: PackagePolicy = {},
): Promise<PackageSet> {
  const remembered = permitsIn(readConsents(dataDir));
  const declared = new Set(dependencies.map(([name]) => name));
  const permitOf: PermitOf = (name) =>
    declared.has(name) ? { ...remembered(name), ...permit } : remembered(name);
  refuseIf(writtenProblems(dependencies, permitOf));
  const id = sha256(JSON.stringify(dependencies)).slice(0, 16);
  const folder = path.join(dataDir, "toolchain", "sets", id);
  const known = readSet(folder);
  if (known) {
    refuseIf(scriptProblems(known, permitOf));
    return known;
  }
  fs.rmSync(folder, { recursive: true, force: true }); // somebody's half of one
  await publishFolder(folder, async (building) => {
    fs.mkdirSync(building, { recursive: true });
    const npm = await openNpm(npmCache(dataDir), signal);
    const packages = await factsOf(dependencies, minAgeDays, npm, building, signal);
    refuseIf(packages.flatMap((each) => factsProblem(each, npm, permitOf) ?? []));
    const locked = await lock(packages, npm, building, signal);
    refuseIf([
      ...lockProblems(locked, npm.registry, permitOf),
      ...packages.flatMap((each) => (isLocked(each, locked) ? [] : [otherContent(each)])),
    ]);
    const hash = lockHash(building);
    const set = { packages, scripted: scriptedNames(locked), total: locked.length, hash };
    fs.writeFileSync(path.join(building, "set.json"), JSON.stringify(set, null, 2));
  });
  const resolved = readSet(folder);
  if (resolved) return resolved;
  throw new DependencyError([`What is known of the packages was not kept in ${folder}.`]);
}

/** Hash of the lockfile in a folder. */
export const lockHash = (folder: string): string =>
  sha256(fs.readFileSync(path.join(folder, "package-lock.json"), "utf8"));

/** Those whose use somebody advises against. */
export const deprecations = ({ packages }: PackageSet): string[] =>
  packages.flatMap(({ name, version, deprecated }) =>
    deprecated ? [`${name} ${version} is deprecated: ${deprecated}`] : [],
  );

/** What is wrong with dependencies as they are written, before anybody is asked. */
function writtenProblems(dependencies: [string, string][], permitOf: PermitOf): string[] {
  if (dependencies.length > MOST_DEPENDENCIES) {
    return [`Expected at most ${MOST_DEPENDENCIES} dependencies, got ${dependencies.length}.`];
  }
  return dependencies.flatMap(
    ([name, range]) => packageProblem(name, range) ?? nameProblem(name, permitOf) ?? [],
  );
}

/** A set that was let in with scripts stays out once nobody allows them any more. */
const scriptProblems = ({ scripted }: PackageSet, permitOf: PermitOf): string[] =>
  scripted.filter((name) => !permitOf(name)?.scripts).map((name) => scriptProblem(name, name));

async function factsOf(
  dependencies: [string, string][],
  minAgeDays: number,
  npm: Npm,
  folder: string,
  signal: AbortSignal,
): Promise<PackageFacts[]> {
  const asked = await Promise.allSettled(
    dependencies.map((each) => askRegistry(each, minAgeDays, { npm, folder, signal })),
  );
  const failed = asked.flatMap((each) =>
    each.status === "rejected" ? [each.reason as unknown] : [],
  );
  const strange = failed.find(
    (reason) => !(reason instanceof DependencyError) || reason instanceof RegistryError,
  );
  if (strange instanceof Error) throw strange;
  refuseIf(failed.map((reason) => (reason as DependencyError).message));
  return asked.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}

function factsProblem(
  facts: PackageFacts,
  { registry }: Npm,
  permitOf: PermitOf,
): string | undefined {
  const { name, version, integrity, tarball, installScript } = facts;
  const what = `${name} ${version}`;
  if (!isSha512(integrity))
    return `${what} is not installed: the registry gives no sha512 hash of it.`;
  if (!isAtRegistry(tarball, registry)) {
    return `${what} is not installed: it comes from ${tarball} and not from the npm registry that is configured.`;
  }
  if (installScript && !permitOf(name)?.scripts) return scriptProblem(what, name);
  return deniedProblem(name, version);
}

/** Whether the lockfile means what was looked at. */
const isLocked = ({ name, version, integrity }: PackageFacts, locked: LockedPackage[]): boolean =>
  locked.some(
    (each) =>
      each.path === `node_modules/${name}` &&
      each.version === version &&
      each.integrity === integrity,
  );

const otherContent = ({ name, version }: PackageFacts): string =>
  `${name} ${version} is not installed: the registry gives two different hashes of it.`;

/** Lets npm decide on everything that the packages bring, without installing it. */
async function lock(
  packages: PackageFacts[],
  npm: Npm,
  folder: string,
  signal: AbortSignal,
): Promise<LockedPackage[]> {
  const dependencies = Object.fromEntries(packages.map(({ name, version }) => [name, version]));
  const manifest = { name: "dependencies", version: "0.0.0", private: true, dependencies };
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest, null, 2));
  const args = ["install", "--package-lock-only", "--ignore-scripts"];
  const problem = problemOf(await runNpm(args, folder, signal, npm, 180_000));
  signal.throwIfAborted();
  if (!problem)
    return readLockfile(fs.readFileSync(path.join(folder, "package-lock.json"), "utf8"));
  const which = packages.map(({ name, version }) => `${name} ${version}`).join(", ");
  throw new DependencyError([
    `npm could not decide on what ${which} bring${packages.length === 1 ? "s" : ""}: ${problem}.`,
  ]);
}

function readSet(folder: string): PackageSet | undefined {
  const file = path.join(folder, "set.json");
  if (!fs.existsSync(file)) return undefined;
  const set = PackageSet.safeParse(JSON.parse(fs.readFileSync(file, "utf8")));
  return set.success && set.data.hash === lockHash(folder) ? { ...set.data, folder } : undefined;
}

function refuseIf(problems: string[]): void {
  if (problems.length > 0) throw new DependencyError([...new Set(problems)]);
}

const sha256 = (text: string): string => crypto.createHash("sha256").update(text).digest("hex");
