import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { PluginCreationError, WorkspaceError } from "./errors.ts";
import { parseEvent, type JobEvent } from "./events.ts";

const FILE = "events.jsonl";

/** The last field of a line: the checksum of this event and of all before it, so that no damage reads as an event. */
const SUM = /,"sum":"([0-9a-f]{8})"\}$/;

/** A job's events on disk, one JSON object a line, each flushed before anyone hears of it. */
export class Journal {
  readonly file: string;
  #descriptor: number | undefined;
  #sum = 0;

  /** @param folder the job's folder; made when missing. */
  constructor(folder: string) {
    this.file = path.join(folder, FILE);
  }

  /** Writes one event and returns once it is on disk. */
  append(event: JobEvent): void {
    try {
      this.#descriptor ??= this.#open();
      const json = JSON.stringify(event);
      const sum = zlib.crc32(json, this.#sum);
      fs.writeSync(this.#descriptor, `${json.slice(0, -1)},"sum":"${hex(sum)}"}\n`);
      fs.fdatasyncSync(this.#descriptor);
      this.#sum = sum;
    } catch (cause) {
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

  #open(): number {
    fs.mkdirSync(path.dirname(this.file), { recursive: true });
    const { sum, bytes } = readLines(this.file);
    this.#sum = sum;
    const descriptor = fs.openSync(this.file, "a");
    // A crash can leave half a line at the end; appending behind it would spoil the next one too.
    fs.ftruncateSync(descriptor, bytes);
    return descriptor;
  }
}

/** Reads a job's events, oldest first. A line torn by a crash is left out; any other bad line is an error that says where. */
export const readJournal = (folder: string): JobEvent[] =>
  readLines(path.join(folder, FILE)).events;

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

const hex = (sum: number): string => sum.toString(16).padStart(8, "0");

const badLine = (file: string, index: number, line: string, cause?: unknown): WorkspaceError =>
  new WorkspaceError(
    `${file} line ${index + 1} is not an event: expected one JSON object as this version writes it, unchanged and in its place, got ${line.slice(0, 80)}. Bring the file back from a copy or remove the job's folder; other jobs are not affected.`,
    { cause },
  );
