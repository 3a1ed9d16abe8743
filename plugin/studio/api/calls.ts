import { z } from "zod";
import { AgentName } from "../../../shared/event-fields.ts";
import { endpoint } from "./endpoint.ts";

/** A piece of what a model was sent, or of what it said. */
export const Part = z.object({
  /** `data`: JSON of a source that works from data. */
  kind: z.enum(["text", "thinking", "tool", "result", "error", "data"]),
  /** What it is, where that is more than its kind: the name of a tool. */
  title: z.string(),
  text: z.string(),
});
export type Part = z.infer<typeof Part>;

/** One attempt at a model as lists show it. */
export const RecordedCall = z.object({
  /** `role/iteration/call/attempt`; of a source that works from data `role/iteration/call`. */
  key: z.string(),
  agent: AgentName,
  iteration: z.number(),
  /** Where the recording says it. */
  purpose: z.string().nullable(),
  model: z.string(),
  durationMs: z.number().nullable(),
  /** How it ended, in one word or the words of its failure. */
  ended: z.string(),
  failed: z.boolean(),
});
export type RecordedCall = z.infer<typeof RecordedCall>;

export const Calls = z.object({
  /** Why there is no recording, for people; nothing when there is one. */
  why: z.string().nullable(),
  /** Name of the source that answered. */
  source: z.string().nullable(),
  calls: z.array(RecordedCall),
});
export type Calls = z.infer<typeof Calls>;

/** One attempt as it went: everything that was sent, and everything that came back. */
export const WholeCall = RecordedCall.extend({
  settings: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Blocks of the system prompt, in order. */
  system: z.array(z.string()),
  tools: z.array(z.object({ name: z.string(), description: z.string(), schema: z.string() })),
  messages: z.array(z.object({ role: z.enum(["user", "assistant"]), parts: z.array(Part) })),
  answer: z.array(Part),
});
export type WholeCall = z.infer<typeof WholeCall>;

const Job = z.object({ id: z.string() });

export const callsApi = {
  list: endpoint("GET", "jobs/:id/calls", Job, Calls),
  one: endpoint("GET", "jobs/:id/calls/one", Job.extend({ key: z.string() }), WholeCall),
};
