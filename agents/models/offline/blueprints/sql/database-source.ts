import type { SourceFile } from "../../blueprint.ts";
import { quote } from "../../code/text.ts";

/** Names of the settings a database is reached with. */
export interface DatabaseSettings {
  url: string;
  poolSize: string;
}

/** The types of `pg`, which carries none of its own. */
export const pgFile: SourceFile = {
  path: "src/pg.ts",
  content: `/** The part of the package \`pg\` that this plugin uses; the package carries no types of its own. */
declare module "pg" {
  export interface QueryResult {
    command: string;
    rowCount: number | null;
    rows: Record<string, unknown>[];
    fields: { name: string }[];
  }

  export interface Statement {
    text: string;
    values: unknown[];
    /** The extended protocol takes one statement at a time and never mixes values into its text. */
    queryMode: "extended";
  }

  export interface PoolClient {
    query(statement: Statement): Promise<QueryResult>;
    release(destroy?: boolean): void;
  }

  export interface PoolOptions {
    connectionString: string;
    max: number;
    connectionTimeoutMillis: number;
    statement_timeout: number;
    query_timeout: number;
    allowExitOnIdle: boolean;
  }

  export class Pool {
    constructor(options: PoolOptions);
    readonly totalCount: number;
    readonly idleCount: number;
    readonly waitingCount: number;
    connect(): Promise<PoolClient>;
    end(): Promise<void>;
    on(event: "error", listener: (error: Error) => void): this;
  }

  const pg: { Pool: typeof Pool };
  export default pg;
}
`,
};

/** The file that owns the connection pool. */
export function databaseFile({ url, poolSize }: DatabaseSettings): SourceFile {
  return {
    path: "src/database.ts",
    content: `import type { IAgentRuntime } from "@elizaos/core";
import pg, { type Pool, type PoolClient, type QueryResult } from "pg";
import { explained, isAnswer } from "./database-errors.js";
import { setting } from "./settings.js";

const DEFAULT_POOL_SIZE = 10;
const CONNECTION_TIMEOUT_MS = 5_000;
/** How long the server works on one statement before it gives up. */
const STATEMENT_TIMEOUT_MS = 30_000;

export interface Rows {
  rows: Record<string, unknown>[];
  /** How many rows were returned or changed. */
  rowCount: number;
  /** Names of the columns, in order. */
  fields: string[];
  /** What was done, such as SELECT. */
  command: string;
}

/** Runs one statement; values are bound to $1, $2 … and never become part of the text. */
export type Query = (text: string, values?: unknown[]) => Promise<Rows>;

export interface Health {
  healthy: boolean;
  /** How long the database took to answer. */
  latencyMs: number;
  /** When it was asked, as an ISO 8601 date. */
  at: string;
  /** Why it is not healthy. */
  reason?: string;
}

export interface PoolCounts {
  /** The most connections there may be. */
  size: number;
  total: number;
  idle: number;
  waiting: number;
}

const databases = new WeakMap<IAgentRuntime, Database>();

/** The database of an agent: one pool, shared by everything in this plugin. */
export function databaseOf(runtime: IAgentRuntime): Database {
  const database = databases.get(runtime) ?? new Database(runtime);
  databases.set(runtime, database);
  return database;
}

/** A pool of connections that opens at the first use. Its errors never repeat the connection string. */
export class Database {
  readonly #runtime: IAgentRuntime;
  #pool: Pool | undefined;
  #lastHealth: Health | undefined;

  constructor(runtime: IAgentRuntime) {
    this.#runtime = runtime;
  }

  /** Opens the pool and makes sure that the database answers. */
  async connect(): Promise<void> {
    const health = await this.checkHealth();
    if (!health.healthy) throw new Error(health.reason);
  }

  /** Closes all connections; the next use opens new ones. */
  async disconnect(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.end();
  }

  isConnected(): boolean {
    return this.#pool !== undefined && this.#lastHealth?.healthy === true;
  }

  query: Query = (text, values = []) => this.#withClient((client) => run(client, text, values));

  /** Does all of the work or none of it: a failure undoes what was done before. */
  async transaction<Value>(work: (client: { query: Query }) => Promise<Value>): Promise<Value> {
    return this.#withClient(async (client) => {
      const query: Query = (text, values = []) => run(client, text, values);
      await query("BEGIN");
      try {
        const value = await work({ query });
        await query("COMMIT");
        return value;
      } catch (error) {
        // When even this fails the connection is gone, and the transaction with it.
        await query("ROLLBACK").catch(() => undefined);
        throw error;
      }
    });
  }

  /** Asks the database for a sign of life. Never throws. */
  async checkHealth(): Promise<Health> {
    const start = performance.now();
    const reason = await this.query("SELECT 1").then(
      () => undefined,
      (error: Error) => error.message,
    );
    const health: Health = {
      healthy: reason === undefined,
      latencyMs: Math.round(performance.now() - start),
      at: new Date().toISOString(),
      ...(reason !== undefined && { reason }),
    };
    this.#lastHealth = health;
    return health;
  }

  /** The outcome of the newest check, if there was one. */
  get lastHealth(): Health | undefined {
    return this.#lastHealth;
  }

  get poolCounts(): PoolCounts {
    const { totalCount: total = 0, idleCount: idle = 0, waitingCount: waiting = 0 } = this.#pool ?? {};
    return { size: this.#poolSize(), total, idle, waiting };
  }

  #poolSize(): number {
    const size = Number(setting(this.#runtime, ${quote(poolSize)}) ?? DEFAULT_POOL_SIZE);
    return Number.isInteger(size) && size > 0 ? size : DEFAULT_POOL_SIZE;
  }

  async #withClient<Value>(work: (client: PoolClient) => Promise<Value>): Promise<Value> {
    let broken = false;
    let client: PoolClient | undefined;
    try {
      client = await this.#opened().connect();
      return await work(client);
    } catch (error) {
      broken = !isAnswer(error);
      throw explained(error, setting(this.#runtime, ${quote(url)}));
    } finally {
      client?.release(broken);
    }
  }

  #opened(): Pool {
    if (this.#pool) return this.#pool;
    const connectionString = setting(this.#runtime, ${quote(url)});
    if (connectionString === undefined) {
      throw new Error(${quote(`no database is set: put its connection string into ${url}`)});
    }
    if (!/^postgres(ql)?:\\/\\/./.test(connectionString) || !URL.canParse(connectionString)) {
      throw new Error(${quote(`${url} must look like postgres://user:password@host:5432/database`)});
    }
    this.#pool = new pg.Pool({
      connectionString,
      max: this.#poolSize(),
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: STATEMENT_TIMEOUT_MS + CONNECTION_TIMEOUT_MS,
      allowExitOnIdle: true,
    });
    // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
    this.#pool.on("error", () => undefined);
    return this.#pool;
  }
}

async function run(client: PoolClient, text: string, values: unknown[]): Promise<Rows> {
  const result = await client.query({ text, values, queryMode: "extended" });
  return plain(result);
}

function plain({ rows, rowCount, fields, command }: QueryResult): Rows {
  return {
    rows: rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)])),
    ),
    rowCount: rowCount ?? rows.length,
    fields: fields.map(({ name }) => name),
    command,
  };
}

/** Dates and bytes become text, so that rows survive JSON. */
function plainValue(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  return value instanceof Uint8Array ? \`\\\\x\${Buffer.from(value).toString("hex")}\` : value;
}
`,
  };
}
