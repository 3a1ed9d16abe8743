import { isBuiltin } from "node:module";
import semver from "semver";
import validatePackageName from "validate-npm-package-name";
import { z } from "zod";

/** What a name of a package has to look like, for people. */
export const PACKAGE_NAME = "a valid npm package name";

/** What a range of a package has to look like, for people. */
export const PACKAGE_RANGE =
  'a semver range of a package on npm, such as "^8.0.0"; never git, http, file, link or an alias';

const NAME = /^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/;
const LONGEST_RANGE = 100;

/** Whether a name is one that the npm registry gives to new packages: no path, no address, no option of a command. */
export const isPackageName = (name: string): boolean =>
  NAME.test(name) && validatePackageName(name).validForNewPackages;

/** Whether a range means versions in the registry: no tag, no alias, no address, no path. */
export const isPackageRange = (range: string): boolean =>
  range.length <= LONGEST_RANGE && semver.validRange(range) !== null;

/** Why a package cannot be asked for in the registry; nothing when it can. */
export function packageProblem(name: string, range: string): string | undefined {
  if (isNodeModule(name))
    return `${name} is part of Node and needs no package: import it as "node:${bare(name)}".`;
  if (!isPackageName(name)) return `Expected ${PACKAGE_NAME}, got "${name}".`;
  if (!isPackageRange(range)) return `${name}: expected ${PACKAGE_RANGE}, got "${range}".`;
  return undefined;
}

/** Whether a name is that of a module of Node, with or without `node:`. */
export const isNodeModule = (name: string): boolean => name.startsWith("node:") || isBuiltin(name);

const bare = (name: string): string => name.replace(/^node:/, "");

/** The package that an import is from: `@scope/name` or `name`; nothing for files. */
export function packageOf(specifier: string): string | undefined {
  return /^(@[^/]+\/[^/]+|[^@./#][^/]*)/.exec(specifier)?.[1];
}

/** What a person said yes to, or is asked about: exactly this content under this name and version. */
export const PackageVersion = z.object({
  name: z.string(),
  version: z.string(),
  /** Hash of the tarball, as npm has it: `sha512-…`. */
  integrity: z.string(),
});
export type PackageVersion = z.infer<typeof PackageVersion>;
