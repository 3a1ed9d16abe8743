import type { Config } from "../shared/config.ts";
import type { AgentName } from "../shared/events.ts";
import type { RunChecks } from "./tester/checks.ts";

/** What a team is made of besides its data folder. */
export interface TeamOptions {
  config: Config;
  /** Character files given for this run, by agent. */
  characters?: Partial<Record<AgentName, string>>;
  /** Settings of model providers that agents do not carry, such as OPENAI_API_KEY. */
  environment?: NodeJS.ProcessEnv;
  /** How the gates are run on a plugin. */
  gates?: RunChecks;
}
