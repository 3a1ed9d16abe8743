import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take minutes. They come first, so that none of them is left running alone at the end. */
const SLOW = [
  "hostile/contained",
  "requests",
  "plugin/cli.continue",
  "package",
  "loop",
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
  ].map((name) => [name, ""]),
);

export default defineConfig({
  test: {
    include: ["__tests__/**/*.test.ts"],
    // That hostile cases escape without a box is a proof of the cases; it is run when they change.
    exclude: [
      "__tests__/fixtures/**",
      "**/node_modules/**",
      ...(process.env.HOSTILE_TEETH ? [] : ["__tests__/hostile/teeth.test.ts"]),
    ],
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
    sequence: { sequencer: SlowFirst },
  },
});
