import type { AgentName } from "../../shared/events.ts";
import type { Job } from "../../shared/job.ts";
import { folderName } from "../../shared/names.ts";
import { nameOf } from "../commands/job-facts.ts";
import type { WorkOfCharacter } from "./api/characters.ts";

type Work = WorkOfCharacter["work"][number];

/** What was done as one character is listed up to here, the newest. */
const MOST_WORK = 200;

/** What an agent did as which character, as journals have it; the character that worked last comes first. */
export function workByCharacter(
  agent: AgentName,
  jobs: Job[],
  names: Map<string, string>,
): WorkOfCharacter[] {
  const newest = [...jobs].sort((one, other) => other.createdAt.localeCompare(one.createdAt));
  const found = new Map<string, Work[]>();
  for (const job of newest) {
    for (const [hash, work] of workIn(agent, job).reverse()) {
      found.set(hash, [...(found.get(hash) ?? []), work]);
    }
  }
  return [...found].map(([hash, work]) => ({
    hash,
    name: names.get(hash) ?? null,
    work: work.slice(0, MOST_WORK),
  }));
}

/** What an agent did in a job, in order, with the hash of the character that did it. */
function workIn(agent: AgentName, job: Job): [string, Work][] {
  const { plan, tests, iterations, commits } = job;
  const common = {
    jobId: job.id,
    plugin: folderName(nameOf(job) ?? ""),
    at: job.createdAt,
  };
  const of = (
    hash: string | undefined,
    kind: Work["kind"],
    iteration: number,
    commit: string | undefined,
  ): [string, Work][] =>
    hash ? [[hash, { ...common, kind, iteration, commit: commit ?? null }]] : [];
  switch (agent) {
    case "coordinator":
      return []; // it writes nothing
    case "planner":
      return of(plan?.character, "plan", 0, commits.plan);
    case "tester":
      return of(tests?.character, "tests", tests?.iteration ?? 1, commits.tests);
    case "coder":
      return iterations.flatMap(({ code, number, commit }) =>
        of(code?.character, "iteration", number, commit),
      );
    case "reviewer":
      return iterations.flatMap(({ reviewer, number, commit }) =>
        of(reviewer, "iteration", number, commit),
      );
  }
}
