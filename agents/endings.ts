import type { EventBus } from "../shared/event-bus.ts";
import { isFinished, type Job } from "../shared/job.ts";
import type { Jobs } from "../shared/jobs.ts";
import { warn } from "../shared/log.ts";
import { keepReport } from "./report/write-report.ts";

/** Tells whoever waits for the end of a job that it has come, or that not even the end can be recorded. */
export class Endings {
  readonly #bus: EventBus;
  readonly #jobs: Jobs;
  readonly #dataDir: string;
  readonly #rejects = new Map<string, (error: unknown) => void>();
  readonly #reports = new Map<string, Promise<string | undefined>>();

  constructor(bus: EventBus, jobs: Jobs, dataDir: string) {
    this.#bus = bus;
    this.#jobs = jobs;
    this.#dataDir = dataDir;
  }

  /** Resolves with the job once it is over; rejects when its end cannot be recorded. */
  of(jobId: string): Promise<Job> {
    const job = this.#jobs.get(jobId);
    if (isFinished(job)) return Promise.resolve(job);
    return new Promise((resolve, reject) => {
      const unsubscribe = this.#bus.subscribe("job:finished", (event) => {
        if (event.jobId !== jobId) return;
        unsubscribe();
        resolve(this.#jobs.get(jobId));
      });
      this.#rejects.set(jobId, reject);
    });
  }

  /** The file with the report of a finished job, once it is written; nothing when it could not be. */
  report(jobId: string): Promise<string | undefined> {
    const report = this.#reports.get(jobId) ?? keepReport(this.#dataDir, this.#jobs.get(jobId));
    this.#reports.set(jobId, report);
    return report;
  }

  /** Tells that a job cannot go on and cannot be ended either. */
  breakOff(jobId: string, error: unknown): void {
    const reject = this.#rejects.get(jobId);
    if (reject) reject(error);
    else warn(`Job ${jobId} broke off: ${String(error)}`);
  }
}
