import { z } from "zod";

/** What the program that runs tests is told, as JSON on standard input. */
export const TestOrder = z.object({
  /** Put in front of the one line that is the answer; whatever runs in the box does not know it. */
  nonce: z.string(),
  /** Absolute path of the plugin. */
  root: z.string(),
  include: z.array(z.string()),
  exclude: z.array(z.string()),
  /** Folder for vitest's own files, of which the box sees only `modules`. */
  scratch: z.string(),
  /** The same plugin doing nothing: sources by their paths. Its tests run once more on it when all are green. */
  hollow: z.record(z.string(), z.string()),
  /** Mutants to be tried when all is green, in this order, and the sources that all of them are in. */
  mutation: z
    .object({
      sources: z.record(z.string(), z.string()),
      ids: z.array(z.number()),
      /** For all of them together. */
      timeoutMs: z.number(),
    })
    .optional(),
  /** How a worker is started in its box. */
  launcher: z.object({
    execPath: z.string(),
    execArgv: z.array(z.string()),
    env: z.record(z.string(), z.string()),
  }),
});
export type TestOrder = z.infer<typeof TestOrder>;

const RanTest = z.object({
  name: z.string(),
  state: z.enum(["passed", "failed", "skipped", "pending"]),
  line: z.number().optional(),
  errors: z.array(z.string()),
  durationMs: z.number(),
});
export type RanTest = z.infer<typeof RanTest>;

export const RanFile = z.object({
  /** Path inside the plugin. */
  file: z.string(),
  state: z.enum(["passed", "failed", "skipped", "pending", "queued"]),
  /** Of the file itself, such as an import that failed. */
  errors: z.array(z.string()),
  tests: z.array(RanTest),
  /** How the test ended that we put into the file and that has to fail; `undefined` when it is not there. */
  control: z.enum(["passed", "failed", "skipped", "pending"]).optional(),
});
export type RanFile = z.infer<typeof RanFile>;

/** How one mutant ended: a test failed, every test that reaches it is green, or no test reaches it. */
export const MutantOutcome = z.enum(["killed", "survived", "unreached"]);
export type MutantOutcome = z.infer<typeof MutantOutcome>;

/** What became of mutants; those that are missing were not tried in time. */
export const MutantsReport = z.object({
  outcomes: z.array(z.tuple([z.number(), MutantOutcome])),
  durationMs: z.number(),
});
export type MutantsReport = z.infer<typeof MutantsReport>;

/** What was seen from outside of the box. */
export const TestReport = z.object({
  files: z.array(RanFile),
  /** Errors outside of any test. */
  unhandled: z.array(z.string()),
  /** Whether every test is green on the hollow plugin as well; `undefined` when that was not tried. */
  contentWithNothing: z.boolean().optional(),
  mutants: MutantsReport.optional(),
});
export type TestReport = z.infer<typeof TestReport>;
