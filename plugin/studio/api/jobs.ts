import { z } from "zod";
import { AgentName, Estimate, Parent } from "../../../shared/event-fields.ts";
import type { JobEvent } from "../../../shared/events.ts";
import { gateNames } from "../../../shared/results.ts";
import { API, endpoint } from "./endpoint.ts";

/** A job as lists and cards show it. */
export const JobSummary = z.object({
  id: z.string(),
  /** As its events have it; `interrupted` when nobody works on it. */
  status: z.enum([
    "pending",
    "running",
    "waiting",
    "completed",
    "failed",
    "cancelled",
    "interrupted",
  ]),
  /** Number in the line of those that wait for a place among the jobs at work. */
  place: z.number().nullable(),
  /** The README's word: specification, generation, build, lint, test, validation. */
  phase: z.string(),
  /** Percent. */
  progress: z.number(),
  plugin: z.string().nullable(),
  version: z.string().nullable(),
  /** What was asked for, in the person's words. */
  wish: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Name of the model source; `replay` is a recording. */
  model: z.string(),
  iteration: z.number(),
  maxIterations: z.number(),
  /** Verdicts of the iteration at work. */
  gates: z.array(z.object({ name: z.enum(gateNames), status: z.string(), summary: z.string() })),
  /** The gate at work. */
  gate: z.enum(gateNames).nullable(),
  criteria: z.object({ passed: z.number(), total: z.number() }).nullable(),
  review: z.object({ verdict: z.enum(["approve", "revise"]), score: z.number() }).nullable(),
  usd: z.number().nullable(),
  tokens: z.number(),
  calls: z.number(),
  estimate: Estimate.nullable(),
  parent: Parent.nullable(),
  waiting: z
    .object({
      kind: z.enum(["rate-limit", "budget", "consent", "approval", "pause"]),
      /** For people: what is waited for, and what they can do. */
      text: z.string(),
      /** ISO 8601; nothing when a person has to say that it may go on. */
      until: z.string().nullable(),
      packages: z.array(z.object({ name: z.string(), version: z.string() })),
    })
    .nullable(),
  /** Lines of the plan card, as soon as there is a plan. */
  plan: z.array(z.string()),
  /** Why a job that is over ended. */
  reason: z.string().nullable(),
  /** Where the finished plugin lies. */
  folder: z.string().nullable(),
  /** Newest commit. */
  commit: z.string().nullable(),
});
export type JobSummary = z.infer<typeof JobSummary>;

/** An event of a job; it was checked when it was written to the journal, and a later version may have others. */
export const Event = z.custom<JobEvent>(
  (value) => typeof value === "object" && value !== null && "type" in value && "id" in value,
);

/** What an action on a job came to, in a sentence for people. */
const Done = z.object({ text: z.string() });
const Job = z.object({ id: z.string() });

/** A job that begins, or why none does. */
export const Started = z.object({
  kind: z.enum(["started", "ask", "refuse"]),
  text: z.string(),
  jobId: z.string().nullable(),
});

export const jobsApi = {
  list: endpoint("GET", "jobs", z.object({}), z.array(JobSummary)),
  events: endpoint("GET", "jobs/:id/events", Job, z.array(Event)),
  create: endpoint(
    "POST",
    "jobs",
    z.object({
      /** A description, or a specification in any form that people write. */
      wish: z.string().min(1),
      approval: z.enum(["auto", "ask"]).optional(),
    }),
    Started,
  ),
  cancel: endpoint("POST", "jobs/:id/cancel", Job, Done),
  pause: endpoint("POST", "jobs/:id/pause", Job, Done),
  /** Goes on with what waits: a raised budget, a plan, packages (`without` them when it says so). */
  goOn: endpoint("POST", "jobs/:id/continue", Job.extend({ without: z.boolean() }), Done),
  edit: endpoint("POST", "jobs/:id/edit", Job.extend({ words: z.string().min(1) }), Done),
  hint: endpoint(
    "POST",
    "jobs/:id/hint",
    Job.extend({ words: z.string().min(1), to: AgentName.optional() }),
    Done,
  ),
  retry: endpoint("POST", "jobs/:id/retry", Job, Started),
  fork: endpoint(
    "POST",
    "jobs/:id/fork",
    Job.extend({ iteration: z.number().int().min(1), hint: z.string().optional() }),
    Started,
  ),
  improve: endpoint("POST", "jobs/:id/improve", Job.extend({ wish: z.string().min(1) }), Started),
  remove: endpoint("DELETE", "jobs/:id", Job, Done),
};

/** Takes the archive of a job, as an export makes it, as the body of a POST. */
export const IMPORT_PATH = "jobs/import";
export const IMPORT_URL = `${API}${IMPORT_PATH}`;
export const ImportedJob = z.object({ text: z.string(), jobId: z.string() });
export type ImportedJob = z.infer<typeof ImportedJob>;
