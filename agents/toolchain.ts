import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { publishFolder } from "../shared/publish-folder.ts";
import { packageFolder } from "./package-folders.ts";
import { alone } from "./packages/alone.ts";
import { permitsIn, readConsents, requireConsent } from "./packages/consent.ts";
import { discard, installPackages, isSealed, protect, seal } from "./packages/install.ts";
import { npmCache, openNpm } from "./packages/npm.ts";
import {
  deprecations,
  resolvePackages,
  type PackagePolicy,
  type PackageSet,
} from "./packages/package-set.ts";

/** Packages that every plugin may import. */
export const HOST_PACKAGES = ["@elizaos/core", "zod"];

/** Tools a plugin is built and tested with. */
export const TOOLS = [
  "@eslint/js",
  "@types/node",
  "esbuild",
  "eslint",
  "typescript",
  "typescript-eslint",
  "vitest",
];

/** Packages that every check needs; they come with this package and are shared by all jobs. */
const SHARED = [...HOST_PACKAGES, ...TOOLS].sort();

const versionOf = (name: string): string =>
  (
    JSON.parse(fs.readFileSync(path.join(packageFolder(name), "package.json"), "utf8")) as {
      version: string;
    }
  ).version;

/** Version of ElizaOS that this process runs on, and that plugins are made for. */
export const coreVersion = versionOf("@elizaos/core");

export interface Toolchain {
  /** Folder to be used as a plugin's `node_modules`. */
  nodeModules: string;
  /** Packages that had to be installed beyond the shared ones. */
  extras: string[];
  /** What speaks against them without forbidding their use. */
  notes: string[];
}

/** What has to be known before a plugin with these dependencies is begun; nothing where the shared packages do. */
export async function resolveDependencies(
  dataDir: string,
  dependencies: Record<string, string>,
  signal: AbortSignal,
  policy?: PackagePolicy,
): Promise<PackageSet | undefined> {
  const extras = Object.entries(dependencies)
    .filter(([name]) => !SHARED.includes(name))
    .sort(([a], [b]) => a.localeCompare(b));
  if (extras.length === 0) return undefined;
  return alone(`packages ${dataDir} ${JSON.stringify(extras)}`, signal, () =>
    resolvePackages(dataDir, extras, signal, policy),
  );
}

/**
 * The `node_modules` for a set of dependencies: links to the shared packages, plus whatever a plugin declares beyond
 * them, installed once per lockfile without running its scripts. Throws a DependencyError that names the package at
 * fault, or a ConsentError while nobody has said yes to it.
 */
export async function prepareToolchain(
  dataDir: string,
  dependencies: Record<string, string>,
  signal: AbortSignal,
  policy?: PackagePolicy,
): Promise<Toolchain> {
  const set = await resolveDependencies(dataDir, dependencies, signal, policy);
  if (set) requireConsent(set.packages, readConsents(dataDir), set.total);
  const shared = SHARED.map((name) => [name, versionOf(name), packageFolder(name)]);
  const hash = crypto
    .createHash("sha256")
    .update(JSON.stringify([shared, set?.hash ?? null]))
    .digest("hex");
  const folder = path.join(dataDir, "toolchain", hash.slice(0, 16));
  await alone(folder, signal, () => make(folder, shared, set, dataDir, signal));
  return {
    // As it is really called: a box shows no links above what it is given.
    nodeModules: fs.realpathSync(path.join(folder, "node_modules")),
    extras: set?.packages.map(({ name }) => name) ?? [],
    notes: set ? deprecations(set) : [],
  };
}

async function make(
  folder: string,
  shared: string[][],
  set: PackageSet | undefined,
  dataDir: string,
  signal: AbortSignal,
): Promise<void> {
  if (fs.existsSync(folder)) {
    if (!set || isSealed(folder, set.hash)) return;
    discard(folder);
  }
  await publishFolder(folder, async (building) => {
    fs.mkdirSync(building, { recursive: true });
    if (set) {
      const npm = await openNpm(npmCache(dataDir), signal);
      await installPackages(set, building, npm, permitsIn(readConsents(dataDir)), signal);
    }
    for (const [name = "", , target = ""] of shared) {
      const link = path.join(building, "node_modules", name);
      fs.rmSync(link, { recursive: true, force: true });
      fs.mkdirSync(path.dirname(link), { recursive: true });
      fs.symlinkSync(target, link, "dir");
    }
    if (set) seal(building);
  });
  if (set) protect(folder);
}
