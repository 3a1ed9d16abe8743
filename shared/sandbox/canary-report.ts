import { z } from "zod";

/** What the canary is to try. */
export interface CanaryOrder {
  /** File that the box may show. */
  allowed: string;
  /** File that it must not show. */
  secret: string;
  /** Folder in which nothing must be written. */
  outside: string;
  /** Of a listener on this machine. */
  port: number;
}

/** How each attempt ended: the content, or the error's code. */
export const CanaryReport = z.object({
  allowed: z.string(),
  secret: z.string(),
  wrote: z.string(),
  ownFolder: z.string(),
  spawned: z.string(),
  environment: z.array(z.string()),
  parents: z.string(),
  connected: z.string(),
});
export type CanaryReport = z.infer<typeof CanaryReport>;
