import { z } from "zod";

const Texts = z.record(z.string(), z.string());

const Room = z.object({
  scratch: z.string(),
  root: z.string(),
  modules: z.string(),
  launcher: z.object({ execPath: z.string(), execArgv: z.array(z.string()), env: Texts }),
});

/** A plugin and how its tests are run. */
const Run = z.object({
  room: Room,
  include: z.array(z.string()),
  exclude: z.array(z.string()),
  /** Variables that the plugin's code finds set. */
  settings: Texts,
});
export type Run = z.infer<typeof Run>;

/** What the program that runs tests is asked to do. */
export const TestOrder = z.discriminatedUnion("order", [
  /** To start a worker that waits for the plugin to come. */
  z.object({ order: z.literal("prepare"), room: Room }),
  /** To run all tests, and once more on the hollow plugin when all are green: the same, doing nothing; sources by paths. */
  Run.extend({ order: z.literal("run"), hollow: Texts }),
  /** To try mutants, in this order, after all tests were green. */
  Run.extend({
    order: z.literal("mutants"),
    /** The sources that all of them are in. */
    sources: Texts,
    ids: z.array(z.number()),
    /** For all of them together. */
    timeoutMs: z.number(),
    /** The test files, by their paths inside the plugin. */
    files: z.array(z.string()),
    /** What the slowest test took with nothing broken. */
    slowestMs: z.number(),
  }),
]);
export type TestOrder = z.infer<typeof TestOrder>;
export type MutantsOrder = Extract<TestOrder, { order: "mutants" }>;

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
});
export type TestReport = z.infer<typeof TestReport>;
