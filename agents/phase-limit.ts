import type { EventBus } from "../shared/event-bus.ts";
import { completedType, failedType, owners, type RequestType } from "../shared/events.ts";

/** What an agent is to do, for a sentence. */
const DOING: Record<RequestType, string> = {
  "plan:requested": "plan the plugin",
  "tests:requested": "write the tests",
  "code:requested": "write the code",
  "checks:requested": "run the checks",
  "review:requested": "review the plugin",
  "commit:requested": "record its work in git",
};

/**
 * Tells when one turn of an agent takes too long. The time runs from the request to its answer, or until the job has to wait;
 * it begins anew with every request.
 */
export class PhaseLimit {
  readonly #limitMs: number;
  readonly #isUp: (jobId: string, reason: string) => void;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #unsubscribes: (() => void)[];

  constructor(bus: EventBus, limitMs: number, isUp: (jobId: string, reason: string) => void) {
    this.#limitMs = limitMs;
    this.#isUp = isUp;
    this.#unsubscribes = (Object.keys(owners) as RequestType[]).flatMap((type) => [
      bus.subscribe(type, ({ jobId }) => this.#start(jobId, type)),
      bus.subscribe(completedType(type), ({ jobId }) => this.#stop(jobId, type)),
      bus.subscribe(failedType(type), ({ jobId }) => this.#stop(jobId, type)),
      bus.subscribe("job:waiting", ({ jobId, kind, request }) => {
        if (kind === "pause" || request === type) this.#stop(jobId, type);
      }),
      bus.subscribe("job:stopped", ({ jobId }) => this.#stop(jobId, type)),
    ]);
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #start(jobId: string, type: RequestType): void {
    this.#stop(jobId, type);
    const reason = `The ${owners[type]} did not ${DOING[type]} within ${this.#limitMs / 1000} s, the limit of one phase. PLUGIN_PHASE_TIMEOUT_MS sets another one.`;
    const timer = setTimeout(() => this.#isUp(jobId, reason), this.#limitMs).unref();
    this.#timers.set(`${jobId} ${type}`, timer);
  }

  #stop(jobId: string, type: RequestType): void {
    const key = `${jobId} ${type}`;
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
  }
}
