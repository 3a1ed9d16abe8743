import { z } from "zod";
import { isPackageName } from "../../shared/npm-package.ts";
import { deniedProblem, scriptProblem, type PermitOf } from "./facts.ts";

/** Most packages that all of a plugin's dependencies may bring together. */
export const MOST_PACKAGES = 300;

const Entry = z.looseObject({
  name: z.string().optional(),
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().optional(),
  inBundle: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
});
type Entry = z.infer<typeof Entry>;

const Lockfile = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), Entry),
});

/** A package of a lockfile: where it will lie, and as what. */
export interface LockedPackage extends Entry {
  /** Path below the plugin, such as `node_modules/a/node_modules/b`. */
  path: string;
  /** Name that it is imported by. */
  name: string;
}

/** Every package that a lockfile brings. Throws zod's error when it is no lockfile of a form that we know. */
export const readLockfile = (text: string): LockedPackage[] =>
  Object.entries(Lockfile.parse(JSON.parse(text)).packages)
    .filter(([path]) => path !== "")
    .map(([path, entry]) => ({ ...entry, path, name: entry.name ?? nameAt(path) }));

/** The name that a path in `node_modules` gives to a package. */
const nameAt = (path: string): string => path.slice(path.lastIndexOf("node_modules/") + 13);

const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;
const PLACE = /^(?:node_modules\/(?:@[a-z0-9._-]+\/)?[a-z0-9][a-z0-9._-]*\/?)+$/i;

export const isSha512 = (integrity: string | undefined): boolean => SHA512.test(integrity ?? "");

/** Whether a tarball comes from the registry itself, by scheme, host and port. */
export function isAtRegistry(address: string | undefined, registry: string): boolean {
  return URL.canParse(address ?? "") && new URL(address ?? "").origin === new URL(registry).origin;
}

/** Everything for which a set of packages is not installed, one sentence each; empty when it may be. */
export function lockProblems(
  packages: LockedPackage[],
  registry: string,
  permitOf: PermitOf,
): string[] {
  if (packages.length > MOST_PACKAGES) {
    return [
      `The dependencies bring ${packages.length} packages, and at most ${MOST_PACKAGES} are installed. Take smaller ones.`,
    ];
  }
  return packages.flatMap((entry) => problemOf(entry, registry, permitOf) ?? []);
}

function problemOf(entry: LockedPackage, registry: string, permitOf: PermitOf): string | undefined {
  const { path, name, version = "", resolved, integrity } = entry;
  const what = `${name} ${version}${broughtBy(path, name)}`;
  const refuse = (why: string): string => `${what} is not installed: ${why}`;
  if (!PLACE.test(path) || !isPackageName(name.toLowerCase()))
    return refuse("its name is none that npm gives.");
  if (name !== nameAt(path))
    return refuse(`it would be imported by another name, ${nameAt(path)}.`);
  if (entry.link) return refuse("it is a link to a folder.");
  if (entry.inBundle)
    return refuse("it comes inside of another package, where nothing can be checked.");
  if (!isAtRegistry(resolved, registry)) {
    return refuse(
      `it comes from ${resolved ?? "nowhere"} and not from the npm registry that is configured.`,
    );
  }
  if (!isSha512(integrity)) return refuse("the registry gives no sha512 hash of it.");
  if (entry.hasInstallScript && !permitOf(name)?.scripts) return scriptProblem(what, name);
  return deniedProblem(name, version);
}

/** Names of the packages that want to run something while they are installed. */
export const scriptedNames = (packages: LockedPackage[]): string[] =>
  packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);

/** Packages lie below the one that brings them, so the path tells which one a plugin has to do without. */
function broughtBy(path: string, name: string): string {
  const direct = nameAt(path.split("/node_modules/")[0] ?? "");
  return direct === name ? "" : `, which ${direct} brings,`;
}
