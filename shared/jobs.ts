import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { PluginCreationError, WorkspaceError } from "./errors.ts";
import type { JobEvent } from "./events.ts";
import { advance, foldJob, resumed } from "./fold-job.ts";
import { isFinished, type Job } from "./job.ts";
import { Journal, readJournal } from "./journal.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** All jobs of a data folder: their journals on disk, their folds in memory. */
export class Jobs {
  readonly folder: string;
  readonly #jobs = new Map<string, Job>();
  readonly #journals = new Map<string, Journal>();
  /** Jobs whose journal cannot be read, with the reason; the others are not affected. */
  readonly damaged = new Map<string, string>();

  constructor(dataDir: string) {
    this.folder = path.join(dataDir, "jobs");
    for (const id of fs.existsSync(this.folder) ? fs.readdirSync(this.folder) : []) this.#load(id);
  }

  /** Writes an event to its job's journal, then folds it. Nothing can be added to a job that is over. */
  record(event: JobEvent): void {
    const before = this.#jobs.get(event.jobId);
    if (before && isFinished(before)) {
      throw new PluginCreationError(`Job ${event.jobId} is over; got ${event.type} after its end.`);
    }
    const journal = this.#journals.get(event.jobId) ?? new Journal(this.folderOf(event.jobId));
    this.#journals.set(event.jobId, journal);
    const job = advance(before, event);
    journal.append(event);
    this.#jobs.set(event.jobId, job);
    if (!isFinished(job)) return;
    journal.close();
    this.#journals.delete(event.jobId);
  }

  find(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  /** The job with this id; throws a sentence that lists the newest ids when there is none. */
  get(id: string): Job {
    const job = this.find(id);
    if (job) return job;
    const known = this.all().slice(0, 5);
    const hint =
      known.length > 0
        ? `There are: ${known.map((each) => each.id).join(", ")}.`
        : "There is none yet.";
    throw new PluginCreationError(this.damaged.get(id) ?? `There is no job "${id}". ${hint}`);
  }

  /** Newest first. */
  all(): Job[] {
    return [...this.#jobs.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  active(): Job[] {
    return this.all().filter((job) => !isFinished(job));
  }

  events(id: string): JobEvent[] {
    return readJournal(this.folderOf(id));
  }

  folderOf(id: string): string {
    return path.join(this.folder, id);
  }

  /** A short id, as people type it, that no job has. */
  newId(): string {
    const id = Array.from(crypto.randomBytes(6), (byte) => ALPHABET[byte % ALPHABET.length]).join(
      "",
    );
    return this.#jobs.has(id) || fs.existsSync(this.folderOf(id)) ? this.newId() : id;
  }

  close(): void {
    for (const journal of this.#journals.values()) journal.close();
    this.#journals.clear();
  }

  #load(id: string): void {
    try {
      const job = foldJob(readJournal(this.folderOf(id)));
      if (job && job.id !== id) {
        throw new WorkspaceError(
          `${this.folderOf(id)} holds the journal of job ${job.id}: a folder and its job have the same name.`,
        );
      }
      if (job) this.#jobs.set(id, isFinished(job) ? job : resumed(job));
    } catch (error) {
      // One damaged journal must not take the others with it.
      this.damaged.set(id, error instanceof Error ? error.message : String(error));
    }
  }
}
