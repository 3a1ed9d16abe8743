import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import {
  ElizaOS,
  setAllowedEnvVars,
  type Character,
  type IAgentRuntime,
  type IDatabaseAdapter,
  type IElizaOS,
  type Plugin,
  type UUID,
} from "@elizaos/core";
import type { Config } from "../shared/config.ts";
import { ConfigError } from "../shared/errors.ts";
import { publishFolder } from "../shared/publish-folder.ts";
import { makePostgresLight } from "./light-postgres.ts";
import { prepareDatabase } from "./database.ts";
import { migratedDatabase, type Database, type DatabasePlace } from "./migrated-database.ts";

export interface AgentToStart {
  character: Character;
  plugins: Plugin[];
}

/** Where agents live: an ElizaOS instance of ours, a server's, or a stranger's. */
export interface AgentHost {
  start: (agents: AgentToStart[]) => Promise<IAgentRuntime[]>;
  stop: () => Promise<void>;
}

/**
 * What agents may see of the environment. ElizaOS copies everything allowed into each agent's row and hands it out with
 * the agent, so nothing secret is on the list but the one address a database plugin needs.
 */
const ALLOWED_VARIABLES = ["PLUGIN_DATA_DIR", "POSTGRES_URL", "PGLITE_DATA_DIR"];

/** Settings of the process that ElizaOS reads for itself; to be called before any agent is made. */
export function secureElizaos({ dataDir }: Config): void {
  setAllowedEnvVars(new Set(ALLOWED_VARIABLES));
  process.env.SECRET_SALT ??= secretSalt(dataDir);
}

/** ElizaOS encrypts settings with a salt that has a well-known default; every data folder has its own instead. */
function secretSalt(dataDir: string): string {
  const file = path.join(dataDir, "secret-salt");
  if (!fs.existsSync(file)) {
    fs.writeFileSync(file, crypto.randomBytes(32).toString("hex"), { mode: 0o600 });
  }
  return fs.readFileSync(file, "utf8").trim();
}

/** The folder of the agents' database, made from the prepared one at the first start. */
export async function databaseFolder(dataDir: string, signal: AbortSignal): Promise<string> {
  const folder = path.join(dataDir, "db");
  if (fs.existsSync(folder)) return folder;
  const prepared = await prepareDatabase(dataDir, signal);
  await publishFolder(folder, async (building) => {
    fs.cpSync(prepared, building, { recursive: true });
    fs.chmodSync(building, 0o700); // everybody may read the empty one, and nobody else this one
  });
  return folder;
}

/** Where the agents' data lives: a Postgres server, or the database in the data folder. */
export const databasePlace = async (config: Config, signal: AbortSignal): Promise<DatabasePlace> =>
  config.postgresUrl
    ? { postgresUrl: config.postgresUrl }
    : { dataDir: await databaseFolder(config.dataDir, signal) };

/**
 * Starts agents in an ElizaOS instance: a stranger's, which is left running with its database at the end, or one of our
 * own. PGlite is one per process, so in a stranger's process its database is the one that is used.
 */
export async function elizaosHost(place: DatabasePlace, stranger?: IElizaOS): Promise<AgentHost> {
  const database = await migratedDatabase(place);
  const elizaos = (stranger as ElizaOS | undefined) ?? new ElizaOS();
  let ids: UUID[] = [];
  return {
    async start(agents) {
      const runtimes = await elizaos.addAgents(
        agents.map((agent) => ({ ...agent, databaseAdapter: adapter(database, agent) })),
        { autoStart: true, skipMigrations: true, returnRuntimes: true },
      );
      ids = runtimes.map(({ agentId }) => agentId);
      return runtimes;
    },
    async stop() {
      await elizaos.stopAgents(ids);
      if (!stranger) await database.close();
    },
  };
}

/** An ElizaOS instance of our own on the database of the configuration, for a process that is ours. */
export async function ownHost(config: Config, signal: AbortSignal): Promise<AgentHost> {
  makePostgresLight();
  secureElizaos(config);
  return elizaosHost(await databasePlace(config, signal));
}

function adapter(database: Database, { character }: AgentToStart): IDatabaseAdapter {
  if (!character.id) throw new ConfigError(`The agent ${character.name} has no id.`);
  return database.adapterFor(character.id);
}
