import { compileWebAssemblyOnce } from "./compile-once.ts";
import { migratedDatabase } from "./migrated-database.ts";

// Makes an empty, migrated database in the folder given; ends itself because ElizaOS leaves timers behind.
compileWebAssemblyOnce();
const [folder = ""] = process.argv.slice(2);
const database = await migratedDatabase({ dataDir: folder });
await database.close();
process.exit(0);
