import type { ActionSpecification, PluginSpecification } from "../../../../shared/specification.ts";
import { databaseSettings, sqlAction } from "../blueprints/sql/claims.ts";
import { sampleCall } from "../code/samples.ts";
import { key as property, literal, quote } from "../code/text.ts";
import type { AcceptanceTest } from "./acceptance-test.ts";

const MARK = "quartz 417";
const SQL = "SELECT label FROM stones WHERE kind = $1";
const BROKEN = "SELECT * FROM nowhere";

/** Tests of an action on a database that is not there, and of one that runs statements on one that is. */
export function databaseTests(
  action: ActionSpecification,
  specification: PluginSpecification,
): AcceptanceTest[] {
  const { name } = action;
  const away: AcceptanceTest = {
    of: name,
    how: "does",
    title: `${name} says so when the database cannot be reached`,
    lines: [
      "const agent = await freshly({ settings });",
      `await refuses(agent, ${quote(name)}, ${literal(sampleCall(action))});`,
    ],
  };
  return [...executing(action, specification), away];
}

function executing(
  action: ActionSpecification,
  specification: PluginSpecification,
): AcceptanceTest[] {
  const sql = sqlAction(action);
  const settings = databaseSettings(specification);
  // Other clients speak in ways that the stand-in of a test does not know.
  const isUnderstood = "pg" in specification.dependencies;
  if (sql?.kind !== "execute" || !settings || !isUnderstood) return [];
  const { query = "", params } = sql.roles;
  const of = action.name;
  const call = (text: string, values: unknown[]): string =>
    literal({ [query]: text, ...(params !== undefined && { [params]: values }) });
  const start = [
    "const postgres = await startPostgres();",
    `const agent = await freshly({ settings: { ...settings, ${property(settings.url)}: postgres.url } });`,
  ];
  const text = params === undefined ? SQL.replace("$1", "'amber'") : SQL;
  const values = params === undefined ? [] : ["amber"];
  return [
    {
      of,
      how: "does",
      title: `${of} runs the statement that it was given, and answers with its rows`,
      lines: [
        ...start,
        `postgres.answer("stones", [{ label: ${quote(MARK)} }]);`,
        `const { said, result } = await does(agent, ${quote(of)}, ${call(text, values)});`,
        `expect(postgres.received).toContainEqual(${literal({ text, values })});`,
        `expect(\`\${said}\${JSON.stringify(result)}\`).toContain(${quote(MARK)});`,
        "await agent.stop();",
      ],
    },
    {
      of,
      how: "does",
      title: `${of} says so when the database refuses a statement`,
      lines: [
        ...start,
        `postgres.refuse("nowhere", "there is no such table");`,
        `await refuses(agent, ${quote(of)}, ${call(BROKEN, [])});`,
        "await agent.stop();",
      ],
    },
  ];
}
