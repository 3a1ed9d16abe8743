import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["__tests__/**/*.test.ts"],
    exclude: ["__tests__/fixtures/**", "**/node_modules/**"],
    globalSetup: "__tests__/support/prepare.ts",
    env: { LOG_LEVEL: "fatal" },
    testTimeout: 240_000,
    hookTimeout: 300_000,
    allowOnly: false,
    maxWorkers: 3,
  },
});
