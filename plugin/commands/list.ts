import { ownerOf } from "../../shared/data-folder.ts";
import type { Job } from "../../shared/job.ts";
import { Jobs } from "../../shared/jobs.ts";
import { ExitCode } from "../terminal/explain.ts";
import { colorsFor, complain, print, printable, printJson } from "../terminal/output.ts";
import { factsOf, isInterrupted, nameOf } from "./job-facts.ts";
import type { Settings } from "./settings.ts";

/** Shows every job of the data folder, newest first. */
export function list({ config, json }: Settings): ExitCode {
  const jobs = new Jobs(config.dataDir);
  const isOwned = ownerOf(config.dataDir) !== undefined;
  for (const [id, reason] of jobs.damaged) complain(`Job ${id} cannot be read: ${reason}`);
  const all = jobs.all();
  if (json) for (const job of all) printJson(factsOf(job, isOwned));
  else if (all.length === 0) print(`There is no job in ${config.dataDir} yet.`);
  else print(...all.map((job) => line(job, isOwned)));
  return ExitCode.completed;
}

function line(job: Job, isOwned: boolean): string {
  const { green, red, yellow, dim } = colorsFor(process.stdout);
  const color = { completed: green, failed: red, cancelled: dim }[job.status as string] ?? yellow;
  const status = isInterrupted(job, isOwned) ? "interrupted" : job.status;
  const what = nameOf(job) ?? printable(job.request.description ?? "").replaceAll(/\s+/g, " ");
  const rounds = `${job.iterations.length} of ${job.maxIterations}`;
  const day = job.createdAt.slice(0, 16).replace("T", " ");
  return `${job.id}  ${color(status.padEnd(11))}  ${rounds.padEnd(7)}  ${dim(day)}  ${what.slice(0, 80)}`;
}
