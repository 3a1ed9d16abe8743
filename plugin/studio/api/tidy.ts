import { z } from "zod";
import { endpoint } from "./endpoint.ts";

const WholeNumber = z.coerce.number().int().min(1).optional();

/** How much is kept: jobs of so many days, and so many megabytes of them. Without either, everything. */
const Keep = z.object({ days: WholeNumber, megabytes: WholeNumber });

/** What has to go for that, oldest first, and what stays. */
export const Tidying = z.object({
  remove: z.array(
    z.object({
      id: z.string(),
      /** When it ended; ISO 8601. */
      updatedAt: z.string(),
      bytes: z.number(),
    }),
  ),
  /** In sentences for people. */
  text: z.string(),
});
export type Tidying = z.infer<typeof Tidying>;

export const tidyApi = {
  /** Looks, and changes nothing. */
  plan: endpoint("GET", "tidy", Keep, Tidying),
  tidy: endpoint("POST", "tidy", Keep, Tidying),
};
