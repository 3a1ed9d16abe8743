import { z } from "zod";
import { endpoint } from "./endpoint.ts";

/** Two jobs side by side, in words for people. */
export const Comparison = z.object({
  /** What is told of both, a cell for each. */
  rows: z.array(z.object({ label: z.string(), cells: z.array(z.string()) })),
  /** From the first job's newest files to the second one's; nothing where they cannot be compared. */
  files: z
    .array(
      z.object({
        file: z.string(),
        kind: z.enum(["new", "changed", "removed"]),
        added: z.number(),
        removed: z.number(),
      }),
    )
    .nullable(),
  /** Why their files are not compared. */
  reason: z.string().nullable(),
  /** Unified patch between their files; empty when they are the same. */
  patch: z.string(),
});
export type Comparison = z.infer<typeof Comparison>;

export const comparisonApi = {
  compare: endpoint(
    "GET",
    "compare/:one/:other",
    z.object({ one: z.string(), other: z.string() }),
    Comparison,
  ),
};
