import { z } from "zod";

/** A test that somebody holds for wrong: it asks for something else than the specification says. */
export const Dispute = z.object({
  /** Name of the test, as results have it. */
  test: z.string(),
  /** Words of the specification that it offends. */
  clause: z.string(),
  reason: z.string(),
});
export type Dispute = z.infer<typeof Dispute>;

/** What the tester says of a disputed test; all but `keep` need words of the specification as a proof. */
export const TestVerdict = z.object({
  test: z.string(),
  verdict: z.enum(["keep", "fix", "drop"]),
  /** Word for word from the specification. */
  quote: z.string(),
  reason: z.string(),
});
export type TestVerdict = z.infer<typeof TestVerdict>;

/** From this iteration on no test changes any more. */
export const FROZEN_FROM = 4;
/** How often tests of a job may change after they were written. */
export const MOST_REWRITES = 2;
/** Share of all tests that may change in a job. */
export const MOST_CHANGED = 0.3;
