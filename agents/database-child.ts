import { makePostgresLight } from "./light-postgres.ts";
import { migratedDatabase } from "./migrated-database.ts";

// Makes an empty, migrated database in the folder given; ends itself because ElizaOS leaves timers behind.

/** PGlite works in `template1`. The others are as large and only copied with it. */
const WITHOUT_TEMPLATES = [
  "DROP DATABASE postgres",
  "UPDATE pg_database SET datistemplate = false WHERE datname = 'template0'",
  "DROP DATABASE template0",
  "CHECKPOINT",
];

makePostgresLight();
const [folder = ""] = process.argv.slice(2);
const database = await migratedDatabase({ dataDir: folder });
for (const statement of WITHOUT_TEMPLATES) await database.execute(statement);
await database.close();
process.exit(0);
