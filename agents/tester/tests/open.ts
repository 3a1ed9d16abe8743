import path from "node:path";
import type { Plugin } from "vite";
import { createVitest, type CliOptions, type Vitest } from "vitest/node";
import { BoxedWorker } from "./boxed-worker.ts";
import type { Run } from "./report.ts";

/** Vitest on a plugin: it works and judges out here, and its workers run generated code inside of the box. */
export function openVitest(run: Run, plugins: Plugin[], options: CliOptions = {}): Promise<Vitest> {
  const { room, include, exclude } = run;
  process.env.TMPDIR = room.modules; // where vitest puts what it made of modules
  return createVitest(
    "test",
    {
      config: false,
      root: room.root,
      watch: false,
      include,
      exclude,
      pool: { name: "boxed", createPoolWorker: (given) => new BoxedWorker(given, run) },
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
      attachmentsDir: path.join(room.scratch, "attachments"),
      testTimeout: 10_000,
      hookTimeout: 10_000,
      teardownTimeout: 3_000,
      ...options,
    },
    {
      cacheDir: path.join(room.scratch, "cache"),
      envDir: false,
      publicDir: false,
      css: { postcss: {} },
      server: { watch: null },
      plugins,
    },
  );
}
