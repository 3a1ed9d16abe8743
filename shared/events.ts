import { z } from "zod";
import { Criterion } from "./criteria.ts";
import {
  AgentName,
  BudgetScope,
  BudgetUnit,
  CommitKind,
  Estimate,
  Origin,
  Parent,
} from "./event-fields.ts";
import { Dispute, TestVerdict } from "./loop/dispute.ts";
import { modelErrorKinds } from "./errors.ts";
import type { RequestType } from "./requests.ts";
import { PackageVersion } from "./npm-package.ts";
import { Approach, Decision, Ending } from "./loop/decision.ts";
import { CheckReport, Finding, Gate, Review } from "./results.ts";
import { PluginSpecification } from "./specification.ts";
import { Usage } from "./usage.ts";

export * from "./event-fields.ts";
export * from "./requests.ts";

const iteration = z.number().int().min(1);
const failure = { reason: z.string() };
/** Id of a git tree in the plugin's repository. */
const tree = z.string();
/** Files that an agent wrote. */
const written = { tree, summary: z.string(), files: z.array(z.string()) };
/** Hash of the character that did the work. */
const character = z.string();

/** What every durable event carries besides its own fields. */
const stamp = {
  id: z.string(),
  jobId: z.string(),
  /** ISO 8601. */
  at: z.string(),
  agent: AgentName,
  /** Id of the event that led to this one. */
  cause: z.string().optional(),
};

const payloads = {
  /** A user asked for a plugin, in words or with a specification. */
  "job:created": {
    description: z.string().optional(),
    specification: PluginSpecification.optional(),
    notes: z.array(z.string()),
    maxIterations: z.number().int().min(1),
    model: z.string(),
    origin: Origin.optional(),
    /** Whether the plan waits for somebody's yes. */
    approval: z.enum(["auto", "ask"]).optional(),
    parent: Parent.optional(),
  },
  /** Somebody stopped the job (`cancelled`), or its time is up (`failed`). */
  "job:stopped": { status: z.enum(["cancelled", "failed"]), reason: z.string() },
  /** The job stands still until `until`, or until a person says that it may go on. */
  "job:waiting": {
    kind: z.enum(["rate-limit", "budget", "consent", "approval", "pause"]),
    /** A sentence for people: what is waited for, and what they can do. */
    reason: z.string(),
    /** ISO 8601; without it a person has to say yes. */
    until: z.string().optional(),
    /** Which budget has to be raised. */
    scope: BudgetScope.optional(),
    /** Which packages somebody has to say yes to. */
    packages: z.array(PackageVersion).optional(),
    /** Request that is asked again afterwards. */
    request: z.string(),
  },
  /** The wait is over: by itself, or because a person decided. */
  "job:continued": {
    reason: z.string(),
    raised: BudgetScope.optional(),
    /** Names of packages that the plugin has to do without, so that it is planned anew. */
    declined: z.array(z.string()).optional(),
  },
  /** Somebody wants another plan, in their own words; the planner makes it anew. */
  "job:edited": { text: z.string() },
  /** Somebody says how it is to be done; these agents hear of it at their next turn. */
  "job:hinted": { text: z.string(), to: z.array(AgentName) },
  /** The last event of every job. */
  "job:finished": {
    status: z.enum(["completed", "failed", "cancelled"]),
    reason: z.string(),
    plugin: z
      .object({ name: z.string(), version: z.string(), directory: z.string(), entry: z.string() })
      .nullable(),
    iterations: z.number().int(),
    /** Newest commit of the job, or null when nothing was committed. */
    commit: z.string().nullable(),
    /** Why a job that was not approved came to its end. */
    ending: Ending.optional(),
    /** Iteration that came farthest. */
    best: z.number().int().optional(),
    /** What nobody mended: of a completed job only what blocks nothing. */
    open: z.array(Finding).optional(),
  },

  /** The planner is to turn the request into a specification. */
  "plan:requested": {},
  "plan:completed": {
    specification: PluginSpecification,
    assumptions: z.array(z.string()),
    /** ISO 639-1 code of the language that the plugin should speak. */
    language: z.string().optional(),
    estimate: Estimate.optional(),
    /** What the plugin has to show; plans of earlier versions have none. */
    criteria: z.array(Criterion).optional(),
    character,
    /** Why the newest edit could not be planned: this is the plan as it was before. */
    unchanged: z.string().optional(),
  },
  /** The request cannot be planned; says what is missing. */
  "plan:failed": failure,

  /** The tester is to write acceptance tests from the specification. */
  "tests:requested": {
    iteration,
    /** Only these are to be judged; all others stay as they are. */
    disputes: z.array(Dispute).optional(),
  },
  "tests:completed": {
    iteration,
    tree,
    summary: z.string(),
    files: z.array(z.string()),
    /** What became of disputed tests. */
    verdicts: z.array(TestVerdict).optional(),
    /** Tests that were taken out again, and why. */
    dropped: z.array(z.object({ name: z.string(), file: z.string(), why: z.string() })).optional(),
    /** Files with tests of the release that is improved; they stay as they are. */
    kept: z.array(z.string()).optional(),
    /** Ids of the criteria that no test shows. */
    untested: z.array(z.string()).optional(),
    /** Why nobody saw the tests fail without a plugin, if nobody did. */
    unproven: z.string().optional(),
    character,
  },
  "tests:failed": failure,

  /** The coder is to write the plugin, or to mend the findings. */
  "code:requested": {
    iteration,
    findings: z.array(Finding),
    /** Iteration whose files are mended; without it the plugin is written from nothing. */
    base: z.number().int().min(1).optional(),
    approach: Approach.optional(),
  },
  "code:completed": {
    iteration,
    ...written,
    character,
    /** Why this is no new version: nothing but comments changed, or it was checked before. */
    idle: z.string().optional(),
    /** Tests that the coder holds for wrong; it cannot change them. */
    disputes: z.array(Dispute).optional(),
    /** Further answers to the same request; the gates choose among all of them. */
    others: z.array(z.object(written)).optional(),
  },
  "code:failed": failure,

  /** The tester is to run every gate on tests and code together. */
  "checks:requested": { iteration },
  /** A gate begins. */
  "gate:started": { iteration, gate: z.enum(["install", "build", "lint", "test", "load"]) },
  /** A gate has its verdict. */
  "gate:completed": { iteration, gate: Gate },
  "checks:completed": {
    iteration,
    report: CheckReport,
    /** Tree of the answer that came farthest, where there were several. */
    chosen: tree.optional(),
  },
  "checks:failed": failure,

  /** The reviewer is to read code and results. */
  "review:requested": { iteration },
  "review:completed": { iteration, review: Review, character },
  "review:failed": failure,

  /** The coordinator is to record something in git. */
  "commit:requested": { kind: CommitKind, iteration: z.number().int() },
  "commit:completed": { kind: CommitKind, iteration: z.number().int(), commit: z.string() },
  "commit:failed": failure,

  /** What follows an iteration, and why. */
  "loop:decided": Decision.shape,

  /** One attempt at a model, answered or not; what it cost is spent either way. */
  "model:called": {
    /** `role/iteration/call/attempt`, as the recording has it. */
    key: z.string(),
    purpose: z.string(),
    iteration: z.number().int().min(0),
    /** Id of the model. */
    model: z.string(),
    usage: Usage,
    /** US dollars; `null` when the model's price is not known. */
    usd: z.number().nullable(),
    durationMs: z.number(),
    failure: z
      .object({
        kind: z.enum(modelErrorKinds),
        message: z.string(),
        /** When it is asked again, if it is. */
        retryInMs: z.number().optional(),
      })
      .optional(),
  },
  /** Most of a budget is used up. */
  "budget:warned": {
    scope: BudgetScope,
    unit: BudgetUnit,
    spent: z.number(),
    limit: z.number(),
  },
  /** An agent's finished line of reasoning. */
  "agent:thought": { text: z.string() },
  /** An agent speaks with a new character from its next turn on. */
  "character:swapped": { of: AgentName, name: z.string(), hash: z.string() },
} satisfies Record<string, z.ZodRawShape>;

export type EventType = keyof typeof payloads;
export const eventTypes = Object.keys(payloads) as EventType[];

/** Payload of an event: its own fields, without the stamp. */
export type Payload<Type extends EventType> = Type extends EventType
  ? z.infer<z.ZodObject<(typeof payloads)[Type]>>
  : never;

type Stamp = z.infer<z.ZodObject<typeof stamp>>;

/** A durable event as it stands in the journal. */
export type JobEvent<Type extends EventType = EventType> = {
  [Each in Type]: Stamp & { type: Each } & Payload<Each>;
}[Type];

const schemas = Object.fromEntries(
  Object.entries(payloads).map(([type, payload]) => [
    type,
    z.object({ type: z.literal(type), ...stamp, ...payload }),
  ]),
);

/** Made once: that takes longer than most events take to be checked. */
const Typed = z.object({ type: z.enum(eventTypes as [EventType]) });

/** Checks what claims to be an event; throws zod's error when it is none. */
export function parseEvent(value: unknown): JobEvent {
  const { type } = Typed.parse(value);
  return schemas[type]?.parse(value) as JobEvent;
}

/** What `nextRequests` wants published: an event without its stamp. */
export type Request = {
  [Type in RequestType | OwnWord]: { type: Type; payload: Payload<Type> };
}[RequestType | OwnWord];

/** What the coordinator says without asking anybody. */
type OwnWord = "loop:decided" | "job:waiting" | "job:finished";
