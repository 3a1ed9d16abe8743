import fs from "node:fs";
import path from "node:path";
import { WorkspaceError } from "./errors.ts";
import { parseEvent, type JobEvent } from "./events.ts";

const FILE = "events.jsonl";

/** A job's events on disk, one JSON object a line, each flushed before anyone hears of it. */
export class Journal {
  readonly file: string;
  #descriptor: number | undefined;

  /** @param folder the job's folder; made when missing. */
  constructor(folder: string) {
    this.file = path.join(folder, FILE);
  }

  /** Writes one event and returns once it is on disk. */
  append(event: JobEvent): void {
    try {
      this.#descriptor ??= this.#open();
      fs.writeSync(this.#descriptor, `${JSON.stringify(event)}\n`);
      fs.fdatasyncSync(this.#descriptor);
    } catch (cause) {
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
    dropTornLine(this.file);
    return fs.openSync(this.file, "a");
  }
}

/** Reads a job's events, oldest first. A line torn by a crash is left out; any other bad line is an error that says where. */
export function readJournal(folder: string): JobEvent[] {
  const file = path.join(folder, FILE);
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, "utf8").split("\n");
  lines.pop(); // "" after a whole last line; a torn line otherwise
  return lines.map((line, index) => {
    try {
      return parseEvent(JSON.parse(line));
    } catch (cause) {
      throw new WorkspaceError(
        `${file} line ${index + 1} is not an event: expected one JSON object as this version writes it, got ${line.slice(0, 80)}. Mend or remove the job's folder; other jobs are not affected.`,
        { cause },
      );
    }
  });
}

/** A crash can leave half a line at the end; appending behind it would spoil the next one too. */
function dropTornLine(file: string): void {
  if (!fs.existsSync(file)) return;
  const content = fs.readFileSync(file);
  const whole = content.lastIndexOf("\n") + 1;
  if (whole < content.length) fs.truncateSync(file, whole);
}
