import path from "node:path";
import type { IAgentRuntime } from "@elizaos/core";
import { elizaosHost } from "../../agents/host.ts";
import { Team } from "../../agents/team.ts";
import { loadConfig, type Config } from "../../shared/config.ts";
import { claimDataFolder } from "../../shared/data-folder.ts";
import { openSandbox } from "../../shared/sandbox/sandbox.ts";

/** One team per process, however many agents load the plugin, and however many copies of this module there are. */
const KEY = Symbol.for("elizaos.plugin-dynamic.team");

type Shared = typeof globalThis & { [KEY]?: Promise<Team> | undefined };

/** Makes a team that somebody started on purpose the one of this process. */
export function shareTeam(team: Team): void {
  (globalThis as Shared)[KEY] = Promise.resolve(team);
}

/** The team of this process; the first agent that asks for it becomes its coordinator's voice. */
export function processTeam(runtime: IAgentRuntime, overrides: Partial<Config>): Promise<Team> {
  const shared = globalThis as Shared;
  shared[KEY] ??= openTeam(runtime, overrides).catch((error: unknown) => {
    shared[KEY] = undefined; // the next agent may have the setting that was missing
    throw error;
  });
  return shared[KEY];
}

const SETTINGS = [
  "PLUGIN_DATA_DIR",
  "PLUGIN_MODEL",
  "PLUGIN_SANDBOX",
  "PLUGIN_APPROVAL",
  "PLUGIN_MAX_ITERATIONS",
  "PLUGIN_CHECK_TIMEOUT_MS",
  "PLUGIN_JOB_TIMEOUT_MS",
  "PLUGIN_MAX_JOBS",
  "PLUGIN_PHASE_TIMEOUT_MS",
  "PLUGIN_JOB_BUDGET",
  "PLUGIN_DAY_BUDGET",
  "PLUGIN_PRICES",
  "PLUGIN_PACKAGE_MIN_AGE_DAYS",
  "PLUGIN_CASSETTE",
  "PLUGIN_REPLAY",
  "ANTHROPIC_API_KEY",
  "ANTHROPIC_BASE_URL",
  "ANTHROPIC_MODEL",
  "ANTHROPIC_ENDPOINT",
  "POSTGRES_URL",
];

async function openTeam(runtime: IAgentRuntime, overrides: Partial<Config>): Promise<Team> {
  const settings = SETTINGS.map((name) => [name, runtime.getSetting(name)?.toString()]);
  const known = settings.filter(([, value]) => value !== undefined);
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
  const config: Config = {
    ...loadConfig({ ...process.env, ...(Object.fromEntries(known) as NodeJS.ProcessEnv) }),
    ...Object.fromEntries(given),
  };
  await openSandbox(config.sandbox);
  await claimDataFolder(config.dataDir, `the agent ${runtime.character.name}`, "all");
  const team = new Team({ config, environment: process.env });
  // PGlite is one per process: where the agent has one open already, that one is used and the folder is not touched.
  const place = config.postgresUrl
    ? { postgresUrl: config.postgresUrl }
    : { dataDir: path.join(config.dataDir, "db") };
  await team.startAgents(await elizaosHost(place, runtime.elizaOS), runtime);
  team.resume();
  return team;
}
