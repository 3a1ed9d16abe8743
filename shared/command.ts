import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { Socket } from "node:net";
import { Readable } from "node:stream";
import { watchMemory } from "./resident-memory.ts";

/** A program to run: always an argument list, never a shell line. */
export interface Command {
  file: string;
  args: string[];
  cwd: string;
  /** The child's whole environment. */
  env: Record<string, string>;
  signal: AbortSignal;
  timeoutMs: number;
  /** Bytes of output to keep and to allow, of stdout and stderr together; in a conversation, after each line that is sent. */
  outputBytes?: number;
  /** Bytes of memory of the program and its children together, where the system tells; looked at twice a second. */
  memoryBytes?: number | undefined;
  /** Text for standard input; without it the child reads end of file. */
  input?: string;
  /** Talks with the program while it runs, in the place of `input`. When it returns, the program is ended. */
  converse?: (program: Conversation) => Promise<void>;
  /** The program may stay for long, and does not keep this process from ending. */
  stays?: boolean;
}

/** The parent's side of a conversation in lines. */
export interface Conversation {
  /** Writes a line; one to a program that is gone, or that does not read, is lost. */
  send: (line: string) => void;
  /** Lines of standard output as they come, to be read once; they end when the program does. */
  lines: AsyncIterator<string, undefined>;
  /** Ends the program for a reason, which its result tells. */
  end: (reason: Reason) => void;
  /** Whether the program has ended. */
  isGone: () => boolean;
}

/** Why we ended a program. */
export type Reason = "aborted" | "timeout" | "output" | "memory";

/** How a program ended; a red result is news, not an exception. */
export interface CommandResult {
  /** `null` when it was killed or never started. */
  exitCode: number | null;
  stdout: string;
  stderr: string;
  durationMs: number;
  /** Why we ended it, if we did. */
  killed?: Reason | undefined;
}

/** The most that a timer can hold, 24 days: the time limit of what stays. */
export const LONGEST_MS = 2 ** 31 - 1;

const MEGABYTE = 1_048_576;
/** What is kept of each output of a program that is talked with: the end, for whoever asks why it is gone. */
const KEPT = 8_192;
const GRACE_MS = 500;

/** Groups at work. They are no part of ours, so a process that ends early has to take them along. */
const groups = new Set<number>();
process.on("exit", () => groups.forEach((pid) => signalGroup(pid, "SIGKILL")));

/**
 * Runs a program in a process group of its own, so that its children end with it. Throws nothing but what `converse`
 * throws, and only after the program has ended.
 */
export function runCommand(command: Command): Promise<CommandResult> {
  const { file, args, cwd, env, signal, timeoutMs, outputBytes = MEGABYTE } = command;
  const { input = "", converse, memoryBytes, stays = false } = command;
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, detached: true, stdio: "pipe" });
    if (child.pid !== undefined) groups.add(child.pid);
    const output = { stdout: "", stderr: "" };
    let size = 0;
    let killed: Reason | undefined;

    const end = (reason: Reason): void => {
      if (killed) return;
      killed = reason;
      holdOn(child); // whoever ends it waits for its end
      signalGroup(child.pid, "SIGTERM");
      setTimeout(() => signalGroup(child.pid, "SIGKILL"), GRACE_MS).unref();
    };
    const timer = setTimeout(() => end("timeout"), timeoutMs);
    const unwatch =
      memoryBytes && child.pid
        ? watchMemory(child.pid, memoryBytes, () => end("memory"))
        : () => undefined;
    const abort = (): void => end("aborted");
    signal.addEventListener("abort", abort);
    if (signal.aborted) abort();

    const lines = new Lines();
    const collect = (name: keyof typeof output) => (chunk: string) => {
      size += Buffer.byteLength(chunk);
      if (size > outputBytes) return end("output");
      output[name] = converse ? (output[name] + chunk).slice(-KEPT) : output[name] + chunk;
      if (converse && name === "stdout") lines.add(chunk);
    };
    child.stdout.setEncoding("utf8").on("data", collect("stdout"));
    child.stderr.setEncoding("utf8").on("data", collect("stderr"));
    child.on("error", (error) => (output.stderr += error.message));
    child.stdin.on("error", () => undefined); // a child that does not read is fine
    if (!converse) child.stdin.end(input);
    const conversation = converse?.({
      send: (line) => {
        size = 0;
        output.stdout = output.stderr = "";
        child.stdin.write(`${line}\n`);
      },
      lines: lines.read(),
      end,
      isGone: () => child.exitCode !== null || child.signalCode !== null,
    }).finally(() => {
      holdOn(child);
      signalGroup(child.pid, "SIGKILL");
    });
    conversation?.catch(() => undefined); // it is told when the program has ended

    if (stays) letGo(child, timer);

    const finish = (exitCode: number | null): void => {
      clearTimeout(timer);
      unwatch();
      signal.removeEventListener("abort", abort);
      if (child.pid !== undefined) groups.delete(child.pid);
      lines.end();
      const result = { exitCode, ...output, durationMs: performance.now() - started, killed };
      Promise.resolve(conversation).then(() => resolve(result), reject);
    };
    child.on("exit", (exitCode) => {
      // Survivors can hold the pipes open for ever; the group dies first, then the streams end.
      signalGroup(child.pid, "SIGKILL");
      setTimeout(
        () => child.stdout.destroy().on("close", () => child.stderr.destroy()),
        GRACE_MS,
      ).unref();
      child.on("close", () => finish(killed ? null : exitCode));
    });
    child.on("error", () => child.pid === undefined && finish(null));
  });
}

/** Whatever is at work here no longer counts when Node looks whether there is something left to do. */
function letGo(child: ChildProcessWithoutNullStreams, timer: NodeJS.Timeout): void {
  child.unref();
  for (const stream of child.stdio) if (stream instanceof Socket) stream.unref();
  timer.unref();
}

/** The opposite. */
function holdOn(child: ChildProcessWithoutNullStreams): void {
  child.ref();
  for (const stream of child.stdio) if (stream instanceof Socket) stream.ref();
}

/** Cuts text that comes in pieces into lines. */
class Lines {
  readonly #whole = new Readable({ objectMode: true, read: () => undefined });
  #rest = "";

  add(text: string): void {
    const [first = "", ...others] = text.split("\n");
    this.#rest += first;
    for (const each of others) {
      this.#whole.push(this.#rest);
      this.#rest = each;
    }
  }

  end(): void {
    this.#whole.push(null);
  }

  read(): AsyncIterator<string, undefined> {
    return this.#whole[Symbol.asyncIterator]();
  }
}

function signalGroup(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // the group is gone already
  }
}
