import { PluginCreationError } from "../shared/errors.ts";
import type { Payload } from "../shared/events.ts";
import type { Files } from "../shared/files.ts";
import { currentIteration, type Job } from "../shared/job.ts";
import type { Repository } from "../shared/repository.ts";
import { scaffold } from "./scaffold.ts";

/** The plan of a job that must have one by now. */
export function planOf(job: Job): Payload<"plan:completed"> {
  if (job.plan) return job.plan;
  throw new PluginCreationError(`Job ${job.id} has no plan yet.`);
}

/** A model's list of files by path; the last one of a path counts. */
export const toFiles = (files: { path: string; content: string }[]): Files =>
  Object.fromEntries(files.map(({ path, content }) => [path, content]));

/** The whole plugin as it stands: ours, the tester's and the coder's files; nobody can replace ours. */
export async function pluginFiles(job: Job, repository: Repository): Promise<Files> {
  const code = currentIteration(job)?.code;
  return {
    ...(code ? await repository.readTree(code.tree) : {}),
    ...(job.tests ? await repository.readTree(job.tests.tree) : {}),
    ...scaffold(planOf(job).specification),
  };
}
