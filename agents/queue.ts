import type { EventBus } from "../shared/event-bus.ts";
import type { JobEvent } from "../shared/events.ts";
import { isFinished, type Job } from "../shared/job.ts";
import type { Jobs } from "../shared/jobs.ts";
import { hasPlace, placeInLine, standingOf } from "../shared/queue.ts";
import { goOn, type GoingOn, type LocatePlugin } from "./coordinator/conduct.ts";

interface QueueSurroundings {
  bus: EventBus;
  jobs: Jobs;
  /** How many jobs may be at work at the same time. */
  places: number;
  /** Whether this process sees to a job; others of the data folder may have been left behind. */
  attends: (jobId: string) => boolean;
  locate: LocatePlugin;
  /** Told when a job cannot go on because that cannot be recorded. */
  broken: (jobId: string, error: unknown) => void;
}

/** Gives places to jobs, as soon as there are some, in the order of the line. */
export class Queue {
  readonly #surroundings: QueueSurroundings;
  readonly #unsubscribe: () => void;
  /** Jobs that cannot be recorded any more: they take no place until the next start. */
  readonly #broken = new Set<string>();

  constructor(surroundings: QueueSurroundings) {
    this.#surroundings = surroundings;
    const { bus, jobs } = surroundings;
    this.#unsubscribe = bus.subscribe("*", (event) => {
      const job = jobs.find(event.jobId);
      if (!job || !hasPlace(job)) this.#admit(event);
    });
  }

  /** Number of a job in the line, from 1; nothing when it does not stand in line. */
  placeOf(jobId: string): number | undefined {
    return placeInLine(this.#jobs(), jobId);
  }

  /** Goes on with jobs that another process left behind: ends those that only have to be ended, and lines up the others. */
  resume(jobs: Job[]): void {
    for (const job of jobs) {
      try {
        this.#goOn(job.id, { mayAsk: false });
      } catch (error) {
        this.#surroundings.broken(job.id, error); // the others go on
      }
    }
    this.#admit();
  }

  /** Takes a job out that cannot go on. */
  leave(jobId: string): void {
    this.#broken.add(jobId);
    this.#admit();
  }

  close(): void {
    this.#unsubscribe();
  }

  #admit(event?: JobEvent): void {
    const { places, broken } = this.#surroundings;
    for (const { id } of standingOf(this.#jobs(), places).next) {
      const cause = event?.jobId === id ? event.id : undefined;
      try {
        this.#goOn(id, { cause, mayAsk: true });
      } catch (error) {
        broken(id, error);
      }
    }
  }

  #goOn(jobId: string, how: Pick<GoingOn, "cause" | "mayAsk">): void {
    const { bus, jobs, locate } = this.#surroundings;
    goOn(bus, jobs.find(jobId), { find: (id) => jobs.find(id), locate, ...how });
  }

  #jobs(): Job[] {
    const { jobs, attends } = this.#surroundings;
    return jobs
      .all()
      .filter((job) => isFinished(job) || (attends(job.id) && !this.#broken.has(job.id)));
  }
}
