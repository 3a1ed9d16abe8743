import {
  owners,
  type BudgetScope,
  type CommitKind,
  type JobEvent,
  type Origin,
  type Payload,
  type RequestType,
} from "./events.ts";
import type { CheckReport, Finding, Gate, GateName, Review } from "./results.ts";
import type { PluginSpecification } from "./specification.ts";
import type { Spent } from "./spending.ts";

export type JobStatus = "pending" | "running" | "waiting" | "completed" | "failed" | "cancelled";

type Written = Pick<Payload<"code:completed">, "tree" | "summary" | "files" | "character">;

/** What happened in one round of writing, checking and reviewing. */
export interface Iteration {
  number: number;
  /** Why the code was written: empty in the first round. */
  findings: Finding[];
  code?: Written | undefined;
  /** Tests that the code was checked against. */
  testsTree?: string | undefined;
  /** Gates with a verdict so far, in order. */
  gates: Gate[];
  report?: CheckReport;
  review?: Review;
  reviewer?: string;
  commit?: string;
}

/** Everything there is to know of a job; always the fold of its events, never changed in place. */
export interface Job {
  id: string;
  createdAt: string;
  updatedAt: string;
  status: JobStatus;
  request: { description?: string | undefined; specification?: PluginSpecification | undefined };
  notes: string[];
  origin?: Origin | undefined;
  maxIterations: number;
  /** Name of the model source that does the work. */
  model: string;
  plan?: Payload<"plan:completed"> | undefined;
  tests?: Written | undefined;
  /** Oldest first; the last one is the current one. */
  iterations: Iteration[];
  commits: Partial<Record<Exclude<CommitKind, "iteration">, string | undefined>>;
  /** Requests that wait for their answer. */
  inFlight: RequestType[];
  /** The gate at work, if one is. */
  gate?: GateName | undefined;
  /** Every attempt at a model, oldest first. */
  spent: Spent[];
  /** Budgets that were warned of, as `scope unit`. */
  warned: string[];
  /** How often a person raised each budget. */
  raised: Record<BudgetScope, number>;
  /** Packages that a person does not want. */
  declined: string[];
  /** Set while the job stands still. */
  waiting?: Payload<"job:waiting"> | undefined;
  /** Why an agent gave up. */
  failure?: string;
  /** Set once somebody or something stopped the job; it only has to be finished then. */
  stopped?: Payload<"job:stopped">;
  finished?: Payload<"job:finished">;
  /** The newest events, oldest first: what status texts tell. */
  recent: JobEvent[];
}

const RECENT = 30;

/** The iteration at work, or the last one of a finished job. */
export const currentIteration = (job: Job): Iteration | undefined => job.iterations.at(-1);

export const isFinished = (job: Job): boolean => job.finished !== undefined;

/** Whether what the models say in a job is played from a recording. Whoever shows the job has to say so. */
export const isRecording = ({ model }: Pick<Job, "model">): boolean => model === "replay";

/** Whether a job stands still until a person says that it may go on. */
export const waitsForPerson = ({ waiting }: Job): boolean =>
  waiting !== undefined && waiting.until === undefined;

/** Takes a job one event further. An answer nobody waits for, and anything after the end, changes nothing. */
export function advance(job: Job | undefined, event: JobEvent): Job {
  if (event.type === "job:created") return created(event);
  if (!job) throw new Error(`A job begins with job:created, got ${event.type} (${event.jobId}).`);
  if (isFinished(job) || !isExpected(job, event)) return job;
  const next = { ...job, ...change(job, event), updatedAt: event.at };
  // There are so many model calls that nothing else would be left of the recent events.
  if (event.type === "model:called") return next;
  return { ...next, recent: [...job.recent, event].slice(-RECENT) };
}

function created(event: JobEvent<"job:created">): Job {
  return {
    id: event.jobId,
    createdAt: event.at,
    updatedAt: event.at,
    status: "pending",
    request: { description: event.description, specification: event.specification },
    notes: event.notes,
    origin: event.origin,
    maxIterations: event.maxIterations,
    model: event.model,
    iterations: [],
    commits: {},
    inFlight: [],
    spent: [],
    warned: [],
    raised: { job: 0, day: 0 },
    declined: [],
    recent: [event],
  };
}

/** Answers must have been asked for, in this iteration. */
function isExpected(job: Job, event: JobEvent): boolean {
  const [subject = "", verb] = event.type.split(":");
  if (verb === "requested" || !(`${subject}:requested` in owners)) return true;
  if (!job.inFlight.includes(`${subject}:requested` as RequestType)) return false;
  const ofIteration = "iteration" in event && subject !== "commit";
  return !ofIteration || event.iteration === (job.iterations.length || 1);
}

function change(job: Job, event: JobEvent): Partial<Job> {
  switch (event.type) {
    case "plan:requested":
    case "checks:requested":
    case "review:requested":
    case "commit:requested":
      return { status: "running", ...asked(job, event.type) };
    case "tests:requested":
      return {
        status: "running",
        ...asked(job, event.type),
        ...begun(job, {
          number: event.iteration,
          findings: [],
          code: currentIteration(job)?.code,
          gates: [],
        }),
        tests: undefined,
        commits: { ...job.commits, tests: undefined },
      };
    case "code:requested":
      return {
        status: "running",
        ...asked(job, event.type),
        ...begun(job, { number: event.iteration, findings: event.findings, gates: [] }),
      };
    case "plan:completed":
      return { ...answered(job, "plan:requested"), plan: event };
    case "tests:completed":
      return { ...answered(job, "tests:requested"), tests: event };
    case "code:completed":
      return { ...answered(job, "code:requested"), ...onIteration(job, { code: event }) };
    case "gate:started":
      return { gate: event.gate };
    case "gate:completed": {
      const gates = currentIteration(job)?.gates ?? [];
      return { gate: undefined, ...onIteration(job, { gates: [...gates, event.gate] }) };
    }
    case "checks:completed":
      return {
        ...answered(job, "checks:requested"),
        ...onIteration(job, {
          report: event.report,
          gates: event.report.gates,
          testsTree: job.tests?.tree,
        }),
      };
    case "review:completed":
      return {
        ...answered(job, "review:requested"),
        ...onIteration(job, { review: event.review, reviewer: event.character }),
      };
    case "commit:completed":
      return event.kind === "iteration"
        ? { ...answered(job, "commit:requested"), ...onIteration(job, { commit: event.commit }) }
        : {
            ...answered(job, "commit:requested"),
            commits: { ...job.commits, [event.kind]: event.commit },
          };
    case "plan:failed":
    case "tests:failed":
    case "code:failed":
    case "checks:failed":
    case "review:failed":
    case "commit:failed":
      return { failure: event.reason };
    case "job:waiting":
      return {
        status: "waiting",
        waiting: longer(job.waiting, event),
        ...answered(job, event.request as RequestType),
      };
    case "job:continued": {
      const { raised: scope, declined = [] } = event;
      const raised = scope ? { ...job.raised, [scope]: job.raised[scope] + 1 } : job.raised;
      const warned = job.warned.filter((each) => !scope || !each.startsWith(scope));
      return {
        status: "running",
        waiting: undefined,
        raised,
        warned,
        declined: [...job.declined, ...declined],
        // A plan with what nobody wants is none.
        plan: declined.length > 0 ? undefined : job.plan,
      };
    }
    case "model:called": {
      const { at, agent, iteration, model, usage, usd, durationMs, failure } = event;
      const failed = failure !== undefined;
      const entry = { at, agent, iteration, model, usage, usd, durationMs, failed };
      return { spent: [...job.spent, entry] };
    }
    case "budget:warned":
      return { warned: [...job.warned, `${event.scope} ${event.unit}`] };
    case "job:stopped":
      return { stopped: event };
    case "job:finished":
      return {
        status: event.status,
        finished: event,
        inFlight: [],
        gate: undefined,
        waiting: undefined,
      };
    case "job:created":
    case "agent:thought":
    case "character:swapped":
      return {};
    default:
      return event satisfies never;
  }
}

/** The first request of a round begins it. New tests alone leave the code as it was. */
function begun(job: Job, fresh: Iteration): Pick<Job, "iterations"> {
  return currentIteration(job)?.number === fresh.number
    ? onIteration(job, { findings: fresh.findings })
    : { iterations: [...job.iterations, fresh] };
}

/** Two agents can have to wait at the same time: for a person if one of them has to, else for the later time. */
function longer(
  one: Payload<"job:waiting"> | undefined,
  other: Payload<"job:waiting">,
): Payload<"job:waiting"> {
  if (!one?.until) return one ?? other;
  return other.until && other.until < one.until ? one : other;
}

const asked = (job: Job, request: RequestType): Pick<Job, "inFlight"> => ({
  inFlight: [...job.inFlight.filter((each) => each !== request), request],
});

const answered = (job: Job, request: RequestType): Pick<Job, "inFlight"> => ({
  inFlight: job.inFlight.filter((each) => each !== request),
});

const onIteration = (job: Job, change: Partial<Iteration>): Pick<Job, "iterations"> => ({
  iterations: job.iterations.map((each, index) =>
    index === job.iterations.length - 1 ? { ...each, ...change } : each,
  ),
});

/** The job as its events tell it, or `undefined` when there are none. */
export const foldJob = (events: JobEvent[]): Job | undefined =>
  events.reduce<Job | undefined>(advance, undefined);

/** After a restart nobody is at work on what had been asked: `nextRequests` asks again. */
export const resumed = (job: Job): Job => ({ ...job, inFlight: [], gate: undefined });

/** The iteration that came farthest: most green gates, then the better review, then the newer one. */
export function bestIteration(job: Job): Iteration | undefined {
  const rank = ({ gates, review, number }: Iteration): number =>
    gates.filter(({ status }) => status === "passed").length * 1e6 +
    (review?.score ?? 0) * 1e3 +
    number;
  return job.iterations
    .filter(({ commit }) => commit)
    .reduce<Iteration | undefined>(
      (best, each) => (!best || rank(each) > rank(best) ? each : best),
      undefined,
    );
}
