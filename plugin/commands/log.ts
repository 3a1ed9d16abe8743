import { branchOf } from "../../agents/coordinator/coordinator.ts";
import type { Config } from "../../shared/config.ts";
import type { Job } from "../../shared/job.ts";
import { Jobs } from "../../shared/jobs.ts";
import { Repository } from "../../shared/repository.ts";
import { ExitCode } from "../terminal/explain.ts";
import { print, printable, printJson } from "../terminal/output.ts";
import { requireGit } from "./tools.ts";
import type { Settings } from "./settings.ts";

/** Shows the git story of a job's branch. Needs no claim on the data folder. */
export async function log(jobId: string, { config, json }: Settings): Promise<ExitCode> {
  await requireGit();
  const job = new Jobs(config.dataDir).get(jobId);
  const story = await storyOf(config, job);
  if (json) for (const line of story) printJson(commitOf(line));
  else if (story.length === 0) print(`Job ${job.id} has not committed anything.`);
  else print(printable(await (await repositoryOf(config, job)).log(branchOf(job))));
  return ExitCode.completed;
}

/** One line a commit of a job's branch, oldest first; none when nothing was committed. */
export async function storyOf(config: Config, job: Job): Promise<string[]> {
  if (!job.plan || !Repository.exists(config.dataDir, job.plan.specification.name)) return [];
  const repository = await repositoryOf(config, job);
  if (!(await repository.head(branchOf(job)))) return [];
  return (await repository.story(branchOf(job))).split("\n");
}

const repositoryOf = (config: Config, job: Job): Promise<Repository> =>
  Repository.open(config.dataDir, job.plan?.specification.name ?? "");

function commitOf(line: string) {
  const [, commit, author, subject] = /^(\S+) (\S+)\s+(.*)$/.exec(line) ?? [];
  return { commit, author, subject };
}
