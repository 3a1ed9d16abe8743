import path from "node:path";
import type { Plugin } from "vite";
import { createVitest, type CliOptions, type Vitest } from "vitest/node";
import type { TestOrder } from "./report.ts";

/** Vitest on a plugin: it works and judges out here, and its workers run generated code inside of the box. */
export const openVitest = (
  { root, include, exclude, scratch, launcher }: TestOrder,
  plugins: Plugin[],
  options: CliOptions = {},
): Promise<Vitest> =>
  createVitest(
    "test",
    {
      config: false,
      root,
      watch: false,
      include,
      exclude,
      pool: "forks",
      execArgv: launcher.execArgv,
      env: launcher.env,
      maxWorkers: 2,
      reporters: [{}],
      includeTaskLocation: true,
      passWithNoTests: true,
      allowOnly: false,
      update: false,
      expect: { requireAssertions: true },
      dangerouslyIgnoreUnhandledErrors: false,
      // What tests print goes to the pipe, where it is counted, instead of into the memory of this process.
      disableConsoleIntercept: true,
      // A test can ask for any file to be attached to its result; the copy must not come to lie where the box looks.
      attachmentsDir: path.join(scratch, "attachments"),
      testTimeout: 10_000,
      hookTimeout: 10_000,
      teardownTimeout: 3_000,
      ...options,
    },
    {
      cacheDir: path.join(scratch, "cache"),
      envDir: false,
      publicDir: false,
      css: { postcss: {} },
      server: { watch: null },
      plugins,
    },
  );
