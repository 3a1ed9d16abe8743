import type { EventBus } from "../shared/event-bus.ts";
import { owners, type RequestType } from "../shared/events.ts";

interface Clock {
  /** Time left when it was last started or stopped, in milliseconds. */
  leftMs: number;
  /** Set while it runs. */
  running?: { timer: NodeJS.Timeout; since: number } | undefined;
}

/**
 * Tells when a job's time is up. The clock runs from when somebody is asked for something; it stands still while the job waits,
 * for a person, for a time that an endpoint named or for a place among the jobs at work, and goes on with what was left. It
 * begins anew with the process.
 */
export class TimeLimit {
  readonly #limitMs: number;
  readonly #isUp: (jobId: string, reason: string) => void;
  readonly #clocks = new Map<string, Clock>();
  readonly #unsubscribes: (() => void)[];

  constructor(bus: EventBus, limitMs: number, isUp: (jobId: string, reason: string) => void) {
    this.#limitMs = limitMs;
    this.#isUp = isUp;
    this.#unsubscribes = [
      bus.subscribe("job:waiting", ({ jobId }) => this.#halt(jobId)),
      ...Object.keys(owners).map((request) =>
        bus.subscribe(request as RequestType, ({ jobId }) => this.#run(jobId)),
      ),
      bus.subscribe("job:stopped", ({ jobId }) => this.#drop(jobId)),
      bus.subscribe("job:finished", ({ jobId }) => this.#drop(jobId)),
    ];
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
    for (const jobId of this.#clocks.keys()) this.#drop(jobId);
  }

  #run(jobId: string): void {
    const clock = this.#clocks.get(jobId) ?? { leftMs: this.#limitMs };
    this.#clocks.set(jobId, clock);
    if (clock.running) return;
    const reason = `The job's time limit of ${this.#limitMs / 1000} s is used up.`;
    const timer = setTimeout(() => this.#isUp(jobId, reason), clock.leftMs).unref();
    clock.running = { timer, since: performance.now() };
  }

  #halt(jobId: string): void {
    const clock = this.#clocks.get(jobId);
    if (!clock?.running) return;
    clearTimeout(clock.running.timer);
    clock.leftMs -= performance.now() - clock.running.since;
    clock.running = undefined;
  }

  #drop(jobId: string): void {
    this.#halt(jobId);
    this.#clocks.delete(jobId);
  }
}
