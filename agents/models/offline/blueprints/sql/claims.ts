import type {
  ActionSpecification,
  EvaluatorSpecification,
  PluginSpecification,
  ServiceSpecification,
} from "../../../../../shared/specification.ts";
import { castRoles, spaced, type Cast, type Role } from "../../code/roles.ts";
import type { DatabaseSettings } from "./database-source.ts";
import { statementIn, type KnownStatement } from "./statements.ts";

export type SqlRole = "query" | "params" | "table" | "data" | "where" | "limit" | "schema";

/** What an action does with the database. */
export type SqlKind =
  | "execute"
  | "statement"
  | "stats"
  | "health"
  | "tables"
  | "describe"
  | "select"
  | "insert"
  | "update"
  | "delete";

export interface SqlAction {
  action: ActionSpecification;
  kind: SqlKind;
  roles: Cast<SqlRole>;
  statement?: KnownStatement;
  needed: string[];
}

const OTHER_DATABASES =
  /\b(mysql|maria ?db|mongo\w*|sqlite\w*|redis|cassandra|dynamo\w*|oracle|sql server|mssql|firebase|firestore|neo4j|duckdb|clickhouse|elastic\w*|supabase|snowflake|bigquery)\b/i;
const CONNECTION = /(^|_)(URL|URI|DSN|CONNECTION|CONNECTION_STRING|CONN)$/;

/** How the PostgreSQL database of a specification is reached; nothing when it means another one or none. */
export function databaseSettings(specification: PluginSpecification): DatabaseSettings | undefined {
  const { name, description, dependencies, environmentVariables, services, actions } =
    specification;
  const texts = [
    name,
    description,
    ...[...environmentVariables, ...services, ...actions].map(
      (each) => `${each.name} ${each.description}`,
    ),
  ];
  const everything = [...texts, ...Object.keys(dependencies)].join("\n").replaceAll("_", " ");
  if (OTHER_DATABASES.test(everything)) return undefined;
  const url = environmentVariables.find(
    (each) =>
      CONNECTION.test(each.name) &&
      /postgres|\bpg\b|database|(^|_)DB_/i.test(`${each.name} ${each.description}`),
  );
  const says = /postgres/i.test(everything) || "pg" in dependencies || "postgres" in dependencies;
  if (!says && !(url && /\b(sql|database)\b/i.test(everything))) return undefined;
  const poolSize = environmentVariables.find((each) => /POOL|MAX_CONN/.test(each.name));
  return { url: url?.name ?? "DATABASE_URL", poolSize: poolSize?.name ?? "DATABASE_POOL_SIZE" };
}

const TEXT: Role["types"] = ["string"];
const ROLES = {
  query: { types: TEXT, called: /\b(query|sql|statement|command)\b/, strict: true, optional: true },
  params: {
    types: ["array"],
    called: /\b(params?|parameters|values|args|arguments|bindings?)\b/,
    optional: true,
  },
  table: { types: TEXT, called: /\btable\b|^(relation|name)$/, strict: true, optional: true },
  schema: { types: TEXT, called: /^schema\b/, strict: true, optional: true },
  data: {
    types: ["object"],
    called: /\b(data|values|record|row|changes|fields|set|updates?)\b/,
    strict: true,
    optional: true,
  },
  where: {
    types: ["object"],
    called: /\b(where|conditions?|filters?|criteria|match)\b/,
    strict: true,
    optional: true,
  },
  limit: {
    types: ["number", "integer"],
    called: /\b(limit|max|rows)\b/,
    strict: true,
    optional: true,
  },
} satisfies Record<SqlRole, Role>;

const KINDS: { kind: SqlKind; says: RegExp; needs: SqlRole[]; may: SqlRole[] }[] = [
  {
    kind: "execute",
    says: /\b(quer|sql|statement|execut|run|select)/,
    needs: ["query"],
    may: ["params", "limit"],
  },
  {
    kind: "describe",
    says: /\b(describe|schema|columns?|structure|definition|info)/,
    needs: ["table"],
    may: ["schema"],
  },
  { kind: "tables", says: /\b(list|show|get|all)\b.*\btables?\b/, needs: [], may: ["schema"] },
  { kind: "insert", says: /\b(insert|add|create|store|save)/, needs: ["table", "data"], may: [] },
  { kind: "update", says: /\b(updat|chang|modif|set)/, needs: ["table", "data", "where"], may: [] },
  { kind: "delete", says: /\b(delet|remov)/, needs: ["table", "where"], may: [] },
  {
    kind: "select",
    says: /\b(select|find|get|fetch|read|list|search|query)/,
    needs: ["table"],
    may: ["where", "limit"],
  },
  { kind: "stats", says: /\b(stat(istic)?s|metrics|size|usage)\b/, needs: [], may: [] },
  {
    kind: "health",
    says: /\b(health|ping|alive|status|connect|connection|check|test)\b/,
    needs: [],
    may: [],
  },
];

/** What an action wants of the database, if that can be told completely. */
export function sqlAction(action: ActionSpecification): SqlAction | undefined {
  const words = `${spaced(action.name)} ${action.description}`.toLowerCase();
  if (
    /\b(natural language|plain english|backup|restore|migrat\w*|replicat\w*|export|import|optimi[sz]e|explain|suggest)\b/.test(
      words,
    )
  )
    return undefined;
  const statement = statementIn(action);
  const required = (names: string[]) =>
    names.filter(
      (name) =>
        action.parameters[name]?.required !== false &&
        action.parameters[name]?.default === undefined,
    );
  if (statement)
    return {
      action,
      kind: "statement",
      roles: {},
      statement,
      needed: required(Object.keys(action.parameters)),
    };
  const roles = castRoles<SqlRole>(action.parameters, ROLES);
  if (!roles) return undefined;
  const played = Object.keys(roles) as SqlRole[];
  const found = KINDS.find(
    ({ says, needs, may }) =>
      says.test(words) &&
      needs.every((role) => played.includes(role)) &&
      played.every((role) => needs.includes(role) || may.includes(role)),
  );
  if (!found) return undefined;
  return {
    action,
    kind: found.kind,
    roles,
    needed: found.needs.flatMap((role) => roles[role] ?? []),
  };
}

/** What a service's method does, under whatever name. */
export const METHODS: [RegExp, string][] = [
  [/^(connect|open|initiali[sz]e|init)( (to )?(the )?(database|db|pool))?$/, "connect"],
  [
    /^(disconnect|close|end|shutdown|shut down)( (the )?(database|db|pool|connections?))?$/,
    "disconnect",
  ],
  [/^((execute|run)( (a )?)?|)(sql )?(query|sql|statement|execute|run)$/, "query"],
  [/^(with |run |execute |in )?transaction$/, "transaction"],
  [/^is (connected|open|healthy|alive)$|^connected$/, "isConnected"],
  [
    /^(check |get )?(health|status|connection)( check| status)?$|^ping$|^test connection$/,
    "health",
  ],
  [/^(get )?(pool |connection )?(stats|statistics|status|counts|info|metrics)$/, "poolStats"],
  [/^(get )?(database |db )(stats|statistics|metrics)$/, "databaseStats"],
  [/^(list|get|show) (all )?tables$/, "listTables"],
  [
    /^(describe|get) table( schema| columns| info| structure)?$|^get (schema|columns)$/,
    "describeTable",
  ],
  [/^(query|fetch|get|find) one$|^first$|^one$/, "queryOne"],
];

/** The meaning of each method of a service; nothing when one has none here. */
export function methodMeanings({ methods }: ServiceSpecification): Map<string, string> | undefined {
  const meanings = methods.map(
    (name) => [name, METHODS.find(([called]) => called.test(spaced(name)))?.[1]] as const,
  );
  const known = meanings.flatMap(([name, meaning]) => (meaning ? [[name, meaning] as const] : []));
  return known.length === methods.length ? new Map(known) : undefined;
}

const CRON = /^[\d*/,-]+(\s+[\d*/,-]+){4}$/;

/** How often a health evaluator looks by itself, and which words make it look at once. */
export interface Watch {
  evaluator: EvaluatorSpecification;
  intervalMs: number;
  words: string[];
}

/** What a health evaluator reacts to; nothing when a schedule is more than "every so often". */
export function watchOf(evaluator: EvaluatorSpecification): Watch | undefined {
  const words = `${spaced(evaluator.name)} ${evaluator.description}`;
  if (
    !/\b(database|db|postgres\w*|connection|pool)\b/i.test(words) ||
    !/\b(health|connect\w*|monitor\w*|check\w*|alive|availab\w*|status)\b/i.test(words)
  )
    return undefined;
  const crons = evaluator.triggers.filter((each) => CRON.test(each.trim()));
  const intervals = crons.map((each) => intervalOf(each.trim().split(/\s+/)));
  if (intervals.some((each) => each === undefined)) return undefined;
  return {
    evaluator,
    intervalMs: Math.min(
      ...intervals.flatMap((each) => each ?? []),
      crons.length > 0 ? Infinity : 5 * MINUTE_MS,
    ),
    words: evaluator.triggers.filter((each) => !CRON.test(each.trim())),
  };
}

const MINUTE_MS = 60_000;

/** How often a schedule of cron comes round, where that is always after the same time. */
export function intervalOf([minute = "", hour = "", ...rest]: string[]): number | undefined {
  if (rest.some((each) => each !== "*")) return undefined;
  const step = /^\*\/(\d+)$/.exec(minute)?.[1];
  if (hour === "*" && minute === "*") return MINUTE_MS;
  if (hour === "*" && step) return Number(step) * MINUTE_MS;
  if (/^\d+$/.test(minute) && hour === "*") return 60 * MINUTE_MS;
  const hours = /^\*\/(\d+)$/.exec(hour)?.[1];
  if (/^\d+$/.test(minute) && hours) return Number(hours) * 60 * MINUTE_MS;
  return /^\d+$/.test(minute) && /^\d+$/.test(hour) ? 24 * 60 * MINUTE_MS : undefined;
}
