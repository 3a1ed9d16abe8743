import { changesBetween, partsOf } from "../shared/changes.ts";
import { releasesOf, type Release } from "../shared/releases.ts";
import type { Repository } from "../shared/repository.ts";
import type { PluginSpecification } from "../shared/specification.ts";

export const CHANGELOG = "CHANGELOG.md";

const MOST_LINES = 30;

/** What is about to be released. */
export type Coming = Omit<Release, "date" | "version">;

/**
 * The CHANGELOG of a plugin, from its tags and specifications: no model writes it. Nothing for a first release, which
 * changes nothing.
 * @param today `2026-11-28`
 */
export async function changelogOf(
  repository: Repository,
  { specification, work }: Coming,
  today: string,
): Promise<string | undefined> {
  const { version } = specification;
  const before = (await releasesOf(repository)).filter((each) => each.version !== version);
  if (before.length === 0) return undefined;
  return changelogText([...before, { version, date: today, specification, work }]);
}

/** @param releases oldest first. */
export function changelogText(releases: Release[]): string {
  const sections = releases.map(({ version, date, specification, work }, index) => {
    const lines = linesOf(specification, work, releases[index - 1]?.specification);
    const shown = lines.slice(0, MOST_LINES);
    const more = lines.length > shown.length ? [`and ${lines.length - shown.length} more`] : [];
    return [`## ${version} (${date})`, "", ...[...shown, ...more].map((line) => `- ${line}`)].join(
      "\n",
    );
  });
  return `${["# Changelog", ...sections.toReversed()].join("\n\n")}\n`;
}

function linesOf(
  specification: PluginSpecification,
  work: string[],
  before: PluginSpecification | undefined,
): string[] {
  if (!before) return [`First release: ${partsOf(specification)}.`];
  const changes = changesBetween(before, specification).map(({ text }) => text);
  // Where the specification says the same, what was done tells more than nothing.
  return changes.length > 0 ? changes : work;
}
