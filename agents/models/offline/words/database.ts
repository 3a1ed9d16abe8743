import { type Parts, text, type Topic } from "./topic.ts";

const KEPT_IN =
  /\b(save|store|keep|persist|record|saved|stored|kept)\w*\b[^.;]{0,60}\b(in|into|to|using|with)\b[^.;]{0,15}\b(postgres\w*|sql|database|db)\b/i;

/** Queries against PostgreSQL. */
export const database: Topic = {
  asks: (clause) =>
    !KEPT_IN.test(clause) &&
    /\bpostgres(ql)?\b|\bsql\b|\bDATABASE_URL\b|\bquer(y|ies)\b[^.;]{0,40}\b(database|db)\b|\b(database|db) (plugin|quer\w+|connections?|operations?|integration|statistics|access|service|health|tables?)\b|\b(run|execute|perform)\w* (\w+ )?quer(y|ies)\b|\b(connect\w*|access) (to )?(our|my|the|a) (database|db)\b/i.test(
      clause,
    ),
  continues: (clause) =>
    /\b(connections?|pool\w*|transactions?|statistics|stats|health|quer(y|ies)|tables?|database|rows?|schema|parameters|secret)\b/i.test(
      clause,
    ),
  parts(clauses, request): Parts {
    const says = (pattern: RegExp) => pattern.test(clauses);
    const postgres = says(/postgres/i);
    const transaction = says(/\btransactions?\b/i);
    const minutes = /\bevery (\d+)?\s*(second|minute|hour)s?\b/i.exec(clauses);
    const watches = says(
      /\b(checks?|monitor\w*|watch\w*|test\w*|verif\w*|ping\w*)\b[^.;]{0,40}\b(connection|health|database|alive|availability)\b|\bhealth (check|monitor)\w*/i,
    );
    const tables = /\b(list\w*|show\w*|describe\w*)\b[^.;]{0,20}\b(tables|schema|columns)\b/i.test(
      clauses,
    );
    const url =
      /\b(?:[A-Z]+_)*(?:DATABASE|POSTGRES|PG|DB)(?:_[A-Z]+)*_(?:URL|URI|DSN)\b/.exec(
        request,
      )?.[0] ?? "DATABASE_URL";
    const query = text("SQL text with $1, $2 … for its parameters");
    return {
      slug: postgres ? "postgres" : "database",
      subject: postgres ? "PostgreSQL database access" : "database operations",
      actions: [
        {
          name: postgres ? "executeQuery" : "queryDatabase",
          description: "Execute a SQL query with parameters",
          parameters: {
            query,
            params: { type: "array", description: "Optional values for $1, $2 …", required: false },
          },
        },
        ...(says(/\b(statistics|stats|metrics)\b/i)
          ? [
              {
                name: "getDatabaseStats",
                description: "Get database statistics and health",
                parameters: {},
              },
            ]
          : []),
        ...(tables
          ? [{ name: "listTables", description: "List the tables of the database", parameters: {} }]
          : []),
      ],
      services: [
        {
          name: postgres ? "PostgresService" : "DatabaseService",
          description: says(/\bpool/i)
            ? "Manages PostgreSQL connections with a connection pool"
            : "Manages PostgreSQL connections and queries",
          methods: ["connect", "disconnect", "query", ...(transaction ? ["transaction"] : [])],
        },
      ],
      evaluators: watches
        ? [
            {
              name: "databaseHealth",
              description: "Monitors database connection health",
              triggers: [cron(minutes)],
            },
          ]
        : [],
      dependencies: { pg: "^8.11.0" },
      environmentVariables: [
        { name: url, description: "PostgreSQL connection string", required: true, sensitive: true },
        ...(says(/\bpool size\b/i)
          ? [
              {
                name: "DATABASE_POOL_SIZE",
                description: "Maximum connection pool size",
                required: false,
                sensitive: false,
              },
            ]
          : []),
      ],
    };
  },
};

function cron(every: RegExpExecArray | null): string {
  const count = Math.max(1, Number(every?.[1] ?? 1));
  if (!every) return "*/5 * * * *";
  if (/hour/i.test(every[2] ?? ""))
    return count === 1 ? "0 * * * *" : `0 */${Math.min(count, 23)} * * *`;
  // Cron knows no seconds: anything shorter than a minute becomes every minute.
  return /second/i.test(every[2] ?? "") || count === 1
    ? "* * * * *"
    : `*/${Math.min(count, 59)} * * * *`;
}

/** Wishes to keep things in tables of one's own, which no blueprint does; nothing when there are none. */
export function ownTables(request: string): string | undefined {
  const found = KEPT_IN.exec(request)?.[0];
  return found === undefined ||
    /\b(runtime|agent)('s)? (own )?(database|storage)\b/i.test(request) ||
    !/postgres|sql|database_url/i.test(found)
    ? undefined
    : "Keeping things in tables of your own PostgreSQL: my blueprints keep them in the agent's own storage, which survives restarts. It would help to leave the place open, or to ask for a plugin that runs SQL queries.";
}
