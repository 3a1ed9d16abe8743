import type { Job } from "../../shared/job.ts";
import { ExitCode } from "../terminal/explain.ts";
import { statusWord } from "../status-text.ts";
import { colorsFor, complain, print, printable, printJson } from "../terminal/output.ts";
import { lineText } from "../line-text.ts";
import { factsOf, nameOf } from "./job-facts.ts";
import { readFilter, select, shownStatus, type FilterOptions } from "./job-filter.ts";
import { lookOn, type LookingOn } from "./look-on.ts";
import type { Settings } from "./settings.ts";

/** Shows the jobs of the data folder, newest first: all, or those that are asked for. */
export function list(options: FilterOptions, { config, json }: Settings): ExitCode {
  const filter = readFilter(options);
  const seen = lookOn(config.dataDir);
  const { jobs, isAttended, placeOf } = seen;
  for (const [id, reason] of jobs.damaged) complain(`Job ${id} cannot be read: ${reason}`);
  const all = jobs.all();
  const wanted = select(all, filter, isAttended);
  if (json) for (const job of wanted) printJson(factsOf(job, isAttended(job), placeOf(job)));
  else if (all.length === 0) print(`There is no job in ${config.dataDir} yet.`);
  else if (wanted.length === 0)
    print(`None of ${all.length} jobs in ${config.dataDir} is like that.`);
  else print(...wanted.map((job) => line(job, seen)));
  return ExitCode.completed;
}

function line(job: Job, { isAttended, placeOf }: LookingOn): string {
  const { green, red, yellow, dim } = colorsFor(process.stdout);
  const color = { completed: green, failed: red, cancelled: dim }[job.status as string] ?? yellow;
  const place = placeOf(job);
  const status = place ? lineText(place) : shownStatus(job, isAttended(job));
  const what = nameOf(job) ?? printable(job.request.description ?? "").replaceAll(/\s+/g, " ");
  const rounds = `${job.iterations.length} of ${job.maxIterations}`;
  const day = job.createdAt.slice(0, 16).replace("T", " ");
  const wait = job.waiting?.kind === "approval" ? yellow(` (${statusWord(job)})`) : "";
  return `${job.id}  ${color(status.padEnd(11))}  ${rounds.padEnd(7)}  ${dim(day)}  ${what.slice(0, 80)}${wait}`;
}
