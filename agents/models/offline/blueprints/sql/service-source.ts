import type {
  ProviderSpecification,
  ServiceSpecification,
} from "../../../../../shared/specification.ts";
import type { SourceFile, Wiring } from "../../blueprint.ts";
import {
  evaluatorConstant,
  evaluatorWiring,
  providerConstant,
  providerWiring,
  serviceClass,
  serviceType,
  serviceWiring,
} from "../../code/context.ts";
import { spaced } from "../../code/roles.ts";
import { doc, key as property, literal, quote } from "../../code/text.ts";
import { methodMeanings, type Watch } from "./claims.ts";

/** Each method under the name `NAME`; what it does is the database's own affair. */
const BODIES: Record<string, string> = {
  connect: `  /** Opens the pool and makes sure that the database answers; an error says why it does not. */
  async NAME(): Promise<void> {
    await databaseOf(this.runtime).connect();
  }`,
  disconnect: `  /** Closes all connections. Doing it twice does no harm, and the next use opens new ones. */
  async NAME(): Promise<void> {
    await databaseOf(this.runtime).disconnect();
  }`,
  query: `  /** Runs one statement; values are bound to $1, $2 … and never become part of its text. */
  async NAME(text: string, values: unknown[] = []): Promise<Rows> {
    return databaseOf(this.runtime).query(text, values);
  }`,
  queryOne: `  /** The first row a statement returns, if there is one. */
  async NAME(text: string, values: unknown[] = []): Promise<Record<string, unknown> | undefined> {
    return (await databaseOf(this.runtime).query(text, values)).rows[0];
  }`,
  transaction: `  /** Does all of the work or none of it: \`NAME(async ({ query }) => { await query("…"); })\`. */
  async NAME<Value>(work: (client: { query: Query }) => Promise<Value>): Promise<Value> {
    return databaseOf(this.runtime).transaction(work);
  }`,
  isConnected: `  /** Whether the database answered when it was last asked. */
  NAME(): boolean {
    return databaseOf(this.runtime).isConnected();
  }`,
  health: `  /** Asks the database for a sign of life; never throws. */
  async NAME(): Promise<Health> {
    return databaseOf(this.runtime).checkHealth();
  }`,
  poolStats: `  /** How many connections there are and may be. */
  NAME(): PoolCounts {
    return databaseOf(this.runtime).poolCounts;
  }`,
  databaseStats: `  /** What the database says about itself. */
  async NAME(): Promise<Record<string, unknown>> {
    return databaseStatistics(databaseOf(this.runtime).query);
  }`,
  listTables: `  /** The tables and views of one schema, or of all. */
  async NAME(schema?: string): Promise<Table[]> {
    return listTables(databaseOf(this.runtime).query, schema);
  }`,
  describeTable: `  /** The columns of a table; none when there is no such table. */
  async NAME(table: string): Promise<Column[]> {
    return describeTable(databaseOf(this.runtime).query, table);
  }`,
};

const IMPORTS: [meaning: string, file: string, names: string][] = [
  ["health", "database", "type Health"],
  ["poolStats", "database", "type PoolCounts"],
  ["transaction", "database", "type Query"],
  ["query", "database", "type Rows"],
  ["databaseStats", "tables", "databaseStatistics"],
  ["describeTable", "tables", "describeTable, type Column"],
  ["listTables", "tables", "listTables, type Table"],
];

/** A service's file: its methods, and the regular look at the database where one was asked for. */
export function serviceFile(service: ServiceSpecification, watch: Watch | undefined): SourceFile {
  const { name, description } = service;
  const meanings = methodMeanings(service) ?? new Map<string, string>();
  const used = new Set(meanings.values());
  const from = (file: string) =>
    IMPORTS.filter(([meaning, each]) => each === file && used.has(meaning)).map(
      ([, , names]) => names,
    );
  const tables = from("tables");
  const methods = [...meanings].map(([method, meaning]) =>
    (BODIES[meaning] ?? "").replaceAll("NAME", method),
  );
  const className = serviceClass(name);
  const content = `import { Service, type IAgentRuntime } from "@elizaos/core";
import { ${["databaseOf", ...from("database")].join(", ")} } from "../database.js";
${tables.length > 0 ? `import { ${tables.join(", ")} } from "../tables.js";\n` : ""}${
    watch
      ? `
/** How often the database is asked for a sign of life. */
const CHECK_INTERVAL_MS = ${watch.intervalMs.toLocaleString("en").replaceAll(",", "_")};
`
      : ""
  }
${doc(description || "Owns the connections to the database.")}
export class ${className} extends Service {
  static override serviceType = ${quote(serviceType(name))};
  override capabilityDescription = ${quote(description || "Connections to a PostgreSQL database")};
${watch ? "  #timer: NodeJS.Timeout | undefined;\n" : ""}
  /** Starts without touching the database: it may be down, and the agent should run all the same. */
  static override async start(runtime: IAgentRuntime): Promise<${className}> {
${
  watch
    ? `    const service = new ${className}(runtime);
    const check = () => void databaseOf(runtime).checkHealth();
    service.#timer = setInterval(check, CHECK_INTERVAL_MS).unref();
    return service;`
    : `    return new ${className}(runtime);`
}
  }

  override async stop(): Promise<void> {
${watch ? "    clearInterval(this.#timer);\n" : ""}    await databaseOf(this.runtime).disconnect();
  }

${methods.join("\n\n")}
}
`;
  return { path: `src/${serviceWiring(name).file}`, content };
}

/** An evaluator's file: it reports the health the service found, and looks itself when that is too old. */
export function evaluatorFile(
  { evaluator, intervalMs, words }: Watch,
  { plugin, url }: { plugin: string; url: string },
): SourceFile {
  const { name, description } = evaluator;
  const content = `import type { Evaluator } from "@elizaos/core";
import { databaseOf } from "../database.js";
import { hasSettings } from "../settings.js";

/** A health check older than this says nothing any more. */
const INTERVAL_MS = ${intervalMs.toLocaleString("en").replaceAll(",", "_")};
${words.length > 0 ? `const WORDS = ${literal(words.map((each) => each.toLowerCase()))};\n` : ""}
${doc(description || "Watches the health of the database.")}
export const ${evaluatorConstant(name)}: Evaluator = {
  name: ${quote(name)},
  description: ${quote(description)},
  ${words.length > 0 ? "" : "alwaysRun: true,\n  "}examples: [],
  validate: (runtime${words.length > 0 ? ", message" : ""}) => {
    const isSet = hasSettings(runtime, [${quote(url)}]);
    ${
      words.length > 0
        ? `const text = (message.content.text ?? "").toLowerCase();
    return Promise.resolve(isSet && WORDS.some((word) => text.includes(word)));`
        : "return Promise.resolve(isSet);"
    }
  },
  handler: async (runtime) => {
    const database = databaseOf(runtime);
    const last = database.lastHealth;
    const isFresh = last !== undefined && Date.now() - Date.parse(last.at) < INTERVAL_MS;
    const health = isFresh ? last : await database.checkHealth();
    await runtime.setCache(${quote(`${plugin}:database-health`)}, health);
    const text = health.healthy
      ? \`The database is healthy and answered in \${health.latencyMs} ms.\`
      : \`The database is not healthy: \${health.reason}.\`;
    if (!health.healthy) runtime.logger.warn(text);
    return {
      success: health.healthy,
      text,
      values: { databaseHealthy: health.healthy },
      data: { ...health },
    };
  },
};
`;
  return { path: `src/${evaluatorWiring(name).file}`, content };
}

const FIELDS: [RegExp, string][] = [
  [/\b(connected|healthy|available|up|alive)\b/, "health?.healthy ?? false"],
  [
    /\b(status|state|health)\b/,
    `health === undefined ? "unknown" : health.healthy ? "healthy" : "unhealthy"`,
  ],
  [/\b(latency|response time|ms)\b/, "health?.latencyMs ?? null"],
  [/\b(idle)\b/, "pool.idle"],
  [/\b(waiting|queue)\b/, "pool.waiting"],
  [/\b(size|max)\b/, "pool.size"],
  [/\b(total|active|connections|count)\b/, "pool.total"],
  [/\b(pool)\b/, "pool"],
  [/\b(error|reason)\b/, "health?.reason ?? null"],
  [/\b(at|time|checked|timestamp|check)\b/, "health?.at ?? null"],
];

const expression = (field: string): string | undefined =>
  FIELDS.find(([called]) => called.test(spaced(field)))?.[1];

/** Whether a provider is about the database and promises nothing that is not known. */
export function isDatabaseProvider({
  name,
  description,
  dataStructure = {},
}: ProviderSpecification): boolean {
  return (
    /\b(database|db|postgres\w*|connection|pool|sql)\b/i.test(`${spaced(name)} ${description}`) &&
    !/\b(schema|tables|columns|rows|history|queries|results?)\b/i.test(
      `${spaced(name)} ${description}`,
    ) &&
    Object.keys(dataStructure).every((field) => expression(field) !== undefined)
  );
}

/** A provider's file that shows health and connections without asking the database. */
export function databaseProvider({
  name,
  description,
  dataStructure = {},
}: ProviderSpecification): {
  file: SourceFile;
  wiring: Wiring;
} {
  const wiring = providerWiring(name);
  const fields = Object.keys(dataStructure).map(
    (field) => `${property(field)}: ${expression(field) ?? "null"}`,
  );
  const content = `import type { Provider } from "@elizaos/core";
import { databaseOf } from "../database.js";

${doc(description || "Health and connections of the database.")}
export const ${providerConstant(name)}: Provider = {
  name: ${quote(name)},
  description: ${quote(description)},
  get: (runtime) => {
    const { lastHealth: health, poolCounts: pool } = databaseOf(runtime);
    const state = !health
      ? "has not been asked yet"
      : health.healthy
        ? \`is healthy (\${health.latencyMs} ms at \${health.at})\`
        : \`is not healthy: \${health.reason} (at \${health.at})\`;
    const values = { ${[...fields, "databaseHealthy: health?.healthy ?? false"].join(", ")} };
    return Promise.resolve({
      text: \`The database \${state}. Connections: \${pool.total} of \${pool.size}, \${pool.idle} idle.\`,
      values,
      data: { ...values, health: health ?? null, pool },
    });
  },
};
`;
  return { file: { path: `src/${wiring.file}`, content }, wiring };
}
