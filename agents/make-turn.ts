import type { Character } from "@elizaos/core";
import type { Config } from "../shared/config.ts";
import type { EventBus } from "../shared/event-bus.ts";
import type { AgentName } from "../shared/events.ts";
import type { Job } from "../shared/job.ts";
import type { Jobs } from "../shared/jobs.ts";
import type { Turn } from "./agent.ts";
import { characterHash } from "./characters.ts";
import { commissionOf, type Desks } from "./desks.ts";
import { estimateFor, type Estimating } from "./estimate.ts";
import { repositoryOf, type Versions } from "./finished-plugins.ts";
import { ask } from "./models/ask.ts";
import type { Desk } from "./models/desk.ts";
import { withHints } from "./steering.ts";
import type { RunChecks } from "./tester/checks.ts";

/** Who is to do what, and how long. */
interface Task {
  agent: AgentName;
  character: Character;
  job: Job;
  /** Id of the event that led to this. */
  cause: string;
  signal: AbortSignal;
  /** Turns of the job that were stopped and have not come to their end. */
  before: Promise<unknown> | undefined;
}

/** What a team has for its agents. */
interface Means extends Estimating {
  config: Config;
  bus: EventBus;
  jobs: Jobs;
}

/** What belongs to the team alone. */
interface Inside {
  desks: Desks;
  versions: Versions;
  runChecks: RunChecks;
}

/** Everything an agent has at hand for one request. */
export function makeTurn(task: Task, team: Means, { desks, versions, runChecks }: Inside): Turn {
  const { agent, character, job, cause, signal, before } = task;
  const { config, bus } = team;
  let desk: Desk | undefined;
  return {
    job,
    parent: job.parent && team.jobs.find(job.parent.jobId),
    character,
    hash: characterHash(character),
    signal,
    before,
    estimate: (specification) => estimateFor(team, job, specification),
    config,
    runChecks,
    folder: team.jobs.folderOf(job.id),
    repository: () => repositoryOf(config.dataDir, job),
    reserveVersion: (plugin, wanted) => versions.reserve(job.id, plugin, wanted),
    report: (type, payload) => {
      if (!signal.aborted) bus.publish(type, { jobId: job.id, agent, cause }, payload);
    },
    ask: async (question) => {
      desk ??= untilStopped(desks.take({ ...commissionOf(job), agent, character, cause }), signal);
      // What was said meanwhile counts as well.
      const { hints } = team.jobs.find(job.id) ?? job;
      const prompt = withHints(question.prompt, agent, hints);
      return ask({ role: agent, ...question, prompt, character, signal }, desk);
    },
  };
}

/** Who was stopped has no thoughts any more. */
const untilStopped = (desk: Desk, signal: AbortSignal): Desk => ({
  ...desk,
  thought: (text) => {
    if (!signal.aborted) desk.thought(text);
  },
});
