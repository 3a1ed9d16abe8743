import { fork } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { Limits } from "../../shared/sandbox/box.ts";
import type { Sandbox, UntrustedCommand } from "../../shared/sandbox/sandbox.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A program in a box; what it prints is what it found. */
export function boxedIn(sandbox: Sandbox, code: string, options: Partial<UntrustedCommand> = {}) {
  const cwd = temporaryFolder();
  const file = path.join(cwd, "program.cjs");
  fs.writeFileSync(file, code);
  return sandbox.run({
    argv: [process.execPath, file],
    cwd,
    touches: "executes",
    readable: [cwd],
    signal: new AbortController().signal,
    timeoutMs: 60_000,
    ...options,
  });
}

/** How a Node process of vitest's kind ended, and what it told over its channel. */
export async function workerIn(
  sandbox: Sandbox,
  code: string,
  limits: Partial<Limits>,
  words: string[] = [],
) {
  const cwd = temporaryFolder();
  const file = path.join(cwd, "worker.cjs");
  fs.writeFileSync(file, code);
  const { execPath, execArgv, env } = await sandbox.launcher(
    { argv: [process.execPath], cwd, touches: "executes", readable: [cwd], limits },
    temporaryFolder(),
  );
  const child = fork(file, words, { execPath, execArgv, env, cwd, stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  const told: unknown[] = [];
  child.on("message", (message) => told.push(message));
  const [exitCode, signal] = (await once(child, "close")) as [number | null, string | null];
  return { told, ended: signal ?? exitCode };
}

/** Code that prints the code of the error when it is refused. */
export const attempt = (code: string): string =>
  `try { ${code} } catch (error) { console.log(error.code ?? error.message); }`;
