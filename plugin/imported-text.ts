import type { Imported } from "../agents/archive/import-job.ts";
import { nameOf } from "./commands/job-facts.ts";

/** What an import brought, one sentence or two a line. */
export function importedLines({ job, wasHere, isNewPlugin }: Imported): string[] {
  if (wasHere) return [`Job ${job.id} is here already, as it is in the archive. Nothing to do.`];
  const name = nameOf(job);
  const directory = job.finished?.plugin?.directory;
  return [
    `Job ${job.id} is here${name ? ` (${name})` : ""}: ${job.status}.`,
    `plugin-dynamic status ${job.id} shows it, plugin-dynamic log ${job.id} its story, plugin-dynamic replay ${job.id} does it once more.`,
    ...(isNewPlugin && directory
      ? [
          `Its plugin lies in ${directory}. Somebody else had it made: read it before you load it. plugin-dynamic check ${directory} tries it.`,
        ]
      : []),
  ];
}
