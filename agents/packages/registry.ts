import semver from "semver";
import { z } from "zod";
import { isNodeModule } from "../../shared/npm-package.ts";
import { DependencyError, RegistryError } from "./errors.ts";
import { ageInDays, type PackageFacts } from "./facts.ts";
import { realNames } from "./look-alike.ts";
import { parse, problemOf, runNpm, type Npm } from "./npm.ts";

/** npm writes a list of one as the one. */
const list = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()));

/** What `npm view` tells: of the package, and of the version that was asked for or is the latest. */
const View = z.looseObject({
  version: z.string(),
  versions: list,
  time: z.record(z.string(), z.string()).default({}),
  "dist-tags": z.record(z.string(), z.string()).default({}),
  dist: z.looseObject({ tarball: z.string(), integrity: z.string().optional() }),
  deprecated: z.union([z.string(), z.boolean()]).optional(),
  scripts: z.record(z.string(), z.unknown()).default({}),
  hasInstallScript: z.boolean().optional(),
  maintainers: list,
  _npmUser: z.string().optional(),
});
type View = z.infer<typeof View>;

/** Where and how a question is asked. */
export interface Asking {
  npm: Npm;
  /** Folder that npm runs in. */
  folder: string;
  signal: AbortSignal;
}

/** Facts about the version of a package that a range means, old enough to have been looked at by others. */
export async function askRegistry(
  [name, range]: [string, string],
  minAgeDays: number,
  asking: Asking,
): Promise<PackageFacts> {
  const scope = asking.npm.foreignScopes.find((each) => name.startsWith(`${each}/`));
  if (scope) {
    throw new DependencyError([
      `${name} is not installed: npm is configured to take ${scope} from a registry of its own, and plugins are built with packages of the main one alone.`,
    ]);
  }
  const latest = await view(name, asking);
  if (!latest) throw await missing(name, asking);
  const version = pick(name, range, latest, minAgeDays);
  const chosen = version === latest.version ? latest : await view(`${name}@${version}`, asking);
  if (!chosen)
    throw new RegistryError(`The npm registry does not know ${name} ${version} any more.`);
  const { dist, deprecated, scripts, hasInstallScript, maintainers, _npmUser } = chosen;
  return {
    name,
    range,
    version,
    integrity: dist.integrity ?? "",
    tarball: dist.tarball,
    publishedAt: latest.time[version],
    publisher: _npmUser && withoutMail(_npmUser),
    maintainers: maintainers.map(withoutMail),
    versions: latest.versions.length,
    deprecated: deprecated ? String(deprecated) : undefined,
    installScript:
      hasInstallScript === true ||
      ["preinstall", "install", "postinstall"].some((script) => script in scripts),
  };
}

/** What `npm view` knows, or `undefined` when the registry has no such package. */
async function view(what: string, { npm, folder, signal }: Asking): Promise<View | undefined> {
  const args = ["view", what, "--json", ...Object.keys(View.shape)];
  const result = await runNpm(args, folder, signal, npm);
  signal.throwIfAborted();
  const answer = View.safeParse(result.exitCode === 0 ? parse(result.stdout) : undefined);
  if (answer.success) return answer.data;
  if (/\bE404\b/.test(result.stderr)) return undefined;
  const reason = problemOf(result) ?? "what it says is not what npm expects";
  throw new RegistryError(`The npm registry could not be asked for ${what}: ${reason}.`);
}
/**
 * The version that npm itself would take, were there none younger than allowed: the newest in the range, stable before
 * the rest. A version whose age nobody knows is not young; it is asked about.
 */
function pick(
  name: string,
  range: string,
  { versions, time, ...tags }: View,
  minAgeDays: number,
): string {
  const isOld = (version: string): boolean => {
    const at = time[version];
    return at === undefined || ageInDays(at) >= minAgeDays;
  };
  const inRange = versions.filter((version) => semver.satisfies(version, range));
  const { latest } = tags["dist-tags"];
  if (latest !== undefined && inRange.includes(latest) && isOld(latest)) return latest;
  const oldEnough = semver.maxSatisfying(inRange.filter(isOld), range);
  if (oldEnough) return oldEnough;
  const youngest = semver.maxSatisfying(inRange, range);
  if (!youngest) {
    const newest = latest ?? semver.rsort([...versions])[0];
    throw new DependencyError([
      `The npm registry has no version of ${name} for "${range}"${newest ? `; the newest is ${newest}` : ""}. Correct the range in "dependencies".`,
    ]);
  }
  throw new DependencyError([
    `${name} ${youngest} is ${ageInDays(time[youngest] ?? "")} days old, and a version has to be out for ${minAgeDays} days (PLUGIN_PACKAGE_MIN_AGE_DAYS). Take a range with an older version in it, or another package.`,
  ]);
}

/** That there is no such package, with the nearest that there are. */
async function missing(name: string, asking: Asking): Promise<DependencyError> {
  const near = realNames(name);
  const found = (await search(name, asking)).filter(
    (each) => each !== name && !near.includes(each),
  );
  const hints = [
    ...(near.length > 0 ? [`Nearest: ${near.join(", ")}.`] : []),
    ...(found.length > 0
      ? [`The registry's own search finds ${found.slice(0, 3).join(", ")}.`]
      : []),
  ];
  return new DependencyError([
    [
      `The npm registry has no package ${name}.`,
      ...hints,
      "Correct the name or do without it.",
    ].join(" "),
  ]);
}

const SEARCH_TIMEOUT_MS = 15_000;
const Found = z.array(z.looseObject({ name: z.string() }));

/** What the registry's search offers; many registries have none, and nothing depends on it. */
async function search(name: string, { npm, folder, signal }: Asking): Promise<string[]> {
  const words = name.replaceAll(/[@/._-]+/g, " ").trim();
  const args = ["search", "--json", "--searchlimit=5", words];
  const { stdout } = await runNpm(args, folder, signal, npm, SEARCH_TIMEOUT_MS);
  signal.throwIfAborted();
  const found = Found.safeParse(parse(stdout));
  return found.success
    ? found.data.map((each) => each.name).filter((each) => !isNodeModule(each))
    : [];
}

const withoutMail = (person: string): string => person.replace(/\s*<[^>]*>/, "");
