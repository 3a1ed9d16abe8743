import { ModelError } from "../shared/errors.ts";
import type { EventBus } from "../shared/event-bus.ts";
import type { BudgetScope, Payload, RequestType } from "../shared/events.ts";
import type { Job } from "../shared/job.ts";

/** Longest time that a timer of Node can be set to; a longer wait is set anew. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Whatever an endpoint says, it is asked again after a week. */
const LONGEST_WAIT_MS = 7 * 24 * 60 * 60_000;

/** What an error makes a job wait for, if it is one that waiting can mend: a budget, or an endpoint that named a time. */
export function waitFor(error: unknown, request: RequestType): Payload<"job:waiting"> | undefined {
  if (!(error instanceof ModelError)) return undefined;
  const { kind, message: reason, scope, retryAfterMs } = error;
  if (kind === "budget") return { kind, reason, scope, request };
  if (kind !== "rate-limited" || !retryAfterMs) return undefined;
  const until = new Date(Date.now() + Math.min(retryAfterMs, LONGEST_WAIT_MS)).toISOString();
  return { kind: "rate-limit", reason, until, request };
}

export interface ContinueOptions {
  /** Whether the budget that the job waits for is raised by its own amount; it is, unless said otherwise. */
  raise?: boolean;
}

const RAISED: Record<BudgetScope, string> = {
  job: "The job's budget was raised, so it goes on.",
  day: "Today's budget was raised for this job, so it goes on.",
};

interface WaitSurroundings {
  bus: EventBus;
  find: (jobId: string) => Job | undefined;
  /** Told when not even the end of a wait can be recorded. */
  broken: (jobId: string, error: unknown) => void;
}

/** Ends waits: at the time that a wait names, or when a person says so. */
export class Waits {
  readonly #bus: EventBus;
  readonly #find: (jobId: string) => Job | undefined;
  readonly #broken: (jobId: string, error: unknown) => void;
  readonly #alarms = new Map<string, NodeJS.Timeout>();
  readonly #unsubscribes: (() => void)[];

  constructor({ bus, find, broken }: WaitSurroundings) {
    this.#bus = bus;
    this.#find = find;
    this.#broken = broken;
    this.#unsubscribes = [
      bus.subscribe("job:waiting", ({ jobId }) => this.arm(jobId)),
      ...(["job:continued", "job:stopped", "job:finished"] as const).map((type) =>
        bus.subscribe(type, ({ jobId }) => this.#disarm(jobId)),
      ),
    ];
  }

  /** Lets a job that waits for a time go on by then, at once when it is past; also after a restart. */
  arm(jobId: string): void {
    this.#disarm(jobId);
    const until = this.#find(jobId)?.waiting?.until;
    if (until === undefined) return;
    const left = Date.parse(until) - Date.now();
    const ring = (): void =>
      left > LONGEST_TIMER_MS ? this.arm(jobId) : this.#end(jobId, "The time to wait is over.");
    const timer = setTimeout(ring, Math.min(Math.max(left, 0), LONGEST_TIMER_MS));
    this.#alarms.set(jobId, timer.unref());
  }

  /** Lets a waiting job go on because a person says so. Returns false when it does not wait. */
  continue(jobId: string, { raise = true }: ContinueOptions = {}): boolean {
    const job = this.#find(jobId);
    if (!job?.waiting || job.stopped) return false;
    const raised = raise && job.waiting.kind === "budget" ? job.waiting.scope : undefined;
    const reason = raised ? RAISED[raised] : "Somebody said that it may go on.";
    this.#bus.publish("job:continued", { jobId, agent: "coordinator" }, { reason, raised });
    return true;
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
    for (const jobId of this.#alarms.keys()) this.#disarm(jobId);
  }

  #end(jobId: string, reason: string): void {
    try {
      this.#bus.publish("job:continued", { jobId, agent: "coordinator" }, { reason });
    } catch (error) {
      this.#broken(jobId, error); // nobody called who could be told
    }
  }

  #disarm(jobId: string): void {
    clearTimeout(this.#alarms.get(jobId));
    this.#alarms.delete(jobId);
  }
}
