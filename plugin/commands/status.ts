import { ExitCode } from "../terminal/explain.ts";
import { print, printable, printJson } from "../terminal/output.ts";
import { resultsOf } from "../../shared/criteria.ts";
import { tableLines } from "../../shared/criteria-text.ts";
import { statusText } from "../status-text.ts";
import { factsOf, isInterrupted, nameOf } from "./job-facts.ts";
import { lookOn } from "./look-on.ts";
import type { Settings } from "./settings.ts";

/** Shows how a job stands; the newest one when none is named. */
export function status(jobId: string | undefined, { config, json }: Settings): ExitCode {
  const { jobs, isAttended, placeOf } = lookOn(config.dataDir);
  const job = jobId === undefined ? jobs.all()[0] : jobs.get(jobId);
  if (!job) {
    if (!json) print(`There is no job in ${config.dataDir} yet.`);
  } else if (json) printJson(factsOf(job, isAttended(job), placeOf(job)));
  else {
    const name = nameOf(job);
    print(`Job ${job.id}${name ? ` (${name})` : ""}`, printable(statusText(job, placeOf(job))));
    const table = tableLines(resultsOf(job));
    if (table.length > 0) print("", "Criteria:", ...table.map((line) => `  ${printable(line)}`));
    if (isInterrupted(job, isAttended(job))) {
      print(
        "",
        `No process works on it. plugin-dynamic continue ${job.id} goes on with it, as the next plugin-dynamic serve or chat does; plugin-dynamic cancel ${job.id} ends it.`,
      );
    }
  }
  return ExitCode.completed;
}
