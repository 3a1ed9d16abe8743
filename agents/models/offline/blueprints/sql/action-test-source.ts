import { sample, wrongSample } from "../../code/samples.ts";
import { literal, quote } from "../../code/text.ts";
import type { SqlAction, SqlKind } from "./claims.ts";
import type { DatabaseSettings } from "./database-source.ts";

/** A value that would do harm if it ever became part of a statement. */
export const EVIL = "x'; DROP TABLE users; --";

/** What a good call looks like, what arrives at the database, and what comes back. */
export function scene({ kind, roles, action, statement }: SqlAction): {
  given: Record<string, unknown>;
  part: string;
  rows: Record<string, unknown>[];
  arrives?: { text: string; values: string[] };
} {
  const given = (values: Partial<Record<keyof typeof roles, unknown>>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(values).flatMap(([role, each]) => {
        const name = roles[role as keyof typeof roles];
        return name === undefined ? [] : [[name, each]];
      }),
    );
  const ada = [{ id: 7, name: "Ada" }];
  const scenes: Record<SqlKind, () => ReturnType<typeof scene>> = {
    execute: () => {
      const text = "SELECT id, name FROM users WHERE name = $1 AND age > $2";
      return {
        given: given({ query: text, params: [EVIL, 36] }),
        part: "FROM users",
        rows: ada,
        arrives: { text, values: roles.params ? [EVIL, "36"] : [] },
      };
    },
    statement: () => {
      const values = Object.fromEntries(
        Object.entries(action.parameters).map(([name, field]) => [
          name,
          field.type === "string" && !field.enum ? EVIL : sample(name, field),
        ]),
      );
      const { text, binds } = statement ?? { text: "", binds: [] };
      return {
        given: values,
        part: text,
        rows: ada,
        arrives: { text, values: binds.map((name) => String(values[name])) },
      };
    },
    stats: () => ({
      given: {},
      part: "pg_stat_database",
      rows: [
        {
          database: "test",
          version: "PostgreSQL",
          size: "8 MB",
          connections: 3,
          max_connections: 100,
        },
      ],
    }),
    health: () => ({ given: {}, part: "SELECT 1", rows: [] }),
    tables: () => ({
      given: given({ schema: "public" }),
      part: "information_schema.tables",
      rows: [{ schema: "public", name: "users", type: "BASE TABLE" }],
    }),
    describe: () => ({
      given: given({ table: "users", schema: "public" }),
      part: "information_schema.columns",
      rows: [{ name: "id", type: "integer", nullable: null, default: null }],
    }),
    select: () => ({
      given: given({ table: 'us"ers', where: { name: EVIL }, limit: 5 }),
      part: "SELECT * FROM",
      rows: ada,
      arrives: {
        text: `SELECT * FROM "us""ers"${roles.where ? ` WHERE "name" = $1` : ""} LIMIT $${roles.where ? 2 : 1}`,
        values: [...(roles.where ? [EVIL] : []), roles.limit ? "5" : "100"],
      },
    }),
    insert: () => ({
      given: given({ table: "users", data: { name: EVIL } }),
      part: "INSERT INTO",
      rows: ada,
      arrives: { text: `INSERT INTO "users" ("name") VALUES ($1) RETURNING *`, values: [EVIL] },
    }),
    update: () => ({
      given: given({ table: "users", data: { name: EVIL }, where: { id: 7 } }),
      part: "UPDATE",
      rows: ada,
      arrives: {
        text: `UPDATE "users" SET "name" = $1 WHERE "id" = $2 RETURNING *`,
        values: [EVIL, "7"],
      },
    }),
    delete: () => ({
      given: given({ table: "users", where: { name: EVIL } }),
      part: "DELETE FROM",
      rows: ada,
      arrives: { text: `DELETE FROM "users" WHERE "name" = $1 RETURNING *`, values: [EVIL] },
    }),
  };
  return scenes[kind]();
}

const RESULTS: Record<SqlKind, string> = {
  execute: `{ rows: [{ id: 7, name: "Ada" }], truncated: false }`,
  statement: `{ rows: [{ id: 7, name: "Ada" }] }`,
  stats: `{ healthy: true, statistics: { database: "test", connections: 3 } }`,
  health: `{ healthy: true }`,
  tables: `{ tables: [{ name: "users" }] }`,
  describe: `{ columns: [{ name: "id", type: "integer" }] }`,
  select: `{ rows: [{ id: 7, name: "Ada" }] }`,
  insert: `{ rows: [{ id: 7, name: "Ada" }] }`,
  update: `{ rows: [{ id: 7, name: "Ada" }] }`,
  delete: `{ rows: [{ id: 7, name: "Ada" }] }`,
};

/** Tests of one action. */
export function actionTests(sql: SqlAction, settings: DatabaseSettings): string {
  const { action, kind, roles, needed } = sql;
  const name = quote(action.name);
  const { given, part, rows, arrives } = scene(sql);
  const first = needed[0];
  const field = first === undefined ? undefined : action.parameters[first];
  const empty =
    roles.where && (kind === "update" || kind === "delete")
      ? { ...given, [roles.where]: {} }
      : undefined;
  return `describe(${name}, () => {
  const parameters = ${literal(given)};

  test(${quote(arrives ? "binds values instead of writing them into the statement" : "answers in words and as data")}, async () => {
    database.answer(${quote(part)}, ${literal(rows)});
    const result = await started.call(${name}, parameters);
    expect(result).toMatchObject({ success: true, data: ${RESULTS[kind]} });
    expect(result.text).not.toBe("");
    expect(started.replies).toHaveLength(1);
${arrives ? `    expect(database.received).toEqual([${literal(arrives)}]);\n` : ""}  });
${
  kind === "execute"
    ? `
  test("shows a hundred rows, keeps a thousand and says that there were more", async () => {
    const rows = Array.from({ length: 1500 }, (_, id) => ({ id }));
    database.answer("FROM users", rows);
    const result = await started.call(${name}, parameters);
    expect(result.data).toMatchObject({ rowCount: 1500, truncated: true });
    expect(result.data?.["rows"]).toHaveLength(1000);
    expect(result.text).toContain('"id":99');
    expect(result.text).not.toContain('"id":100');
    expect(result.text).toContain("1400 more");
  });
`
    : ""
}
  test("says what the database refused", async () => {
    database.refuse(${quote(part)}, \`no, not even for \${PASSWORD}\`);
    const result = await started.call(${name}, parameters);
    expect(result.success).toBe(false);
    expect(result.text).toContain("no, not even for");
    expect(JSON.stringify([result, started.replies])).not.toContain(PASSWORD);
  });

  test("says that the database cannot be reached, without the connection string", async () => {
    const { call, replies } = await withoutDatabase();
    const result = await call(${name}, parameters);
    expect(result.success).toBe(false);
    expect(result.text).toContain("cannot be reached");
    expect(replies).toHaveLength(1);
    expect(JSON.stringify([result, replies])).not.toContain(PASSWORD);
  });
${
  field === undefined || first === undefined
    ? ""
    : `
  test("asks for what it needs", async () => {
    for (const bad of ${literal([{}, { ...given, [first]: wrongSample(field) }])}) {
      const result = await started.call(${name}, bad);
      expect(result.success).toBe(false);
      expect(result.text).toContain(${quote(first)});
    }
    expect(database.received).toEqual([]);
  });
`
}${
    empty
      ? `
  test("never touches all rows of a table", async () => {
    const result = await started.call(${name}, ${literal(empty)});
    expect(result.success).toBe(false);
    expect(database.received).toEqual([]);
  });
`
      : ""
  }
  test(${quote(`is available only with ${settings.url}`)}, async () => {
    expect(await started.available(${name})).toBe(true);
    const { available, call } = await start("");
    expect(await available(${name})).toBe(false);
    expect(await call(${name}, parameters)).toMatchObject({ success: false });
  });
});
`;
}
