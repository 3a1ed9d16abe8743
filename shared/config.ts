import path from "node:path";
import { z } from "zod";
import { ConfigError } from "./errors.ts";
import { DAY_BUDGET, JOB_BUDGET, readBudget, type BudgetLimits } from "./budget.ts";
import { placesOf } from "./places.ts";
import { sandboxChoices, type SandboxChoice } from "./sandbox/box.ts";
import { isSensitiveName } from "./secrets.ts";
import { Secret } from "./secret.ts";

export const modelChoices = ["auto", "anthropic", "eliza", "offline", "replay"] as const;
export type ModelChoice = (typeof modelChoices)[number];

/** Whether jobs go on by themselves when they are planned, or ask whether they may. */
export const approvals = ["auto", "ask"] as const;
export type Approval = (typeof approvals)[number];

/** Whose endpoint speaks the Messages API; `compatible` is everybody else's, most often a server on the user's machine. */
export const endpointKinds = ["anthropic", "openrouter", "compatible"] as const;
export type EndpointKind = (typeof endpointKinds)[number];

/** What a replay does where a prompt is not the recorded one, or the recording ends. */
export const replayModes = ["replay", "strict", "then-live"] as const;
export type ReplayMode = (typeof replayModes)[number];

const wholeNumber = z.coerce.number("expected a number").int("expected a whole number").positive();
const positive = (otherwise: number) => wholeNumber.default(otherwise);

const atLeastOne = z.coerce
  .number("expected a number")
  .int("expected a whole number")
  .positive()
  .optional();

const HOST_NAME = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d+)?$/;

const hostNames = z
  .string()
  .transform((text) =>
    text
      .toLowerCase()
      .split(",")
      .map((name) => name.trim()),
  )
  .pipe(
    z.array(
      z.string().regex(HOST_NAME, "expected names such as studio.example.org, with commas between"),
    ),
  );

/** Variables we read, by their names in the environment. */
const Environment = z.object({
  PLUGIN_DATA_DIR: z.string().min(1).default("./data"),
  PLUGIN_MODEL: z.enum(modelChoices).default("auto"),
  PLUGIN_MAX_ITERATIONS: positive(5).pipe(z.number().max(20, "expected at most 20")),
  PLUGIN_CHECK_TIMEOUT_MS: positive(120_000),
  PLUGIN_JOB_TIMEOUT_MS: positive(30 * 60_000),
  PLUGIN_PHASE_TIMEOUT_MS: wholeNumber.optional(),
  PLUGIN_MAX_JOBS: positive(placesOf()),
  ANTHROPIC_API_KEY: z.string().optional(),
  ANTHROPIC_BASE_URL: z.url("expected an address such as http://localhost:11434").optional(),
  ANTHROPIC_MODEL: z.string().optional(),
  ANTHROPIC_ENDPOINT: z.enum(endpointKinds).optional(),
  PLUGIN_MODEL_PROVIDER: z.string().optional(),
  PLUGIN_CASSETTE: z.string().optional(),
  PLUGIN_REPLAY: z.enum(replayModes).default("replay"),
  PLUGIN_PACKAGE_MIN_AGE_DAYS: z.coerce
    .number("expected a number of days")
    .int("expected whole days")
    .min(0, "expected 0 or more days")
    .default(7),
  PLUGIN_JOB_BUDGET: z.string().default(""),
  PLUGIN_DAY_BUDGET: z.string().default(""),
  PLUGIN_PRICES: z.string().optional(),
  PLUGIN_KEEP_DAYS: atLeastOne,
  PLUGIN_KEEP_MB: atLeastOne,
  PLUGIN_SANDBOX: z.enum(sandboxChoices).default("auto"),
  PLUGIN_APPROVAL: z.enum(approvals).default("auto"),
  PLUGIN_MUTATION_PROOF: z.enum(["on", "off"]).default("on"),
  PLUGIN_MODEL_IDLE_MS: positive(90_000),
  POSTGRES_URL: z.string().optional(),
  SERVER_PORT: positive(3000).pipe(z.number().max(65_535, "expected a port")),
  SERVER_HOST: z.string().min(1).default("127.0.0.1"),
  PLUGIN_SERVER_TOKEN: z.string().optional(),
  ELIZA_SERVER_AUTH_TOKEN: z.string().optional(),
  PLUGIN_SERVER_HOSTS: hostNames.default([]),
});

/** Settings of one process, read once at the door. */
export interface Config {
  /** Absolute path of the data folder. */
  dataDir: string;
  model: ModelChoice;
  maxIterations: number;
  /** How generated code is kept apart from this machine. */
  sandbox: SandboxChoice;
  /** Whether the plan of a job waits for a yes, where nobody says it otherwise. */
  approval: Approval;
  /** Whether green tests have to show that they notice broken code. */
  mutationProof: boolean;
  /** Limit of one turn of an agent, in milliseconds; without it only the job's counts. */
  phaseTimeoutMs: number | undefined;
  /**
   * Jobs at work at the same time; the others wait in line. By default one for each core and each GB of memory, whichever
   * is fewer, but at least two.
   */
  maxConcurrentJobs: number;
  /** Limit of one gate, in milliseconds. */
  checkTimeoutMs: number;
  /** Limit of one job, in milliseconds. */
  jobTimeoutMs: number;
  anthropic: {
    key: Secret | undefined;
    /** Another endpoint that speaks the Messages API; without `/v1`. */
    baseUrl: string | undefined;
    /** Model of all agents, whatever their characters say. */
    model: string | undefined;
    /** Whose endpoint it is, where the address does not tell. */
    endpoint: EndpointKind | undefined;
    /** A stream on which nothing came for so long, in milliseconds, is dead. */
    idleMs: number;
  };
  /** npm package of the ElizaOS plugin that brings the model, for processes of our own. */
  modelProvider: string | undefined;
  /** Recording that `replay` plays. */
  cassette: string | undefined;
  replay: ReplayMode;
  budget: { job: BudgetLimits; day: BudgetLimits };
  /** Days that a version of an npm package has to be out before plugins are built with it. */
  packageMinAgeDays: number;
  /** JSON, or a file with JSON, with prices that replace or complete the shipped ones. */
  prices: string | undefined;
  /** How long jobs that are over are kept, and how much all jobs may take; without a limit, everything is kept. */
  keep: { days: number | undefined; megabytes: number | undefined };
  postgresUrl: string | undefined;
  /** Every value of the environment that must not be written anywhere. */
  secrets: Secret[];
  port: number;
  host: string;
  /** What the server asks of everybody who comes; `ELIZA_SERVER_AUTH_TOKEN`, ElizaOS's own name for it, counts too. */
  serverToken: Secret | undefined;
  /** Names besides its own that the server answers to. */
  serverHosts: string[];
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
    sandbox: values.PLUGIN_SANDBOX,
    approval: values.PLUGIN_APPROVAL,
    mutationProof: values.PLUGIN_MUTATION_PROOF === "on",
    checkTimeoutMs: values.PLUGIN_CHECK_TIMEOUT_MS,
    jobTimeoutMs: values.PLUGIN_JOB_TIMEOUT_MS,
    phaseTimeoutMs: values.PLUGIN_PHASE_TIMEOUT_MS,
    maxConcurrentJobs: values.PLUGIN_MAX_JOBS,
    anthropic: {
      key: secret(values.ANTHROPIC_API_KEY),
      baseUrl: values.ANTHROPIC_BASE_URL,
      model: values.ANTHROPIC_MODEL,
      endpoint: values.ANTHROPIC_ENDPOINT,
      idleMs: values.PLUGIN_MODEL_IDLE_MS,
    },
    modelProvider: values.PLUGIN_MODEL_PROVIDER,
    cassette: values.PLUGIN_CASSETTE,
    replay: values.PLUGIN_REPLAY,
    budget: {
      job: readBudget("PLUGIN_JOB_BUDGET", values.PLUGIN_JOB_BUDGET, JOB_BUDGET),
      day: readBudget("PLUGIN_DAY_BUDGET", values.PLUGIN_DAY_BUDGET, DAY_BUDGET),
    },
    packageMinAgeDays: values.PLUGIN_PACKAGE_MIN_AGE_DAYS,
    prices: values.PLUGIN_PRICES,
    keep: { days: values.PLUGIN_KEEP_DAYS, megabytes: values.PLUGIN_KEEP_MB },
    postgresUrl: values.POSTGRES_URL,
    secrets: secretsOf(environment),
    port: values.SERVER_PORT,
    host: values.SERVER_HOST,
    serverToken: secret(values.PLUGIN_SERVER_TOKEN ?? values.ELIZA_SERVER_AUTH_TOKEN),
    serverHosts: values.PLUGIN_SERVER_HOSTS,
  };
}

const secret = (value: string | undefined): Secret | undefined =>
  value === undefined ? undefined : new Secret(value);

const secretsOf = (environment: NodeJS.ProcessEnv): Secret[] =>
  Object.entries(environment)
    .filter(([name, value]) => isSensitiveName(name) && value)
    .map(([, value]) => new Secret(value ?? ""));
