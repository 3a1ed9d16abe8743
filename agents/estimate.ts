import type { Character } from "@elizaos/core";
import { estimateJob } from "../shared/estimate.ts";
import { agentNames, type AgentName, type Estimate } from "../shared/events.ts";
import type { Job } from "../shared/job.ts";
import type { Jobs } from "../shared/jobs.ts";
import type { Prices } from "../shared/prices.ts";
import type { PluginSpecification } from "../shared/specification.ts";
import type { ModelSource } from "./models/model.ts";
import { modelSettingsOf } from "./models/settings.ts";

/** What of a team an estimate depends on. */
export interface Estimating {
  model: ModelSource;
  prices: Prices;
  jobs: Pick<Jobs, "all">;
  character: (agent: AgentName) => Character;
}

/** What a planned job is expected to take; nothing where no language model is paid: offline, or replayed from a recording. */
export function estimateFor(
  team: Estimating,
  { maxIterations }: Pick<Job, "maxIterations">,
  specification: PluginSpecification,
): Estimate | undefined {
  const { model: source, prices, jobs } = team;
  if (!("model" in source) || source.name === "replay") return undefined;
  const modelOf = (agent: AgentName): string =>
    source.model.modelFor(modelSettingsOf(agent, team.character(agent)));
  const models = Object.fromEntries(agentNames.map((agent) => [agent, modelOf(agent)]));
  return estimateJob(specification, {
    models: models as Record<AgentName, string>,
    prices,
    source: source.name,
    jobs: jobs.all(),
    maxIterations,
  });
}
