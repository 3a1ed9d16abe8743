import { z } from "zod";
import { endpoint } from "./endpoint.ts";

/** What models cost on one day. */
export const DayCost = z.object({
  /** `2026-11-22`, in the time of the server. */
  day: z.string(),
  calls: z.number(),
  /** US dollars; `null` when the price of a call is not known. */
  usd: z.number().nullable(),
  tokens: z.number(),
  /** Whether any of it is an estimate. */
  estimated: z.boolean(),
});
export type DayCost = z.infer<typeof DayCost>;

export const costsApi = {
  /** From the first day to the last one with a call; days between them are there as well. */
  costs: endpoint("GET", "costs", z.object({}), z.array(DayCost)),
};
