import type { PackageVersion } from "../../shared/npm-package.ts";
import { ageInDays, unknowns, type PackageFacts } from "./facts.ts";

/**
 * What a person should know before a yes to a package. The registry says it, so it is no proof; nothing is left out
 * because it is not known.
 */
export function questionAbout(
  facts: PackageFacts,
  before: Omit<PackageVersion, "name"> | undefined,
): string {
  const { name, version } = facts;
  return `${name} ${version} is a package from the npm registry that ${why(facts, before)}: ${factsText(facts)}.`;
}

/** What the registry says of a package, and what it does not say. */
export function factsText(facts: PackageFacts): string {
  const { publishedAt, publisher, maintainers, versions, deprecated } = facts;
  return [
    publishedAt === undefined ? "age unknown" : `published ${daysText(ageInDays(publishedAt))} ago`,
    `publisher ${publisher ?? "unknown"}`,
    `maintainers ${maintainers.length > 0 ? maintainers.slice(0, 5).join(", ") : "unknown"}`,
    versions === 1 ? "the only version" : `one of ${versions} versions`,
    "downloads unknown",
    ...(facts.installScript ? ["it has an install script, which is not run"] : []),
    ...(deprecated ? [`deprecated: ${deprecated}`] : []),
  ].join("; ");
}

function why(facts: PackageFacts, before: Omit<PackageVersion, "name"> | undefined): string {
  if (!before) {
    const missing = unknowns(facts);
    return missing.length > 0
      ? `nobody has allowed yet, and of which ${missing.join(" and ")} is unknown`
      : "nobody has allowed yet";
  }
  return before.version === facts.version
    ? "has other content than the same version had when it was allowed"
    : `was allowed as ${before.version}, and this is another kind of version`;
}

const daysText = (days: number): string => (days === 1 ? "1 day" : `${days} days`);
