import { agentNames, type AgentName } from "../../shared/events.ts";
import { loadConfig, type Config } from "../../shared/config.ts";
import { ConfigError } from "../../shared/errors.ts";

/** Options as they were typed. */
export interface Options {
  data?: string;
  model?: string;
  character?: string[];
  maxIterations?: string;
  json?: boolean;
  port?: string | undefined;
}

/** What every command gets. */
export interface Settings {
  config: Config;
  /** Character files or names of shipped characters, by agent, as they were typed. */
  characters: Partial<Record<AgentName, string>>;
  json: boolean;
}

const VARIABLES = {
  data: "PLUGIN_DATA_DIR",
  model: "PLUGIN_MODEL",
  maxIterations: "PLUGIN_MAX_ITERATIONS",
  port: "SERVER_PORT",
} as const;

const FLAGS = {
  data: "--data",
  model: "--model",
  maxIterations: "--max-iterations",
  port: "--port",
} as const;

/** Options before environment; both are checked in the same place. */
export function settingsOf(options: Options): Settings {
  const given = (Object.keys(VARIABLES) as (keyof typeof VARIABLES)[]).filter(
    (name) => options[name] !== undefined,
  );
  const empty = given.find((name) => options[name] === "");
  if (empty) throw new ConfigError(`Expected a value for ${FLAGS[empty]}, got an empty text.`);
  const overrides = Object.fromEntries(given.map((name) => [VARIABLES[name], options[name]]));
  const names = Object.fromEntries(given.map((name) => [VARIABLES[name], FLAGS[name]]));
  return {
    config: loadConfig({ ...process.env, ...overrides }, names),
    characters: Object.fromEntries((options.character ?? []).map(readCharacterOption)),
    json: options.json ?? false,
  };
}

function readCharacterOption(option: string): [AgentName, string] {
  const at = option.indexOf("=");
  const agent = agentNames.find((name) => name === option.slice(0, at).trim());
  const file = option.slice(at + 1).trim();
  if (agent && file) return [agent, file];
  throw new ConfigError(
    `Expected --character <agent>=<file> with one of ${agentNames.join(", ")}, got "${option}".`,
  );
}
