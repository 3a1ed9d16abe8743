import type { SourceFile } from "../../blueprint.ts";
import type { SqlKind } from "./claims.ts";

/** Functions of the generated files below, by what needs them. */
const READING: Partial<Record<SqlKind, string>> = {
  stats: `
const STATISTICS = \`SELECT d.datname AS database, version() AS version,
    pg_database_size(d.datname)::bigint::text AS size_bytes, pg_size_pretty(pg_database_size(d.datname)) AS size,
    d.numbackends AS connections, current_setting('max_connections')::int AS max_connections,
    d.xact_commit::text AS transactions_committed, d.xact_rollback::text AS transactions_rolled_back,
    d.blks_hit::text AS blocks_from_cache, d.blks_read::text AS blocks_from_disk, d.deadlocks::text AS deadlocks
  FROM pg_stat_database d WHERE d.datname = current_database()\`;

/** What the database says about itself; large counts are texts, as they may exceed what a number holds. */
export async function databaseStatistics(query: Query): Promise<Record<string, unknown>> {
  const { rows } = await query(STATISTICS);
  return rows[0] ?? {};
}
`,
  tables: `
export interface Table {
  schema: string;
  name: string;
  /** BASE TABLE or VIEW. */
  type: string;
}

/** The tables and views of one schema, or of all that are not the server's own. */
export async function listTables(query: Query, schema?: string): Promise<Table[]> {
  const { rows } = await query(
    \`SELECT table_schema AS schema, table_name AS name, table_type AS type FROM information_schema.tables
      WHERE CASE WHEN $1::text IS NULL THEN table_schema NOT IN ('pg_catalog', 'information_schema')
        ELSE table_schema = $1 END
      ORDER BY 1, 2\`,
    [schema ?? null],
  );
  return rows as unknown as Table[];
}
`,
  describe: `
export interface Column {
  name: string;
  type: string;
  nullable: boolean;
  default: string | null;
}

/** The columns of a table, in order; none when there is no such table. The name may carry its schema. */
export async function describeTable(query: Query, table: string, schema?: string): Promise<Column[]> {
  const [name = "", own = schema] = table.split(".").reverse();
  const { rows } = await query(
    \`SELECT column_name AS name, data_type AS type, is_nullable = 'YES' AS nullable, column_default AS default
      FROM information_schema.columns WHERE table_name = $1 AND table_schema = COALESCE($2, current_schema())
      ORDER BY ordinal_position\`,
    [name, own ?? null],
  );
  return rows as unknown as Column[];
}
`,
  select: `
const MOST_ROWS = 1000;

/** The rows of a table whose columns have the wanted values. */
export function selectRows(
  query: Query,
  table: string,
  { where = {}, limit = 100 }: { where?: Values | undefined; limit?: number | undefined },
): Promise<Rows> {
  const { text, values } = conditions(where, 0);
  const most = Math.max(1, Math.min(MOST_ROWS, Math.trunc(limit)));
  return query(\`SELECT * FROM \${identifier(table)}\${text} LIMIT $\${values.length + 1}\`, [...values, most]);
}
`,
  insert: `
/** Adds one row and returns it with what the database filled in. */
export function insertRow(query: Query, table: string, data: Values): Promise<Rows> {
  const names = namesOf(data, "no column is given");
  const places = names.map((_, index) => \`$\${index + 1}\`).join(", ");
  const columns = names.map(identifier).join(", ");
  return query(
    \`INSERT INTO \${identifier(table)} (\${columns}) VALUES (\${places}) RETURNING *\`,
    names.map((name) => data[name]),
  );
}
`,
  update: `
/** Changes the rows whose columns have the wanted values and returns them; never all rows of a table. */
export function updateRows(query: Query, table: string, data: Values, where: Values): Promise<Rows> {
  const names = namesOf(data, "no column to change is given");
  namesOf(where, "without a condition every row would change");
  const changes = names.map((name, index) => \`\${identifier(name)} = $\${index + 1}\`).join(", ");
  const { text, values } = conditions(where, names.length);
  return query(\`UPDATE \${identifier(table)} SET \${changes}\${text} RETURNING *\`, [
    ...names.map((name) => data[name]),
    ...values,
  ]);
}
`,
  delete: `
/** Removes the rows whose columns have the wanted values and returns them; never all rows of a table. */
export function deleteRows(query: Query, table: string, where: Values): Promise<Rows> {
  namesOf(where, "without a condition every row would be removed");
  const { text, values } = conditions(where, 0);
  return query(\`DELETE FROM \${identifier(table)}\${text} RETURNING *\`, values);
}
`,
};

const BUILDING = `
/** A name that can be nothing but a name: quotes inside it are doubled. A dot separates schema and table. */
export function identifier(name: string): string {
  return name
    .split(".")
    .map((part) => \`"\${part.replaceAll('"', '""')}"\`)
    .join(".");
}

function namesOf(values: Values, problem: string): string[] {
  const names = Object.keys(values);
  if (names.length === 0) throw new Error(problem);
  return names;
}

/** A WHERE clause for columns that equal values; null asks for rows without a value. */
function conditions(where: Values, bound: number): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const parts = Object.entries(where).map(([name, value]) => {
    if (value === null) return \`\${identifier(name)} IS NULL\`;
    values.push(value);
    return \`\${identifier(name)} = $\${bound + values.length}\`;
  });
  return { text: parts.length > 0 ? \` WHERE \${parts.join(" AND ")}\` : "", values };
}
`;

/** The file with the questions that actions share; nothing when none of them needs any. */
export function tablesFile(kinds: Set<SqlKind>): SourceFile | undefined {
  const wanted = Object.entries(READING).filter(([kind]) => kinds.has(kind as SqlKind));
  if (wanted.length === 0) return undefined;
  const changes = (["insert", "update", "delete"] as const).some((kind) => kinds.has(kind));
  const builds = changes || kinds.has("select");
  const building = changes ? BUILDING : BUILDING.replace(/\nfunction namesOf[\s\S]*?\n}\n/, "");
  return {
    path: "src/tables.ts",
    content: `import type { Query${builds ? ", Rows" : ""} } from "./database.js";
${builds ? "\ntype Values = Record<string, unknown>;\n" : ""}${wanted.map(([, text]) => text).join("")}${builds ? building : ""}`,
  };
}
