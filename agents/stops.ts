import type { EventBus } from "../shared/event-bus.ts";

/** The signals with which the jobs that this process sees to are stopped, and the turns that listen to them. */
export class Stops {
  readonly #stops = new Map<string, AbortController>();
  /** Turns that have not ended yet, and the jobs that they belong to. */
  readonly #turns = new Map<Promise<unknown>, string>();
  readonly #unsubscribes: (() => void)[];
  /** Turns that were stopped while their job goes on. */
  readonly #stopped = new WeakSet<Promise<unknown>>();

  /** Jobs that are stopped, or over, stop at once. */
  constructor(bus: EventBus) {
    this.#unsubscribes = [
      bus.subscribe("job:stopped", ({ jobId }) => this.abort(jobId)),
      bus.subscribe("job:finished", ({ jobId }) => {
        this.abort(jobId);
        this.#stops.delete(jobId);
      }),
    ];
  }

  /** Whether this process sees to a job. */
  has(jobId: string): boolean {
    return this.#stops.has(jobId);
  }

  /** Sees to a job from now on. */
  watch(jobId: string): void {
    if (!this.has(jobId)) this.#stops.set(jobId, new AbortController());
  }

  /** The signal for a job's next turn. */
  signalOf(jobId: string): AbortSignal {
    return this.#stops.get(jobId)?.signal ?? AbortSignal.abort();
  }

  /** Stops what is at work in a job. */
  abort(jobId: string): void {
    this.#stops.get(jobId)?.abort();
  }

  /** Stops what is at work in a job now, and nothing that comes later. */
  interrupt(jobId: string): void {
    this.abort(jobId);
    for (const [turn, id] of this.#turns) if (id === jobId) this.#stopped.add(turn);
    if (this.has(jobId)) this.#stops.set(jobId, new AbortController());
  }

  /** Turns of a job that were stopped and have not come to their end; nothing when there are none. */
  ending(jobId: string): Promise<unknown> | undefined {
    const turns = [...this.#turns].filter(([turn, id]) => id === jobId && this.#stopped.has(turn));
    return turns.length > 0 ? Promise.allSettled(turns.map(([turn]) => turn)) : undefined;
  }

  keepTurn(jobId: string, turn: Promise<unknown>): void {
    this.#turns.set(turn, jobId);
    void turn.finally(() => this.#turns.delete(turn));
  }

  /** Stops everything, and resolves when all of it has come to its end. */
  async close(): Promise<void> {
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
    for (const stop of this.#stops.values()) stop.abort();
    await Promise.all(this.#turns.keys());
  }
}
