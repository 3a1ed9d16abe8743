import { spawn } from "node:child_process";

/** A program to run: always an argument list, never a shell line. */
export interface Command {
  file: string;
  args: string[];
  cwd: string;
  /** The child's whole environment. */
  env: Record<string, string>;
  signal: AbortSignal;
  timeoutMs: number;
  /** Bytes of output to keep and to allow, of stdout and stderr together. */
  outputBytes?: number;
  /** Text for standard input; without it the child reads end of file. */
  input?: string;
}

/** How a program ended; a red result is news, not an exception. */
export interface CommandResult {
  /** `null` when it was killed or never started. */
  exitCode: number | null;
  stdout: string;
  stderr: string;
  durationMs: number;
  /** Why we ended it, if we did. */
  killed?: "aborted" | "timeout" | "output" | undefined;
}

const MEGABYTE = 1_048_576;
const GRACE_MS = 500;

/** Groups at work. They are no part of ours, so a process that ends early has to take them along. */
const groups = new Set<number>();
process.on("exit", () => groups.forEach((pid) => signalGroup(pid, "SIGKILL")));

/** Runs a program in a process group of its own, so that its children end with it. Never throws. */
export function runCommand(command: Command): Promise<CommandResult> {
  const { file, args, cwd, env, signal, timeoutMs, outputBytes = MEGABYTE, input = "" } = command;
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env, detached: true, stdio: "pipe" });
    if (child.pid !== undefined) groups.add(child.pid);
    const output = { stdout: "", stderr: "" };
    let size = 0;
    let killed: CommandResult["killed"];

    const end = (reason: NonNullable<CommandResult["killed"]>): void => {
      if (killed) return;
      killed = reason;
      signalGroup(child.pid, "SIGTERM");
      setTimeout(() => signalGroup(child.pid, "SIGKILL"), GRACE_MS).unref();
    };
    const timer = setTimeout(() => end("timeout"), timeoutMs);
    const abort = (): void => end("aborted");
    signal.addEventListener("abort", abort);
    if (signal.aborted) abort();

    const collect = (name: keyof typeof output) => (chunk: string) => {
      size += Buffer.byteLength(chunk);
      if (size <= outputBytes) output[name] += chunk;
      else end("output");
    };
    child.stdout.setEncoding("utf8").on("data", collect("stdout"));
    child.stderr.setEncoding("utf8").on("data", collect("stderr"));
    child.on("error", (error) => (output.stderr += error.message));
    child.stdin.on("error", () => undefined); // a child that does not read is fine
    child.stdin.end(input);

    const finish = (exitCode: number | null): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      if (child.pid !== undefined) groups.delete(child.pid);
      resolve({ exitCode, ...output, durationMs: performance.now() - started, killed });
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

function signalGroup(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // the group is gone already
  }
}
