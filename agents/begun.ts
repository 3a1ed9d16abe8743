import type { Origin } from "../shared/events.ts";
import type { Job } from "../shared/job.ts";
import type { Acknowledgement } from "./models/model.ts";

export interface CreateOptions {
  origin?: Origin;
  maxIterations?: number;
}

/** A job that began, with the first words to the user; or why none began. */
export type Begun =
  | { kind: "started"; job: Job; text: string; notes: string[] }
  | Exclude<Acknowledgement, { kind: "start" }>;
