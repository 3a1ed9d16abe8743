import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { prepareDatabase } from "../../agents/database.ts";
import { makePostgresLight } from "../../agents/light-postgres.ts";
import { migratedDatabase } from "../../agents/migrated-database.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("the prepared database is small, and the Postgres that opens it takes little memory", async () => {
  const prepared = await prepareDatabase(temporaryFolder(), new AbortController().signal);
  const own = path.join(temporaryFolder(), "database");
  fs.cpSync(prepared, own, { recursive: true });
  makePostgresLight();
  const database = await migratedDatabase({ dataDir: own });
  expect(await database.execute("SHOW shared_buffers")).toMatchObject({
    rows: [{ shared_buffers: "8MB" }],
  });
  expect(await database.execute("SELECT datname FROM pg_database")).toMatchObject({
    rows: [{ datname: "template1" }],
  });
  await database.close();
});
