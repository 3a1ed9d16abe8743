import type { PluginSpecification } from "../../../../../shared/specification.ts";
import type { RenderOptions, SourceFile } from "../../blueprint.ts";
import { actionFile } from "../../code/action.ts";
import { withoutClash } from "../../code/imports.ts";
import { zodSource } from "../../code/schema.ts";
import { requiredSettings } from "../../code/settings.ts";
import { access, literal, quote } from "../../code/text.ts";
import type { SqlAction, SqlKind, SqlRole } from "./claims.ts";
import type { DatabaseSettings } from "./database-source.ts";

interface Work {
  body: string;
  fromTables?: string;
  /** Names imported from `../answers.js`. */
  fromAnswers?: string;
  user: string;
}

/** The file of an action that asks or changes the database. */
export function sqlActionFile(
  sql: SqlAction,
  { specification, settings }: { specification: PluginSpecification; settings: DatabaseSettings },
  { maximumLength }: RenderOptions,
): SourceFile {
  const { action, needed } = sql;
  const work = WORK[sql.kind](sql);
  const required = [...new Set([settings.url, ...requiredSettings(specification)])];
  return actionFile({
    action,
    required: needed,
    schema: zodSource(action.parameters, { required: needed, maximumLength }),
    ...withoutClash(action.name, {
      body: work.body,
      imports: [
        ...(work.fromAnswers ? [`import { ${work.fromAnswers} } from "../answers.js";`] : []),
        `import { databaseOf } from "../database.js";`,
        `import { hasSettings } from "../settings.js";`,
        ...(work.fromTables ? [`import { ${work.fromTables} } from "../tables.js";`] : []),
      ],
    }),
    takes: Object.keys(action.parameters).length > 0 ? "values" : "",
    available: `hasSettings(runtime, ${literal(required)})`,
    ...(work.body.includes("failure(") && { fromRespond: ["failure"] }),
    examples: [{ user: work.user, agent: "I am asking the database." }],
  });
}

const value = ({ roles }: SqlAction, role: SqlRole): string | undefined => {
  const name = roles[role];
  return name === undefined ? undefined : access("values", name);
};

const WORK: Record<SqlKind, (sql: SqlAction) => Work> = {
  execute: (sql) => {
    const params = value(sql, "params");
    const limit = value(sql, "limit");
    return {
      body: `const result = await databaseOf(runtime).query(${value(sql, "query")}${params ? `, ${params}` : ""});
return answerRows(result${limit ? `, ${limit}` : ""});`,
      fromAnswers: "answerRows",
      user: "Run SELECT name FROM users WHERE id = $1 with 7.",
    };
  },
  statement: ({ action, statement }) => {
    const binds = (statement?.binds ?? []).map((name) => access("values", name));
    return {
      body: `const result = await databaseOf(runtime).query(
  ${quote(statement?.text ?? "")},
  [${binds.join(", ")}],
);
return answerRows(result);`,
      fromAnswers: "answerRows",
      user: `Please do this: ${action.name}.`,
    };
  },
  stats: () => ({
    body: `const database = databaseOf(runtime);
const start = performance.now();
const statistics = await databaseStatistics(database.query);
const latencyMs = Math.round(performance.now() - start);
const pool = database.poolCounts;
return {
  success: true,
  text: \`Database \${String(statistics["database"])} is healthy: \${String(statistics["size"])}, \${String(statistics["connections"])} of \${String(statistics["max_connections"])} connections, \${pool.total} of \${pool.size} in this pool, answered in \${latencyMs} ms.\`,
  values: { healthy: true },
  data: { healthy: true, latencyMs, statistics, pool },
};`,
    fromTables: "databaseStatistics",
    user: "How is the database doing?",
  }),
  health: () => ({
    body: `const health = await databaseOf(runtime).checkHealth();
if (!health.healthy) {
  return { ...failure(\`The database is not healthy: \${health.reason}.\`), data: { ...health } };
}
return {
  success: true,
  text: \`The database is healthy and answered in \${health.latencyMs} ms.\`,
  values: { healthy: true },
  data: { ...health },
};`,
    user: "Is the database up?",
  }),
  tables: (sql) => ({
    body: `const tables = await listTables(databaseOf(runtime).query${value(sql, "schema") ? `, ${value(sql, "schema")}` : ""});
const names = tables.map(({ schema, name }) => (schema === "public" ? name : \`\${schema}.\${name}\`));
return {
  success: true,
  text: tables.length === 0 ? "There are no tables." : \`Tables: \${names.join(", ")}\`,
  values: { tableCount: tables.length },
  data: { tables },
};`,
    fromTables: "listTables",
    user: "Which tables are there?",
  }),
  describe: (sql) => ({
    body: `const columns = await describeTable(databaseOf(runtime).query, ${value(sql, "table")}${value(sql, "schema") ? `, ${value(sql, "schema")}` : ""});
if (columns.length === 0) return failure(\`There is no table "\${${value(sql, "table")}}".\`);
const lines = columns.map(({ name, type, nullable }) => \`- \${name}: \${type}\${nullable ? "" : ", required"}\`);
return {
  success: true,
  text: \`Columns of \${${value(sql, "table")}}:\\n\${lines.join("\\n")}\`,
  data: { table: ${value(sql, "table")}, columns },
};`,
    fromTables: "describeTable",
    user: "What does the table users look like?",
  }),
  select: (sql) => {
    const options = (["where", "limit"] as const).flatMap((role) => {
      const given = value(sql, role);
      return given ? [`${role}: ${given}`] : [];
    });
    return {
      body: `return answerRows(await selectRows(databaseOf(runtime).query, ${value(sql, "table")}, { ${options.join(", ")} }));`,
      fromTables: "selectRows",
      fromAnswers: "answerRows",
      user: "Show me the rows of the table users.",
    };
  },
  insert: (sql) => ({
    body: `return answerRows(await insertRow(databaseOf(runtime).query, ${value(sql, "table")}, ${value(sql, "data")}));`,
    fromTables: "insertRow",
    fromAnswers: "answerRows",
    user: "Add a row to the table users.",
  }),
  update: (sql) => ({
    body: `return answerRows(
  await updateRows(databaseOf(runtime).query, ${value(sql, "table")}, ${value(sql, "data")}, ${value(sql, "where")}),
);`,
    fromTables: "updateRows",
    fromAnswers: "answerRows",
    user: "Change a row of the table users.",
  }),
  delete: (sql) => ({
    body: `return answerRows(await deleteRows(databaseOf(runtime).query, ${value(sql, "table")}, ${value(sql, "where")}));`,
    fromTables: "deleteRows",
    fromAnswers: "answerRows",
    user: "Remove a row of the table users.",
  }),
};

/** The file that puts rows into words. */
export const answersFile: SourceFile = {
  path: "src/answers.ts",
  content: `import type { Rows } from "./database.js";
import type { Answer } from "./respond.js";

const ROWS_SHOWN = 100;
const ROWS_KEPT = 1000;
const ROW_LENGTH = 300;

/** Says what a statement returned or changed: 100 rows in words, 1000 as data. */
export function answerRows({ rows, rowCount, fields, command }: Rows, limit = ROWS_KEPT): Answer {
  const kept = rows.slice(0, Math.max(0, Math.min(limit, ROWS_KEPT)));
  const truncated = kept.length < rows.length;
  const lines = kept.slice(0, ROWS_SHOWN).map((row) => {
    const text = JSON.stringify(row);
    return text.length > ROW_LENGTH ? \`\${text.slice(0, ROW_LENGTH)}…\` : text;
  });
  const count = \`\${rowCount} \${rowCount === 1 ? "row" : "rows"}\`;
  const more = rows.length > lines.length ? \`\\n… and \${rows.length - lines.length} more\` : "";
  return {
    success: true,
    text: rows.length > 0 ? \`\${count}:\\n\${lines.join("\\n")}\${more}\` : \`\${command}: \${count}.\`,
    values: { rowCount },
    data: { rows: kept, rowCount, fields, command, truncated },
  };
}
`,
};
