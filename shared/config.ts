import path from "node:path";
import { z } from "zod";
import { ConfigError } from "./errors.ts";

export const modelChoices = ["auto", "offline"] as const;
export type ModelChoice = (typeof modelChoices)[number];

const positive = (otherwise: number) =>
  z.coerce.number("expected a number").int("expected a whole number").positive().default(otherwise);

/** Variables we read, by their names in the environment. */
const Environment = z.object({
  PLUGIN_DATA_DIR: z.string().min(1).default("./data"),
  PLUGIN_MODEL: z.enum(modelChoices).default("auto"),
  PLUGIN_MAX_ITERATIONS: positive(5).pipe(z.number().max(20, "expected at most 20")),
  PLUGIN_CHECK_TIMEOUT_MS: positive(120_000),
  PLUGIN_JOB_TIMEOUT_MS: positive(30 * 60_000),
  ANTHROPIC_API_KEY: z.string().optional(),
  POSTGRES_URL: z.string().optional(),
  SERVER_PORT: positive(3000).pipe(z.number().max(65_535, "expected a port")),
  SERVER_HOST: z.string().min(1).default("127.0.0.1"),
});

/** Settings of one process, read once at the door. */
export interface Config {
  /** Absolute path of the data folder. */
  dataDir: string;
  model: ModelChoice;
  maxIterations: number;
  /** Limit of one gate, in milliseconds. */
  checkTimeoutMs: number;
  /** Limit of one job, in milliseconds. */
  jobTimeoutMs: number;
  /** Whether a key is set; its value is nobody's business here. */
  hasAnthropicKey: boolean;
  postgresUrl: string | undefined;
  port: number;
  host: string;
}

/**
 * Reads the environment; throws a ConfigError that names every variable that is wrong.
 * @param names what people know a variable by that was not set in the environment, such as `--port`.
 */
export function loadConfig(
  environment: NodeJS.ProcessEnv,
  names: Partial<Record<string, string>> = {},
): Config {
  const set = Object.entries(environment).filter(([, value]) => value !== "");
  const result = Environment.safeParse(Object.fromEntries(set));
  if (!result.success) {
    const wrong = result.error.issues.map(({ path: [name], message }) => {
      const got = String(environment[String(name)]);
      return `${names[String(name)] ?? String(name)}: ${message}, got "${got}"`;
    });
    throw new ConfigError(`The settings cannot be used. ${wrong.join("; ")}.`);
  }
  const values = result.data;
  return {
    dataDir: path.resolve(values.PLUGIN_DATA_DIR),
    model: values.PLUGIN_MODEL,
    maxIterations: values.PLUGIN_MAX_ITERATIONS,
    checkTimeoutMs: values.PLUGIN_CHECK_TIMEOUT_MS,
    jobTimeoutMs: values.PLUGIN_JOB_TIMEOUT_MS,
    hasAnthropicKey: values.ANTHROPIC_API_KEY !== undefined,
    postgresUrl: values.POSTGRES_URL,
    port: values.SERVER_PORT,
    host: values.SERVER_HOST,
  };
}
