import path from "node:path";
import { importJob } from "../../agents/archive/import-job.ts";
import { claimDataFolder } from "../../shared/data-folder.ts";
import { ExitCode } from "../terminal/explain.ts";
import { print, printable, printJson } from "../terminal/output.ts";
import { importedLines } from "../imported-text.ts";
import { factsOf } from "./job-facts.ts";
import type { Settings } from "./settings.ts";
import { requireGit } from "./tools.ts";

/** Brings a job from an archive into this data folder, which no other process may work on meanwhile. */
export async function importOne(
  file: string,
  { config: { dataDir, secrets }, json }: Settings,
): Promise<ExitCode> {
  await requireGit();
  const release = await claimDataFolder(dataDir, "plugin-dynamic import");
  try {
    const machine = { dataDir, secrets: secrets.map((secret) => secret.reveal()) };
    const imported = await importJob(path.resolve(file), machine);
    if (json) printJson({ ...factsOf(imported.job, true), wasHere: imported.wasHere });
    else print(...importedLines(imported).map(printable));
    return ExitCode.completed;
  } finally {
    release();
  }
}
