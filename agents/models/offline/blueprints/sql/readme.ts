import type { ServiceSpecification } from "../../../../../shared/specification.ts";
import { serviceType } from "../../code/context.ts";
import { methodMeanings, type SqlAction, type Watch } from "./claims.ts";
import type { DatabaseSettings } from "./database-source.ts";

interface Documented {
  settings: DatabaseSettings;
  actions: SqlAction[];
  services: ServiceSpecification[];
  watches: Watch[];
}

/** The part of a plugin's README about its database. */
export function databaseReadme({ settings, actions, services, watches }: Documented): string {
  const calls = actions.map(({ action, kind, roles, statement }) => {
    if (kind === "execute") {
      const given = {
        [roles.query ?? "query"]: roles.params
          ? "SELECT name FROM users WHERE id = $1"
          : "SELECT count(*) FROM users",
        ...(roles.params && { [roles.params]: [7] }),
      };
      return `- \`${action.name} ${JSON.stringify(given)}\` answers \`1 row: {"name":"Ada"}\` and \`data.rows\`.`;
    }
    if (kind === "statement")
      return `- \`${action.name}\` runs \`${statement?.text ?? ""}\` with its parameters bound.`;
    return `- \`${action.name} ${JSON.stringify(Object.fromEntries(Object.values(roles).map((name) => [name, "…"])))}\`: ${action.description || kind}.`.replace(
      /\.\.$/,
      ".",
    );
  });
  const classes = services.map((service) => {
    const methods = [...(methodMeanings(service) ?? [])].map(
      ([name, meaning]) => `\`${name}\`${SAID[meaning] ?? ""}`,
    );
    return `\`runtime.getService("${serviceType(service.name)}")\` has ${methods.join(", ")}. Its methods throw errors with a sentence.`;
  });
  const checks = watches.map(
    ({ evaluator, intervalMs }) =>
      `\`${evaluator.name}\` reports the newest health check; ${services.length > 0 ? "the service makes one" : "it makes one itself"} every ${intervalMs / 60_000} minutes at the longest.`,
  );
  return `## Database

${calls.join("\n")}

${[...classes, ...checks].join("\n\n")}

\`${settings.url}\` is the connection string, such as \`postgres://user:password@host:5432/database\`; it is never shown.
\`${settings.poolSize}\` is the most connections at a time (10 without it).

### Limits

Values are always bound to \`$1\`, \`$2\` … and never become part of a statement; one call runs one statement. At most 100
rows are shown and 1000 kept (\`data.truncated\` says so), and a statement may take 30 seconds. The plugin runs whatever SQL
it is given: connect it with a role that may do only what you want. It starts without a database and connects at the first use.
`;
}

const SAID: Record<string, string> = {
  query: " (`(text, values) => { rows, rowCount, fields, command }`)",
  transaction: " (`(async ({ query }) => …)`, all or nothing)",
  health: " (`{ healthy, latencyMs, at, reason }`)",
  poolStats: " (`{ size, total, idle, waiting }`)",
};
