import { ownHost } from "../../agents/host.ts";
import { Team } from "../../agents/team.ts";
import type { TeamOptions } from "../../agents/team-options.ts";
import { loadConfig, type Config } from "../../shared/config.ts";
import type { JobEvent } from "../../shared/events.ts";
import type { Job } from "../../shared/job.ts";

export interface TeamAtWork {
  team: Team;
  /** Begins a job from words or a specification and waits for its end. */
  create: (request: string | object, maxIterations?: number) => Promise<Job>;
  /** Begins a job and does not wait. */
  begin: (request: string | object) => Promise<Job>;
  /** Waits for an event of a job. */
  event: (jobId: string, type: JobEvent["type"]) => Promise<JobEvent>;
}

/** The team without ElizaOS agents: everything but the chat; the offline model needs no more. */
export function teamAtWork(
  dataDir: string,
  {
    characters = {},
    config = {},
    environment = {},
    ...others
  }: Omit<Partial<TeamOptions>, "config"> & { config?: Partial<Config> } = {},
): TeamAtWork {
  const team = new Team({
    config: { ...loadConfig({ PLUGIN_MUTATION_PROOF: "off" }), dataDir, ...config },
    characters,
    environment,
    ...others,
  });
  const begin = async (request: string | object, maxIterations?: number): Promise<Job> => {
    const wish =
      typeof request === "string" ? { description: request } : { specification: request };
    const begun = await team.create(wish, maxIterations ? { maxIterations } : {});
    if (begun.kind !== "started") throw new Error(`No job began: ${JSON.stringify(begun)}`);
    return begun.job;
  };
  return {
    team,
    begin,
    create: async (request, maxIterations) =>
      team.finished((await begin(request, maxIterations)).id),
    event: (jobId, type) =>
      new Promise((resolve) => {
        const unsubscribe = team.bus.subscribe("*", (event) => {
          if (event.jobId !== jobId || event.type !== type) return;
          unsubscribe();
          resolve(event);
        });
      }),
  };
}

/** The team with its five ElizaOS agents running. */
export async function startedTeam(dataDir: string): Promise<TeamAtWork> {
  const atWork = teamAtWork(dataDir);
  const host = await ownHost(atWork.team.config, AbortSignal.timeout(60_000));
  await atWork.team.startAgents(host, []);
  return atWork;
}
