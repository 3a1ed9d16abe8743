import { z } from "zod";
import { AgentName } from "../../../shared/event-fields.ts";
import { Event, JobSummary } from "./jobs.ts";

/** Path of the event stream, below `/plugin-dynamic/api/`. */
export const STREAM_PATH = "stream";

/**
 * What the event stream carries, by the name of its server-sent events. A stream begins with `jobs`, the state of all of
 * them; of the jobs that are watched it brings every event after the last one that the page has, then what happens.
 */
export const streamed = {
  jobs: z.array(JobSummary),
  /** One job as it stands now. */
  job: JobSummary,
  event: Event,
  /** What a watched job has seen since the page last heard of it, oldest first. */
  events: z.array(Event),
  /** What an agent's model says while it says it. */
  thinking: z.object({
    jobId: z.string(),
    agent: AgentName,
    kind: z.enum(["thinking", "text", "input", "restart"]),
    delta: z.string(),
  }),
  /** An agent speaks with another character. */
  characters: z.object({ agent: AgentName }),
};

export type Streamed = { [Name in keyof typeof streamed]: z.infer<(typeof streamed)[Name]> };

/** Jobs whose events are wanted, each with the last event that the page has: `abc123:<event id>`, `def456:`. */
export const watchText = (watched: Record<string, string | undefined>): string =>
  Object.entries(watched)
    .map(([jobId, last]) => `${jobId}:${last ?? ""}`)
    .join(",");

export function readWatch(text: string): Map<string, string> {
  const pairs = text.split(",").filter((each) => /^[a-z0-9]{1,32}:[\w-]{0,64}$/.test(each));
  return new Map(pairs.map((each) => each.split(":") as [string, string]));
}
