import type { JobEvent, Payload } from "./events.ts";
import { owners, type RequestType } from "./requests.ts";
import { currentIteration, isFinished, type Iteration, type Job } from "./job.ts";
import { remember } from "./recent-events.ts";
import { gateNames } from "./results.ts";

/** Takes a job one event further. An answer nobody waits for, and anything after the end, changes nothing. */
export function advance(job: Job | undefined, event: JobEvent): Job {
  if (event.type === "job:created") return created(event);
  if (!job) throw new Error(`A job begins with job:created, got ${event.type} (${event.jobId}).`);
  if (isFinished(job) || !isExpected(job, event)) return job;
  const next = { ...job, ...change(job, event), updatedAt: event.at };
  return { ...next, recent: remember(job.recent, event) };
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
    approval: event.approval ?? "auto",
    isApproved: false,
    parent: event.parent,
    edits: [],
    hints: [],
    oldTests: [],
    iterations: [],
    commits: {},
    decisions: [],
    idle: [],
    disputes: [],
    verdicts: [],
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
      return asked(job, event);
    case "tests:requested":
      return {
        ...asked(job, event),
        ...begun(job, {
          number: event.iteration,
          findings: [],
          code: currentIteration(job)?.code,
          gates: [],
        }),
        decision: undefined,
        ...(event.disputes
          ? { judging: event.disputes }
          : { tests: undefined, commits: { ...job.commits, tests: undefined } }),
      };
    case "code:requested":
      return {
        ...asked(job, event),
        decision: undefined,
        ...begun(job, {
          number: event.iteration,
          findings: event.findings,
          base: event.base,
          approach: event.approach,
          gates: [],
        }),
      };
    case "plan:completed":
      return {
        ...answered(job, "plan:requested"),
        plan: event,
        // What could not be planned is not tried again with the next edit.
        edits: event.unchanged === undefined ? job.edits : job.edits.slice(0, -1),
      };
    case "tests:completed":
      return {
        ...answered(job, "tests:requested"),
        ...(job.judging ? judged(job, event) : { tests: event }),
        ...(event.kept && { oldTests: event.kept }),
      };
    case "code:completed": {
      const { idle: reason, others, disputes = [] } = event;
      return {
        ...answered(job, "code:requested"),
        disputes: [...job.disputes, ...disputes],
        ...(reason === undefined
          ? onIteration(job, { code: event, others })
          : {
              iterations: job.iterations.slice(0, -1),
              idle: [...job.idle, { after: event.iteration - 1, reason }],
            }),
      };
    }
    case "gate:started":
      return { gate: event.gate };
    case "gate:completed": {
      // Of several answers each has the gates to itself.
      const isFirst = event.gate.name === gateNames[0];
      const before = isFirst ? [] : (currentIteration(job)?.gates ?? []);
      return { gate: undefined, ...onIteration(job, { gates: [...before, event.gate] }) };
    }
    case "checks:completed":
      return {
        ...answered(job, "checks:requested"),
        ...onIteration(job, {
          ...chosen(job, event.chosen),
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
        ...(event.kind === "pause"
          ? { inFlight: [] }
          : answered(job, event.request as RequestType)),
      };
    case "job:continued": {
      const { raised: scope, declined = [] } = event;
      const raised = scope ? { ...job.raised, [scope]: job.raised[scope] + 1 } : job.raised;
      const warned = job.warned.filter((each) => !scope || !each.startsWith(scope));
      return {
        ...goesOn(job),
        isApproved: job.isApproved || job.waiting?.kind === "approval",
        raised,
        warned,
        declined: [...job.declined, ...declined],
        // A plan with what nobody wants is none.
        plan: declined.length > 0 ? undefined : job.plan,
      };
    }
    case "job:edited":
      return {
        ...goesOn(job),
        isApproved: false,
        edits: [...job.edits, event.text],
        before: job.plan,
        plan: undefined,
      };
    case "job:hinted":
      return { hints: [...job.hints, { text: event.text, to: event.to }] };
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
    case "loop:decided":
      return { decision: event, decisions: [...job.decisions, event] };
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

/** Tests that changed begin a round of their own; where all are kept nothing has to be checked again. */
function judged(job: Job, event: Payload<"tests:completed">): Partial<Job> {
  const verdicts = [...job.verdicts, ...(event.verdicts ?? [])];
  return event.tree === job.tests?.tree
    ? { verdicts, judging: undefined, iterations: job.iterations.slice(0, -1) }
    : { verdicts, judging: undefined, tests: event, commits: { ...job.commits, tests: undefined } };
}

/** The answer of several that the gates chose; the others are forgotten. */
function chosen(job: Job, tree: string | undefined): Pick<Iteration, "code" | "others"> {
  const { code, others = [] } = currentIteration(job) ?? {};
  const other = others.find((each) => each.tree === tree);
  return { code: code && other ? { ...code, ...other } : code, others: undefined };
}

/** Two agents can have to wait at the same time: for a person if one of them has to, else for the later time. */
function longer(
  one: Payload<"job:waiting"> | undefined,
  other: Payload<"job:waiting">,
): Payload<"job:waiting"> {
  if (!one?.until) return one ?? other;
  return other.until && other.until < one.until ? one : other;
}

const asked = (
  job: Job,
  { type, at }: JobEvent<RequestType>,
): Pick<Job, "status" | "placedAt" | "inFlight"> => ({
  status: "running",
  placedAt: job.status === "running" ? job.placedAt : at,
  inFlight: [...job.inFlight.filter((each) => each !== type), type],
});

/** Where nobody is at work any more, the place is somebody else's by now. */
const goesOn = ({ status, inFlight }: Job): Pick<Job, "status" | "waiting"> => ({
  status: status !== "running" && inFlight.length === 0 ? "pending" : "running",
  waiting: undefined,
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
export const resumed = (job: Job): Job => ({
  ...job,
  status: job.status === "running" ? "pending" : job.status,
  inFlight: [],
  gate: undefined,
});

/**
 * The job as the process sees it that has been at work since then: whoever was asked before is not at work any more.
 * @param since ISO 8601.
 */
export function foldSince(events: JobEvent[], since: string): Job | undefined {
  const first = events.findIndex(({ at }) => at >= since);
  const before = foldJob(first < 0 ? events : events.slice(0, first));
  const left = before && !isFinished(before) ? resumed(before) : before;
  return first < 0 ? left : events.slice(first).reduce<Job | undefined>(advance, left);
}
