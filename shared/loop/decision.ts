import { z } from "zod";

/** What can follow an iteration. */
export const loopSteps = [
  /** Every gate is green and nothing is open that blocks. */
  "release",
  /** The coder mends what is open. */
  "mend",
  /** The tester mends tests that are wrong themselves. */
  "rewrite-tests",
  /** The tester judges tests that are held for wrong. */
  "judge-tests",
  /** The coder takes another approach, from the best files so far. */
  "fresh-start",
  /** The coder writes a small and a thorough answer; the gates choose. */
  "two-candidates",
  /** Nothing more is tried. */
  "stop",
] as const;

/** How a coder goes about a round. */
export const Approach = z.enum(["mend", "fresh-start", "two-candidates"]);
export type Approach = z.infer<typeof Approach>;

/** Why a job that was not approved ends. */
export const Ending = z.enum(["limit", "no-progress", "not-mendable"]);
export type Ending = z.infer<typeof Ending>;

/** What the loop decided after an iteration, and why: the answer to "why did you do that?". */
export const Decision = z.object({
  /** Iteration that it follows. */
  after: z.number().int().min(1),
  step: z.enum(loopSteps),
  /** Iteration whose files the next round begins with. */
  base: z.number().int().min(1).optional(),
  /** For people. */
  reason: z.string(),
  /** Of a stop. */
  ending: Ending.optional(),
});
export type Decision = z.infer<typeof Decision>;
