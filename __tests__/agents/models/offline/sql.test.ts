import { expect, test } from "vitest";
import { statementIn } from "../../../../agents/models/offline/blueprints/sql/statements.ts";
import { sql } from "../../../../agents/models/offline/blueprints/sql.ts";
import { componentsOf } from "../../../../agents/models/offline/assemble.ts";
import { readSpecification } from "../../../../shared/read-specification.ts";
import { checkedPlugin, missingIn } from "../../../support/checked-plugin.ts";

const url = {
  name: "DATABASE_URL",
  description: "PostgreSQL connection string",
  required: true,
  sensitive: true,
};

const postgres = {
  name: "@elizaos/plugin-postgres",
  description: "PostgreSQL database integration",
  services: [
    {
      name: "PostgresService",
      description: "Manages PostgreSQL connections and queries",
      methods: ["connect", "disconnect", "query", "transaction", "getPoolStats", "healthCheck"],
    },
  ],
  actions: [
    {
      name: "executeQuery",
      description: "Execute a SQL query",
      parameters: { query: "string", params: "array" },
    },
    { name: "getDatabaseStats", description: "Get database statistics and health", parameters: {} },
  ],
  evaluators: [
    {
      name: "databaseHealth",
      description: "Monitors database connection health",
      triggers: ["*/5 * * * *"],
    },
  ],
  dependencies: { pg: "^8.11.0", "pg-pool": "^3.6.0" },
  environmentVariables: [url],
};

test("service, queries, statistics and health watch compile and pass their own tests", async () => {
  const plugin = await checkedPlugin(postgres);
  expect(plugin.missing).toEqual([]);
  expect(plugin.typeErrors).toBe("");
  expect(plugin.tests.exitCode, plugin.tests.output).toBe(0);
  expect(plugin.read("src/services/postgres-service.ts")).toContain("CHECK_INTERVAL_MS = 300_000");
});

test("rows are found, added, changed and removed with every value bound", async () => {
  const plugin = await checkedPlugin({
    name: "plugin-store",
    description: "Rows of our PostgreSQL database",
    actions: [
      {
        name: "findCustomer",
        description: "SELECT id, name FROM customers WHERE email = $1",
        parameters: { email: "string" },
      },
      {
        name: "insertRecord",
        description: "Insert a record into a table",
        parameters: { table: "string", data: "object" },
      },
      {
        name: "updateRecords",
        description: "Update records of a table",
        parameters: { table: "string", changes: "object", where: "object" },
      },
      {
        name: "deleteRecords",
        description: "Delete records of a table",
        parameters: { table: "string", where: "object" },
      },
      { name: "listTables", description: "List all tables of the database", parameters: {} },
    ],
    environmentVariables: [url],
  });
  expect(plugin.missing).toEqual([]);
  expect(plugin.typeErrors).toBe("");
  expect(plugin.tests.exitCode, plugin.tests.output).toBe(0);
});

test("pg is asked for where the specification forgot it", () => {
  const { specification } = readSpecification({ ...postgres, dependencies: {} });
  expect(sql.matches(specification, componentsOf(specification))?.dependencies).toEqual({
    pg: "^8.11.0",
  });
});

test.each(["MySQL", "MongoDB", "SQLite", "Redis"])("%s is another database", (kind) => {
  const missing = missingIn({
    name: "plugin-other",
    description: `Queries for ${kind}`,
    actions: [{ name: "runQuery", description: "Run a query", parameters: { query: "string" } }],
    environmentVariables: [{ ...url, description: `${kind} connection string` }],
  });
  expect(missing).toEqual(["action runQuery"]);
});

test.each([
  [
    "SELECT a FROM t WHERE b = $1",
    { b: "string" },
    { text: "SELECT a FROM t WHERE b = $1", binds: ["b"] },
  ],
  [
    "Runs `UPDATE t SET a = :newValue WHERE id = :id` at once.",
    { id: "integer", newValue: "string" },
    { text: "UPDATE t SET a = $1 WHERE id = $2", binds: ["newValue", "id"] },
  ],
  ["SELECT a FROM t WHERE b = {b} AND c = {unknown}", { b: "string" }, undefined],
  ["SELECT a FROM t", { unused: "string" }, undefined],
  ["Select a fitting answer from the list", {}, undefined],
])("the statement in %j is read together with its parameters", (description, types, expected) => {
  const { specification } = readSpecification({
    name: "plugin-x",
    description: "x",
    actions: [{ name: "act", description, parameters: types }],
  });
  const [action] = specification.actions;
  expect(action && statementIn(action)).toEqual(expected);
});
