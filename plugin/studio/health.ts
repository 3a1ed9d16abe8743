import type { Team } from "../../agents/team.ts";
import { amountText, limitsText } from "../../shared/budget.ts";
import type { Config } from "../../shared/config.ts";
import { openSandbox, sandboxText } from "../../shared/sandbox/sandbox.ts";
import { maskSecrets } from "../../shared/secrets.ts";
import { costText, tokensText, totalOf } from "../../shared/spending.ts";
import { diagnose } from "../commands/diagnose.ts";
import type { healthApi, Setting } from "./api/health.ts";
import type { Answers } from "./studio.ts";

/** How this process is set, and what it finds on its machine. Keys and tokens are never shown, only whether they are set. */
export const health: Answers<typeof healthApi> = {
  async settings(_input, { service: { team } }) {
    return [
      { title: "Model", settings: modelSettings(team) },
      { title: "Sandbox", settings: await sandboxSettings(team.config) },
      { title: "Jobs", settings: jobSettings(team.config) },
      { title: "Budgets", settings: budgetSettings(team) },
      { title: "Data and server", settings: placeSettings(team.config) },
    ];
  },
  diagnoses: (_input, { service: { team } }) => diagnose(team.config),
};

const setting = (
  name: string,
  value: string,
  variables: string | string[],
  meaning: string | null = null,
): Setting => ({ name, value, meaning, variables: [variables].flat() });

const isSet = (value: unknown): string => (value === undefined ? "not set" : "set");
const orElse = (value: string | undefined, otherwise: string): string => value ?? otherwise;

function modelSettings({ model, config }: Team): Setting[] {
  const { anthropic, modelProvider, cassette, replay } = config;
  return [
    setting("Source", model.name, "PLUGIN_MODEL", model.reason),
    setting("Key", isSet(anthropic.key), "ANTHROPIC_API_KEY", "It is never shown."),
    setting(
      "Address",
      orElse(anthropic.baseUrl && maskSecrets(anthropic.baseUrl), "Anthropic's own"),
      ["ANTHROPIC_BASE_URL", "ANTHROPIC_ENDPOINT"],
    ),
    setting("Model of all agents", orElse(anthropic.model, "as their characters say"), [
      "ANTHROPIC_MODEL",
    ]),
    setting("Provider", orElse(modelProvider, "none"), "PLUGIN_MODEL_PROVIDER"),
    ...(cassette
      ? [setting("Recording", cassette, "PLUGIN_CASSETTE", `Played as ${replay}.`)]
      : []),
    setting(
      "Silence of a model",
      durationText(anthropic.idleMs),
      "PLUGIN_MODEL_IDLE_MS",
      "A stream on which nothing came for so long is dead, and asked again.",
    ),
  ];
}

async function sandboxSettings({ sandbox, mutationProof }: Config): Promise<Setting[]> {
  const box = await openSandbox(sandbox);
  return [
    setting("Level", box.level, "PLUGIN_SANDBOX", [sandboxText(box), ...box.why].join(". ")),
    setting(
      "Proof of tests",
      mutationProof ? "on" : "off",
      "PLUGIN_MUTATION_PROOF",
      "Green tests have to show that they notice broken code.",
    ),
  ];
}

const jobSettings = (config: Config): Setting[] => [
  setting(
    "Approval",
    config.approval,
    "PLUGIN_APPROVAL",
    config.approval === "ask"
      ? "Every plan waits for a yes before anything is built."
      : "Jobs go on by themselves when they are planned.",
  ),
  setting("Places at once", String(config.maxConcurrentJobs), "PLUGIN_MAX_JOBS"),
  setting("Iterations", `at most ${config.maxIterations}`, "PLUGIN_MAX_ITERATIONS"),
  setting("Time of a job", durationText(config.jobTimeoutMs), "PLUGIN_JOB_TIMEOUT_MS"),
  setting(
    "Time of a turn",
    config.phaseTimeoutMs === undefined
      ? "as long as the job has"
      : durationText(config.phaseTimeoutMs),
    "PLUGIN_PHASE_TIMEOUT_MS",
  ),
  setting("Time of a gate", durationText(config.checkTimeoutMs), "PLUGIN_CHECK_TIMEOUT_MS"),
  setting(
    "Age of npm packages",
    `at least ${config.packageMinAgeDays} days`,
    "PLUGIN_PACKAGE_MIN_AGE_DAYS",
  ),
];

function budgetSettings({ budget, config, prices }: Team): Setting[] {
  const today = totalOf(budget.today());
  const spent = `${costText(today)}, ${tokensText(today.tokens)} tokens, ${amountText("minutes", today.minutes)}`;
  return [
    setting("Of a job", limitsText(config.budget.job), "PLUGIN_JOB_BUDGET"),
    setting("Of a day", limitsText(config.budget.day), "PLUGIN_DAY_BUDGET", `Today: ${spent}.`),
    setting(
      "Prices",
      `as published on ${prices.verifiedOn}`,
      "PLUGIN_PRICES",
      config.prices ? "Some are your own." : "The shipped ones.",
    ),
  ];
}

function placeSettings({ dataDir, keep, postgresUrl, host, port, serverToken }: Config): Setting[] {
  const days = keep.days ? `${keep.days} days` : "for ever";
  const size = keep.megabytes ? `, ${keep.megabytes} MB at most` : "";
  return [
    setting("Data folder", dataDir, "PLUGIN_DATA_DIR"),
    setting(
      "Finished jobs are kept",
      `${days}${size}`,
      ["PLUGIN_KEEP_DAYS", "PLUGIN_KEEP_MB"],
      "The newest job of each released plugin always stays.",
    ),
    setting("Database", postgresUrl ? "your Postgres" : "embedded", "POSTGRES_URL"),
    setting("Server", `${host}:${port}`, ["SERVER_HOST", "SERVER_PORT"]),
    setting("Token", isSet(serverToken), "PLUGIN_SERVER_TOKEN", "It is never shown."),
  ];
}

/** `90 s`, `30 min`. */
const durationText = (ms: number): string =>
  ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1000} s`;
