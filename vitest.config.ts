import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { OPTIMISE_LATE } from "./shared/optimise-late.ts";

/** Files that take minutes. They come first, so that none of them is left running alone at the end. */
const SLOW = [
  "hostile/contained",
  "requests",
  "plugin/cli.continue",
  "package",
  "loop",
  "kill-points",
  "soak",
  "finished-plugins",
  "agents/checks",
  "plugin/cli.jobs",
  "plugin/web-client",
  "recordings",
  "plugin/cli.check",
  "create-a-plugin",
  "anthropic-job",
];

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const slow = SLOW.flatMap((name) =>
      sorted.filter(({ moduleId }) => moduleId.endsWith(`__tests__/${name}.test.ts`)),
    );
    return [...slow, ...sorted.filter((each) => !slow.includes(each))];
  }
}

// Whoever runs the tests may have a key and settings of their own. No test but the live one may use them or cost anything.
const unset = Object.fromEntries(
  [
    "ANTHROPIC_API_KEY",
    "ANTHROPIC_BASE_URL",
    "ANTHROPIC_MODEL",
    "ANTHROPIC_ENDPOINT",
    "PLUGIN_MODEL",
    "PLUGIN_MODEL_PROVIDER",
    "PLUGIN_CASSETTE",
    "PLUGIN_REPLAY",
    "PLUGIN_JOB_BUDGET",
    "PLUGIN_DAY_BUDGET",
    "PLUGIN_PRICES",
    "PLUGIN_DATA_DIR",
    "PLUGIN_SERVER_TOKEN",
    "PLUGIN_SERVER_HOSTS",
    "ELIZA_SERVER_AUTH_TOKEN",
    "PLUGIN_PACKAGE_MIN_AGE_DAYS",
    "PLUGIN_MAX_JOBS",
    "PLUGIN_PHASE_TIMEOUT_MS",
    "PLUGIN_KEEP_DAYS",
    "PLUGIN_KEEP_MB",
  ].map((name) => [name, ""]),
);

/** Tests of plain functions. They leave nothing behind in a process, so that many files share one and import what they need once. */
const LIGHT = [
  "__tests__/agents/{coder,core-api,facts,models,planner,report,reviewer,tester}/**/*.test.ts",
  "__tests__/plugin/{studio,web}/**/*.test.ts",
  "__tests__/shared/!(command|git|resident|sandbox|sandbox-runtime).test.ts",
  "__tests__/shared/*/**/*.test.ts",
];

const NEVER = [
  "__tests__/fixtures/**",
  "**/node_modules/**",
  // That hostile cases escape without a box is a proof of the cases; it is run when they change.
  ...(process.env.HOSTILE_TEETH ? [] : ["__tests__/hostile/teeth.test.ts"]),
];

export default defineConfig({
  test: {
    globalSetup: "__tests__/support/prepare.ts",
    env: {
      LOG_LEVEL: "fatal",
      LIVE_ANTHROPIC_API_KEY: process.env.ANTHROPIC_API_KEY ?? "",
      ...unset,
    },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    allowOnly: false,
    maxWorkers: 3,
    execArgv: [OPTIMISE_LATE],
    sequence: { sequencer: SlowFirst },
    projects: [
      { extends: true, test: { name: "light", include: LIGHT, exclude: NEVER, isolate: false } },
      {
        extends: true,
        test: { name: "whole", include: ["__tests__/**/*.test.ts"], exclude: [...NEVER, ...LIGHT] },
      },
    ],
  },
});
