import { ModelError } from "../shared/errors.ts";
import type { EventBus } from "../shared/event-bus.ts";
import type { BudgetScope, Payload, RequestType } from "../shared/events.ts";
import type { Job } from "../shared/job.ts";
import type { PackageVersion } from "../shared/npm-package.ts";
import { ConsentError } from "./packages/errors.ts";

/** Longest time that a timer of Node can be set to; a longer wait is set anew. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Whatever an endpoint says, it is asked again after a week. */
const LONGEST_WAIT_MS = 7 * 24 * 60 * 60_000;

/**
 * What an error makes a job wait for, if it is one that waiting can mend: a yes to packages, a budget, or an endpoint that
 * named a time.
 */
export function waitFor(
  error: unknown,
  request: RequestType,
  jobId: string,
): Payload<"job:waiting"> | undefined {
  if (error instanceof ConsentError) {
    const reason = `${error.message}\nMay the plugin be built with ${error.names}? "yes, go on" or plugin-dynamic continue ${jobId} allows it from now on; "no, without it" or plugin-dynamic continue ${jobId} --without has it planned anew without; plugin-dynamic cancel ${jobId} ends the job.`;
    const packages = error.packages.map(({ name, version, integrity }) => ({
      name,
      version,
      integrity,
    }));
    return { kind: "consent", reason, packages, request };
  }
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
  /** That the packages which the job waits for are not wanted: it is planned anew without them. */
  without?: boolean;
}

const RAISED: Record<BudgetScope, string> = {
  job: "The job's budget was raised, so it goes on.",
  day: "Today's budget was raised for this job, so it goes on.",
};

interface WaitSurroundings {
  bus: EventBus;
  find: (jobId: string) => Job | undefined;
  /** Keeps a person's yes to packages. */
  allow: (packages: PackageVersion[]) => void;
  /** Told when not even the end of a wait can be recorded. */
  broken: (jobId: string, error: unknown) => void;
}

/** Ends waits: at the time that a wait names, or when a person says so. */
export class Waits {
  readonly #bus: EventBus;
  readonly #find: (jobId: string) => Job | undefined;
  readonly #allow: (packages: PackageVersion[]) => void;
  readonly #broken: (jobId: string, error: unknown) => void;
  readonly #alarms = new Map<string, NodeJS.Timeout>();
  readonly #unsubscribes: (() => void)[];

  constructor({ bus, find, allow, broken }: WaitSurroundings) {
    this.#bus = bus;
    this.#find = find;
    this.#allow = allow;
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

  /**
   * Lets a waiting job go on because a person says so. Returns false when it does not wait, or not for what was decided.
   */
  continue(jobId: string, { raise = true, without = false }: ContinueOptions = {}): boolean {
    const job = this.#find(jobId);
    if (!job?.waiting || job.stopped) return false;
    if (job.waiting.kind === "consent") return this.#decide(jobId, job.waiting, without);
    if (without) return false;
    const raised = raise && job.waiting.kind === "budget" ? job.waiting.scope : undefined;
    const said =
      job.waiting.kind === "approval"
        ? "Somebody said yes to the plan."
        : "Somebody said that it may go on.";
    const reason = raised ? RAISED[raised] : said;
    this.#bus.publish("job:continued", { jobId, agent: "coordinator" }, { reason, raised });
    return true;
  }

  #decide(jobId: string, { packages = [] }: Payload<"job:waiting">, without: boolean): boolean {
    const names = packages.map(({ name }) => name);
    if (!without) this.#allow(packages); // first: a yes that cannot be kept is none
    const reason = without
      ? `Somebody does not want ${names.join(", ")}, so the plugin is planned anew.`
      : `Somebody allowed ${names.join(", ")}, so it goes on.`;
    const decision = without ? { reason, declined: names } : { reason };
    this.#bus.publish("job:continued", { jobId, agent: "coordinator" }, decision);
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
