import type { EventBus } from "../shared/event-bus.ts";
import { isFinished, type Job } from "../shared/job.ts";
import type { Jobs } from "../shared/jobs.ts";
import { warn } from "../shared/log.ts";
import { keepReport } from "./report/write-report.ts";

/** Those who wait for the end of one job. */
interface Waiting {
  end: Promise<Job>;
  resolve: (job: Job) => void;
  reject: (error: Error) => void;
}

/** Tells whoever waits for the end of a job that it has come, or that not even the end can be recorded. */
export class Endings {
  readonly #jobs: Jobs;
  readonly #dataDir: string;
  readonly #waiting = new Map<string, Waiting>();
  /** Why jobs broke off: whoever waits for them later has to know, too. */
  readonly #broken = new Map<string, Error>();
  readonly #reports = new Map<string, Promise<string | undefined>>();
  /** Nobody tells of ends any more. */
  readonly close: () => void;

  constructor(bus: EventBus, jobs: Jobs, dataDir: string) {
    this.#jobs = jobs;
    this.#dataDir = dataDir;
    this.close = bus.subscribe("job:finished", ({ jobId }) => {
      this.#waiting.get(jobId)?.resolve(jobs.get(jobId));
      this.#waiting.delete(jobId);
    });
  }

  /** Resolves with the job once it is over; rejects when its end cannot be recorded. */
  of(jobId: string): Promise<Job> {
    const job = this.#jobs.get(jobId);
    if (isFinished(job)) return Promise.resolve(job);
    const broken = this.#broken.get(jobId);
    if (broken) return Promise.reject(broken);
    const waiting = this.#waiting.get(jobId) ?? waitForEnd();
    this.#waiting.set(jobId, waiting);
    return waiting.end;
  }

  /** Whether a job broke off in this process; it goes on at the next start. */
  isBroken(jobId: string): boolean {
    return this.#broken.has(jobId);
  }

  /** The file with the report of a finished job, once it is written; nothing when it could not be. */
  report(jobId: string): Promise<string | undefined> {
    const report = this.#reports.get(jobId) ?? keepReport(this.#dataDir, this.#jobs.get(jobId));
    this.#reports.set(jobId, report);
    return report;
  }

  /** Tells that a job cannot go on and cannot be ended either. */
  breakOff(jobId: string, cause: unknown): void {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    this.#broken.set(jobId, error);
    const waiting = this.#waiting.get(jobId);
    this.#waiting.delete(jobId);
    if (waiting) waiting.reject(error);
    else warn(`Job ${jobId} broke off: ${String(error)}`);
  }
}

function waitForEnd(): Waiting {
  const waiting: Partial<Waiting> = {};
  waiting.end = new Promise<Job>((resolve, reject) => Object.assign(waiting, { resolve, reject }));
  return waiting as Waiting;
}
