import semver from "semver";
import { z } from "zod";
import { PackageVersion } from "../../shared/npm-package.ts";
import { DENIED } from "./known-packages.ts";
import { lookAlike } from "./look-alike.ts";

/** What the registry says of the version of a package that is meant. What it does not say is unknown, never good. */
export const PackageFacts = PackageVersion.extend({
  range: z.string(),
  /** ISO 8601; mirrors may not say. */
  publishedAt: z.string().optional(),
  /** Who published this version. */
  publisher: z.string().optional(),
  maintainers: z.array(z.string()),
  /** Number of versions there are. */
  versions: z.number(),
  deprecated: z.string().optional(),
  /** Whether it wants to run something while it is installed. */
  installScript: z.boolean(),
  tarball: z.string(),
});
export type PackageFacts = z.infer<typeof PackageFacts>;

/** What a person allowed of a package beyond its use. */
export interface Permit {
  /** It may have install scripts; they are not run even so. */
  scripts?: boolean | undefined;
  /** It is meant, although its name is close to another one. */
  similar?: boolean | undefined;
}

export type PermitOf = (name: string) => Permit | undefined;

/** Why nobody should even ask the registry for a package; nothing when its name is in order. */
export function nameProblem(name: string, permitOf: PermitOf): string | undefined {
  const meant = permitOf(name)?.similar ? undefined : lookAlike(name);
  return (
    deniedProblem(name) ??
    (meant &&
      `${name} looks like ${meant} and is another package. Did you mean ${meant}? If it is ${name} that is meant: plugin-dynamic allow ${name} --similar.`)
  );
}

/** Why a version is never installed, with or without somebody's yes. */
export function deniedProblem(name: string, version?: string): string | undefined {
  const denied = DENIED.get(name);
  if (!denied) return undefined;
  const { range, reason } = denied;
  const isMeant = version === undefined ? range === "*" : semver.satisfies(version, range);
  return isMeant
    ? `${name}${range === "*" ? "" : ` ${version}`} is not installed: it ${reason}.`
    : undefined;
}

export const scriptProblem = (what: string, name: string): string =>
  `${what} wants to run a script while it is installed, which no package may here. Take another one. If it is of use without that script: plugin-dynamic allow ${name} --scripts.`;

const DAY_MS = 86_400_000;

/** Whole days since a version was published. */
export const ageInDays = (publishedAt: string): number =>
  Math.floor((Date.now() - Date.parse(publishedAt)) / DAY_MS);

/** What is not known of a package and has to be for it to be used without a question. */
export const unknowns = ({ publishedAt }: PackageFacts): string[] =>
  publishedAt === undefined ? ["its age"] : [];

/** `5.x`; before a first major version every minor one may change everything: `0.3.x`. */
export function sameMajor(version: string): string {
  const { major, minor, patch } = new semver.SemVer(version);
  if (major > 0) return `${major}.x`;
  return minor > 0 ? `0.${minor}.x` : `0.0.${patch}`;
}
