import { ownerOf } from "../../shared/data-folder.ts";
import { Jobs } from "../../shared/jobs.ts";
import { ExitCode } from "../terminal/explain.ts";
import { print, printable, printJson } from "../terminal/output.ts";
import { resultsOf, tableLines } from "../criteria-text.ts";
import { statusText } from "../status-text.ts";
import { factsOf, isInterrupted, nameOf } from "./job-facts.ts";
import type { Settings } from "./settings.ts";

/** Shows how a job stands; the newest one when none is named. */
export function status(jobId: string | undefined, { config, json }: Settings): ExitCode {
  const jobs = new Jobs(config.dataDir);
  const job = jobId === undefined ? jobs.all()[0] : jobs.get(jobId);
  const isOwned = ownerOf(config.dataDir) !== undefined;
  if (!job) {
    if (!json) print(`There is no job in ${config.dataDir} yet.`);
  } else if (json) printJson(factsOf(job, isOwned));
  else {
    const name = nameOf(job);
    print(`Job ${job.id}${name ? ` (${name})` : ""}`, printable(statusText(job)));
    const table = tableLines(resultsOf(job));
    if (table.length > 0) print("", "Criteria:", ...table.map((line) => `  ${printable(line)}`));
    if (isInterrupted(job, isOwned)) {
      print(
        "",
        `No process works on it. plugin-dynamic continue ${job.id} goes on with it, as the next plugin-dynamic serve or chat does; plugin-dynamic cancel ${job.id} ends it.`,
      );
    }
  }
  return ExitCode.completed;
}
