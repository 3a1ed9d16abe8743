import type { Config } from "../shared/config.ts";
import type { Job } from "../shared/job.ts";
import { Repository } from "../shared/repository.ts";

/** Git trees of a job's commits, in order: plan, tests, iterations, release. */
export async function treesOf(
  { dataDir }: Pick<Config, "dataDir">,
  { plan, commits, iterations }: Job,
): Promise<string[]> {
  if (!plan || !Repository.exists(dataDir, plan.specification.name)) return [];
  const git = await Repository.open(dataDir, plan.specification.name);
  const made = [commits.plan, commits.tests, ...iterations.map(({ commit }) => commit)];
  const all = [...made, commits.release].filter((commit) => commit !== undefined);
  return git.treesOf(all);
}
