import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import semver from "semver";
import { z } from "zod";
import { ConfigError } from "../../shared/errors.ts";
import type { PackageVersion } from "../../shared/npm-package.ts";
import { ConsentError } from "./errors.ts";
import { sameMajor, unknowns, type Permit, type PackageFacts } from "./facts.ts";
import { isTrusted } from "./known-packages.ts";
import { questionAbout } from "./question.ts";

/** What a person said yes to, and when. */
const Consent = z.object({
  /** Versions that the yes is for. */
  range: z.string(),
  /** The version that was looked at, with its content: other content under the same version is asked about anew. */
  version: z.string(),
  integrity: z.string(),
  at: z.string(),
  scripts: z.boolean().optional(),
  similar: z.boolean().optional(),
});
type Consent = z.infer<typeof Consent>;

const Consents = z.record(z.string(), Consent);
export type Consents = z.infer<typeof Consents>;

const fileIn = (dataDir: string): string => path.join(dataDir, "packages.json");

/** Every yes of a data folder, by package. Throws a ConfigError when the file cannot be read as such: half a yes is none. */
export function readConsents(dataDir: string): Consents {
  const file = fileIn(dataDir);
  if (!fs.existsSync(file)) return {};
  try {
    return Consents.parse(JSON.parse(fs.readFileSync(file, "utf8")));
  } catch (cause) {
    throw new ConfigError(
      `${file} does not say which packages are allowed: it is not in the form that plugin-dynamic allow writes. Mend or remove it.`,
      { cause },
    );
  }
}

/** What a person allowed of packages beyond their use. */
export const permitsIn =
  (consents: Consents) =>
  (name: string): Permit | undefined =>
    consents[name];

export interface AllowOptions extends Permit {
  /** Versions that are meant; those with the same first number as the one that was looked at, when not given. */
  range?: string | undefined;
}

/** Remembers a person's yes to packages. */
export function allowPackages(
  dataDir: string,
  packages: PackageVersion[],
  { range, scripts, similar }: AllowOptions = {},
): void {
  const before = readConsents(dataDir);
  const at = new Date().toISOString();
  const said = packages.map(({ name, version, integrity }): [string, Consent] => [
    name,
    {
      range: range ?? sameMajor(version),
      version,
      integrity,
      at,
      // A yes to a new version takes nothing back that was allowed on purpose.
      ...((scripts ?? before[name]?.scripts) ? { scripts: true } : {}),
      ...((similar ?? before[name]?.similar) ? { similar: true } : {}),
    },
  ]);
  write(dataDir, { ...before, ...Object.fromEntries(said) });
}

/** Takes a yes back. Returns false when there was none. */
export function revokePackage(dataDir: string, name: string): boolean {
  const { [name]: revoked, ...left } = readConsents(dataDir);
  if (revoked) write(dataDir, left);
  return revoked !== undefined;
}

/** Throws a ConsentError with the packages that are neither trusted nor allowed, and with a question about each. */
export function requireConsent(
  packages: PackageFacts[],
  consents: Consents,
  /** Packages that all of them bring, themselves included. */
  total: number,
): void {
  const open = packages.filter((each) => !isAllowed(each, consents[each.name]));
  if (open.length === 0) return;
  const others = total - packages.length;
  throw new ConsentError(open, [
    ...open.map((each) => questionAbout(each, consents[each.name])),
    broughtText(others),
  ]);
}

/** A yes counts for its range, and for the content that was looked at. */
function isAllowed(facts: PackageFacts, consent: Consent | undefined): boolean {
  if (!consent) return isTrusted(facts.name) && unknowns(facts).length === 0;
  const isSameContent = facts.version !== consent.version || facts.integrity === consent.integrity;
  return isSameContent && semver.satisfies(facts.version, consent.range);
}

export const broughtText = (others: number): string =>
  others === 0
    ? "No further packages come along."
    : `${others} further package${others === 1 ? " comes" : "s come"} along.`;

/** Whole or not at all: a reader never sees half a file. */
function write(dataDir: string, consents: Consents): void {
  const aside = `${fileIn(dataDir)}.${crypto.randomUUID()}`;
  fs.mkdirSync(dataDir, { recursive: true });
  fs.writeFileSync(aside, `${JSON.stringify(consents, null, 2)}\n`);
  fs.renameSync(aside, fileIn(dataDir));
}
