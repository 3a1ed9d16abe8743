import { stringToUuid, type IDatabaseAdapter, type Plugin, type UUID } from "@elizaos/core";
import {
  createDatabaseAdapter,
  DatabaseMigrationService,
  plugin as sql,
} from "@elizaos/plugin-sql";

/** Where ElizaOS keeps its data: a PGlite folder, or a Postgres server. */
export type DatabasePlace = { dataDir: string } | { postgresUrl: string };

/** What ElizaOS types as `unknown`. */
interface Drizzle {
  execute: (statement: string) => Promise<unknown>;
}

export interface Database {
  /** An adapter for one agent; all share one connection. */
  adapterFor: (agentId: UUID) => IDatabaseAdapter;
  execute: (statement: string) => Promise<unknown>;
  close: () => Promise<void>;
}

/**
 * Opens the database and migrates it first: ElizaOS looks for agents before it makes their table, so that even a single
 * agent fails on a virgin database.
 */
export async function migratedDatabase(
  place: DatabasePlace,
  plugins: Plugin[] = [],
): Promise<Database> {
  const root = createDatabaseAdapter(place, stringToUuid("plugin-dynamic:database"));
  await root.init();
  const migrations = new DatabaseMigrationService();
  await migrations.initializeWithDatabase(root.db);
  migrations.discoverAndRegisterPluginSchemas([sql, ...plugins]);
  await migrations.runAllPluginMigrations();
  return {
    adapterFor: (agentId) => createDatabaseAdapter(place, agentId),
    execute: (statement) => (root.db as Drizzle).execute(statement),
    close: () => root.close(),
  };
}
