import { PluginCreationError } from "./errors.ts";
import type { EventType, JobEvent, Parent, Payload } from "./events.ts";
import { foldJob } from "./fold-job.ts";
import { isFinished, type Iteration, type Job } from "./job.ts";
import { decide } from "./loop/decide.ts";

/** What a job inherits from its parent's journal: what was made, and not what it cost, what was waited for or thought. */
const INHERITED = new Set<EventType>([
  "plan:requested",
  "plan:completed",
  "tests:requested",
  "tests:completed",
  "code:requested",
  "code:completed",
  "checks:requested",
  "gate:started",
  "gate:completed",
  "checks:completed",
  "review:requested",
  "review:completed",
  "commit:requested",
  "commit:completed",
  "loop:decided",
  "job:edited",
  "job:hinted",
]);

/** Rounds that a fork has at least, however few its parent had left. */
const FEWEST_ROUNDS = 2;

/** How a job is done once more, as `job:created` says it; throws when there is no reason to. */
export function retryOf(job: Job): Pick<Payload<"job:created">, "maxIterations" | "parent"> {
  if (!isFinished(job)) {
    throw new PluginCreationError(
      `Job ${job.id} is still at work: ${job.status}. Cancel it first, or let it go on.`,
    );
  }
  if (job.status === "completed") {
    throw new PluginCreationError(
      `Job ${job.id} is completed: nothing is left to be tried again. plugin-dynamic improve ${job.id} "…" changes its plugin, plugin-dynamic fork ${job.id} goes another way.`,
    );
  }
  return { maxIterations: job.maxIterations, parent: { jobId: job.id, how: "retry" } };
}

/** Where a fork begins. */
export interface ForkPoint {
  iteration: number;
  /** What somebody asks its first round for. */
  hint?: string | undefined;
  /** Whether the iteration is to be reviewed once more. Its gates run again too: what is released was built by its own job. */
  reviewAgain?: boolean | undefined;
}

/**
 * How a fork goes on from an iteration of a job, as `job:created` says it. Throws a sentence when it cannot: without such
 * an iteration, and where the loop has nothing left to do and nobody asks for anything.
 */
export function forkOf(
  events: JobEvent[],
  { iteration, hint, reviewAgain = false }: ForkPoint,
): Pick<Payload<"job:created">, "maxIterations"> & { parent: Parent } {
  const job = foldJob(events);
  const there = recorded(job);
  const from = there.find(({ number }) => number === iteration);
  if (!job || !from) {
    const known = there.map(({ number }) => number).join(", ");
    throw new PluginCreationError(
      `Job ${job?.id ?? ""} has no iteration ${iteration} in git to go on from. ${known ? `It has ${known}.` : "It has recorded none."}`,
    );
  }
  const maxIterations = Math.max(job.maxIterations, iteration + FEWEST_ROUNDS);
  const parent: Parent = { jobId: job.id, how: "fork", iteration, commit: from.commit, hint };
  if (reviewAgain) {
    if (from.review) return { maxIterations, parent };
    throw new PluginCreationError(
      `Iteration ${iteration} of job ${job.id} was not reviewed, so it cannot be reviewed again.`,
    );
  }
  const past = foldJob(upTo(events, iteration)) ?? job;
  const { step, reason, ending } = decide({ ...past, maxIterations, parent });
  if (step === "release") {
    throw new PluginCreationError(
      `Iteration ${iteration} of job ${job.id} was approved; nothing is left to do. Say what should be different: plugin-dynamic fork ${job.id} --iteration ${iteration} --hint "…".`,
    );
  }
  if (step === "stop") {
    const help = ending === "no-progress" ? " Fork from an earlier iteration." : "";
    throw new PluginCreationError(
      `After iteration ${iteration} of job ${job.id} the loop has nothing left to try. ${reason}${help}`,
    );
  }
  return { maxIterations, parent };
}

const recorded = (job: Job | undefined): Iteration[] =>
  job?.iterations.filter(({ commit }) => commit) ?? [];

/** A journal's events to where an iteration was recorded, or, when it is to be reviewed again, to where its checks began. */
function upTo(events: JobEvent[], iteration: number, reviewAgain = false): JobEvent[] {
  if (reviewAgain) {
    const checks = events.findLastIndex(
      (event) => event.type === "checks:requested" && event.iteration === iteration,
    );
    return events.slice(0, checks);
  }
  const end = events.findIndex(
    (event) =>
      event.type === "commit:completed" &&
      event.kind === "iteration" &&
      event.iteration === iteration,
  );
  return events.slice(0, end + 1);
}

/** What of a fork's beginning is its own. */
export interface Beginning {
  created: JobEvent<"job:created">;
  /** Version of the plugin that it works on. */
  version: string;
  reviewAgain?: boolean | undefined;
  newId: () => string;
}

/**
 * The journal of a fork: its own `job:created`, then what its parent had at the end of the iteration, as events of the new
 * job and of now. Calls of models are not among them: what the parent spent, the parent spent; a fork's cost is its own.
 */
export function journalOfFork(
  parent: JobEvent[],
  beginning: Beginning,
): [JobEvent<"job:created">, ...JobEvent[]] {
  const { created, version, reviewAgain, newId } = beginning;
  const ids = new Map(
    parent.map(({ id, type }) => [id, type === "job:created" ? created.id : newId()]),
  );
  const inherited = upTo(parent, created.parent?.iteration ?? 0, reviewAgain).filter(({ type }) =>
    INHERITED.has(type),
  );
  return [
    created,
    ...inherited.map((event): JobEvent => {
      const stamp = {
        id: ids.get(event.id) ?? newId(),
        jobId: created.jobId,
        at: created.at,
        ...(event.cause && { cause: ids.get(event.cause) ?? created.id }),
      };
      if (event.type !== "plan:completed") return { ...event, ...stamp } as JobEvent;
      return { ...event, ...stamp, specification: { ...event.specification, version } };
    }),
  ];
}
