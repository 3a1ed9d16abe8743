import type { IAgentRuntime } from "@elizaos/core";
import type { Config } from "../../shared/config.ts";
import { ConfigError } from "../../shared/errors.ts";
import type { AgentName } from "../../shared/events.ts";
import { debug, warn } from "../../shared/log.ts";
import { anthropicModel } from "./anthropic/anthropic-model.ts";
import { readCassette } from "./cassette/cassette.ts";
import { replaySource } from "./cassette/replay.ts";
import { elizaModel } from "./eliza/eliza-model.ts";
import type { ModelSource, TextSource } from "./model.ts";
import { offlineModel } from "./offline/offline-model.ts";

/** The agents at work, for models that are reached through them. */
export interface Runtimes {
  runtimeOf: (agent: AgentName) => IAgentRuntime | undefined;
  /** ElizaOS plugin that brings the agents a language model, if one does. */
  provider: string | undefined;
  /** Settings of providers that agents do not carry, such as OPENAI_API_KEY. */
  environment: NodeJS.ProcessEnv;
}

/** The model source that the configuration asks for, with the reason that people are told. */
export function chooseModel(config: Config, runtimes: Runtimes): ModelSource {
  const { key, baseUrl } = config.anthropic;
  switch (config.model) {
    case "offline":
      return offlineModel("PLUGIN_MODEL=offline asks for it");
    case "anthropic":
      if (key ?? baseUrl) return anthropicSource(config, "PLUGIN_MODEL=anthropic asks for it");
      throw new ConfigError(
        "AI code generation not available: PLUGIN_MODEL=anthropic needs ANTHROPIC_API_KEY, or ANTHROPIC_BASE_URL for another endpoint that speaks the Messages API. Neither is set.",
      );
    case "eliza":
      return elizaSource(runtimes, "PLUGIN_MODEL=eliza asks for it");
    case "replay":
      return recording(config, runtimes);
    case "auto":
      if (key) return anthropicSource(config, "ANTHROPIC_API_KEY is set");
      if (baseUrl) return anthropicSource(config, "ANTHROPIC_BASE_URL is set");
      if (runtimes.provider) return elizaSource(runtimes, "it is what this agent speaks with");
      return offlineModel("it is the embedded default, no key and no network needed");
  }
}

function anthropicSource({ anthropic, secrets }: Config, why: string): TextSource {
  const { baseUrl, model } = anthropic;
  const where = baseUrl ? `the endpoint ${new URL(baseUrl).host}` : "Claude (Anthropic)";
  return {
    name: "anthropic",
    reason: `${where} is at work${model ? ` with ${model}` : ""}: ${why}.`,
    model: anthropicModel({ ...anthropic, secrets }),
  };
}

const elizaSource = ({ runtimeOf, provider, environment }: Runtimes, why: string): TextSource => ({
  name: "eliza",
  reason: `The model of ${provider ?? "the agent's ElizaOS plugins"} is at work: ${why}.`,
  model: elizaModel(runtimeOf, environment),
});

/** A recording; what it does not have may come from the source that would be chosen without it. */
function recording(config: Config, runtimes: Runtimes): ModelSource {
  if (!config.cassette) {
    throw new ConfigError(
      "PLUGIN_MODEL=replay needs PLUGIN_CASSETTE: the file of a recording. plugin-dynamic replay <job or file> sets both.",
    );
  }
  const { cassette, replay: mode } = config;
  const live =
    mode === "then-live" ? chooseModel({ ...config, model: "auto" }, runtimes) : undefined;
  const secrets = config.secrets.map((secret) => secret.reveal());
  return replaySource(readCassette(cassette), { mode, live, secrets, onDrift: tellDrift() });
}

const log = debug("replay");

/** Says once that prompts are not the recorded ones any more; where exactly is in the debug output. */
function tellDrift(): (key: string, changed: string[]) => void {
  let told = false;
  return (key, changed) => {
    const what = `${key} is not asked as it was recorded: ${changed.join(" and ")} changed`;
    log(what);
    if (!told) warn(`${what}. The recorded answers are played all the same.`);
    told = true;
  };
}
