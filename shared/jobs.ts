import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { PluginCreationError, WorkspaceError } from "./errors.ts";
import type { JobEvent } from "./events.ts";
import { advance, foldJob, foldSince, resumed } from "./fold-job.ts";
import { isFinished, type Job } from "./job.ts";
import { endsFinished, Journal, readJournal } from "./journal.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Later than every event. */
const NEVER = "~";

/** What ids of jobs look like. */
export const JOB_ID = /^[a-z0-9]{6}$/;

/** Stands in the folder of a job that happened elsewhere and was brought here. */
export const IMPORTED_FILE = "imported.json";

/** All jobs of a data folder: their journals on disk, their folds in memory. Each journal is read when it is asked for. */
export class Jobs {
  readonly folder: string;
  readonly #jobs = new Map<string, Job>();
  readonly #journals = new Map<string, Journal>();
  readonly #damaged = new Map<string, string>();
  readonly #imported = new Set<string>();
  /** Jobs of an earlier process that nobody has asked for yet. */
  readonly #unread: Set<string>;
  readonly #since: string;

  /** @param since when the process came that is at work on them, for others that look on; nobody is without it. */
  constructor(dataDir: string, since = NEVER) {
    this.folder = path.join(dataDir, "jobs");
    this.#since = since;
    this.#unread = new Set(fs.existsSync(this.folder) ? fs.readdirSync(this.folder) : []);
  }

  /** Jobs whose journal cannot be read, with the reason; the others are not affected. */
  get damaged(): ReadonlyMap<string, string> {
    this.#readAll();
    return this.#damaged;
  }

  /** Writes an event to its job's journal, then folds it. Nothing can be added to a job that is over. */
  record(event: JobEvent): void {
    const before = this.find(event.jobId);
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

  /** Takes over a job that has a past already. After a crash all of it is there, or nothing. */
  adopt(events: JobEvent[]): Job {
    const job = foldJob(events);
    if (!job) throw new Error("A job that is taken over needs events.");
    const aside = `${this.folder}.${crypto.randomUUID()}`;
    const journal = new Journal(aside);
    for (const event of events) journal.append(event);
    journal.close();
    fs.mkdirSync(this.folder, { recursive: true });
    fs.renameSync(aside, this.folderOf(job.id));
    this.#jobs.set(job.id, resumed(job));
    return this.get(job.id);
  }

  find(id: string): Job | undefined {
    this.#read(id);
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
    throw new PluginCreationError(this.#damaged.get(id) ?? `There is no job "${id}". ${hint}`);
  }

  /** Newest first. */
  all(): Job[] {
    this.#readAll();
    return newestFirst([...this.#jobs.values()]);
  }

  /** Jobs that happened here, newest first: what others cost was paid elsewhere. */
  own(): Job[] {
    return this.all().filter(({ id }) => !this.#imported.has(id));
  }

  /** Jobs that are not over, newest first. Those that are do not have to be read for that. */
  active(): Job[] {
    for (const id of [...this.#unread]) if (!endsFinished(this.folderOf(id))) this.#read(id);
    return newestFirst([...this.#jobs.values()].filter((job) => !isFinished(job)));
  }

  /** A job whose folder was brought here since. */
  noticeFolder(id: string): void {
    if (!this.#jobs.has(id)) this.#unread.add(id);
  }

  /** A job that is not on disk any more. */
  forget(id: string): void {
    this.#unread.delete(id);
    this.#jobs.delete(id);
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

  #readAll(): void {
    for (const id of [...this.#unread]) this.#read(id);
  }

  #read(id: string): void {
    if (!this.#unread.delete(id)) return;
    try {
      const job = foldSince(readJournal(this.folderOf(id)), this.#since);
      if (job && job.id !== id) {
        throw new WorkspaceError(
          `${this.folderOf(id)} holds the journal of job ${job.id}: a folder and its job have the same name.`,
        );
      }
      if (job) this.#jobs.set(id, job);
      if (fs.existsSync(path.join(this.folderOf(id), IMPORTED_FILE))) this.#imported.add(id);
    } catch (error) {
      // One damaged journal must not take the others with it.
      this.#damaged.set(id, error instanceof Error ? error.message : String(error));
    }
  }
}

const newestFirst = (jobs: Job[]): Job[] =>
  jobs.sort((a, b) => Number(a.createdAt < b.createdAt) - Number(a.createdAt > b.createdAt));
