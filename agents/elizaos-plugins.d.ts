// These packages ship no declarations, or ones that their "exports" hide; this is the part we use.
declare module "@elizaos/plugin-sql" {
  import type { IDatabaseAdapter, Plugin, UUID } from "@elizaos/core";

  export const plugin: Plugin;
  export function createDatabaseAdapter(
    place: { dataDir: string } | { postgresUrl: string },
    agentId: UUID,
  ): IDatabaseAdapter;
  export class DatabaseMigrationService {
    initializeWithDatabase(database: unknown): Promise<void>;
    discoverAndRegisterPluginSchemas(plugins: Plugin[]): void;
    runAllPluginMigrations(): Promise<void>;
  }
}

declare module "@elizaos/plugin-bootstrap" {
  import type { Plugin } from "@elizaos/core";

  const bootstrap: Plugin;
  export default bootstrap;
}
