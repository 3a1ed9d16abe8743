import { z } from "zod";

/** How strict a reviewer is; lives in `settings.review` of its character. */
export const ReviewSettings = z.object({
  minimumScore: z.number().min(0).max(100).default(80),
  /** Whether a warning keeps a plugin from being approved. */
  warningsBlock: z.boolean().default(false),
});
export type ReviewSettings = z.infer<typeof ReviewSettings>;
