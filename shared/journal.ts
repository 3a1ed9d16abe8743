import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { PluginCreationError, WorkspaceError } from "./errors.ts";
import { parseEvent, type JobEvent } from "./events.ts";
import { reached } from "./reached.ts";

/** Name of the journal in a job's folder. */
export const JOURNAL_FILE = "events.jsonl";

/** The last field of a line: the checksum of this event and of all before it, so that no damage reads as an event. */
const SUM = /,"sum":"([0-9a-f]{8})"\}$/;

/** How the last line of a job that is over begins. */
const FINISHED = '{"type":"job:finished",';

/** A job's events on disk, one JSON object a line, each flushed before anyone hears of it. */
export class Journal {
  readonly file: string;
  #descriptor: number | undefined;
  #sum = 0;
  /** Bytes of whole lines. */
  #bytes = 0;

  /** @param folder the job's folder; made when missing. */
  constructor(folder: string) {
    this.file = path.join(folder, JOURNAL_FILE);
  }

  /** Writes one event and returns once it is on disk. */
  append(event: JobEvent): void {
    try {
      this.#descriptor ??= this.#open();
      const { line, sum } = lineOf(event, this.#sum);
      reached(`before ${event.type}`, event.jobId);
      const bytes = Buffer.from(line);
      writeAll(this.#descriptor, bytes);
      fs.fdatasyncSync(this.#descriptor);
      reached(`after ${event.type}`, event.jobId);
      this.#sum = sum;
      this.#bytes += bytes.length;
    } catch (cause) {
      this.#takeBack();
      if (cause instanceof PluginCreationError) throw cause;
      throw new WorkspaceError(
        `The journal ${this.file} cannot be written (${String(cause)}). Free some disk space or make the folder writable; the job goes on from its last event at the next start.`,
        { cause },
      );
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) fs.closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  /** Half a line, or one of which nobody knows whether it is on disk, must not stay in front of the next one. */
  #takeBack(): void {
    if (this.#descriptor === undefined) return;
    try {
      fs.ftruncateSync(this.#descriptor, this.#bytes);
    } catch {
      // Whoever opens it next leaves half a line out, and reckons with a whole one.
    }
    this.close();
  }

  #open(): number {
    fs.mkdirSync(path.dirname(this.file), { recursive: true });
    const { sum, bytes } = readLines(this.file);
    this.#sum = sum;
    this.#bytes = bytes;
    const descriptor = fs.openSync(this.file, "a");
    // A crash can leave half a line at the end; appending behind it would spoil the next one too.
    fs.ftruncateSync(descriptor, bytes);
    return descriptor;
  }
}

/** A whole journal, as it is written event by event. */
export function journalText(events: JobEvent[]): string {
  let before = 0;
  const lines = events.map((event) => {
    const { line, sum } = lineOf(event, before);
    before = sum;
    return line;
  });
  return lines.join("");
}

/** The line of an event, and the checksum of all up to it. */
function lineOf(event: JobEvent, before: number): { line: string; sum: number } {
  const json = JSON.stringify(event);
  const sum = zlib.crc32(json, before);
  return { line: `${json.slice(0, -1)},"sum":"${hex(sum)}"}\n`, sum };
}

/** Reads a job's events, oldest first. A line torn by a crash is left out; any other bad line is an error that says where. */
export const readJournal = (folder: string): JobEvent[] =>
  readLines(path.join(folder, JOURNAL_FILE)).events;

/** Whether the last whole line of a journal says that the job is over; nothing else in it is looked at. */
export function endsFinished(folder: string): boolean {
  const file = path.join(folder, JOURNAL_FILE);
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
  const content = contentOf(file);
  const end = content.lastIndexOf("\n");
  const start = end > 0 ? content.lastIndexOf("\n", end - 1) + 1 : 0;
  return content.toString("latin1", start, start + FINISHED.length) === FINISHED;
}

/** The whole lines of a journal: their events, the checksum of all, and how many bytes they take. */
function readLines(file: string): { events: JobEvent[]; sum: number; bytes: number } {
  const content = contentOf(file);
  const bytes = content.lastIndexOf("\n") + 1;
  const lines = content.toString("utf8", 0, bytes).split("\n");
  lines.pop(); // "" behind the last line feed
  let sum = 0;
  let isSummed = false;
  const events = lines.map((line, index) => {
    const [end = "", written] = SUM.exec(line) ?? [];
    const json = written ? `${line.slice(0, -end.length)}}` : line;
    sum = zlib.crc32(json, sum);
    isSummed ||= written !== undefined;
    if (isSummed && written !== hex(sum)) throw badLine(file, index, line);
    try {
      const event = parseEvent(JSON.parse(json));
      // Journals began without checksums; a damaged one must not pass for such a line.
      if (written || JSON.stringify(event) === line) return event;
    } catch (cause) {
      throw badLine(file, index, line, cause);
    }
    throw badLine(file, index, line);
  });
  return { events, sum, bytes };
}

function contentOf(file: string): Buffer {
  if (!fs.existsSync(file)) return Buffer.alloc(0);
  try {
    return fs.readFileSync(file);
  } catch (cause) {
    throw new WorkspaceError(`The journal ${file} cannot be read (${String(cause)}).`, { cause });
  }
}

/** A disk that is almost full takes a part of what it is given, and calls that no error. */
function writeAll(descriptor: number, content: Buffer): void {
  for (let written = 0; written < content.length;) {
    written += fs.writeSync(descriptor, content, written);
  }
}

const hex = (sum: number): string => sum.toString(16).padStart(8, "0");

const badLine = (file: string, index: number, line: string, cause?: unknown): WorkspaceError =>
  new WorkspaceError(
    `${file} line ${index + 1} is not an event: expected one JSON object as this version writes it, unchanged and in its place, got ${line.slice(0, 80)}. Bring the file back from a copy or remove the job's folder; other jobs are not affected.`,
    { cause },
  );
