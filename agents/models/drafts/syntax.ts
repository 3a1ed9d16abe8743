import os from "node:os";
import path from "node:path";
import { ConfigError } from "../../../shared/errors.ts";
import { runClean } from "../../../shared/clean-child.ts";
import { packageFolder } from "../../package-folders.ts";
import { codeFrame } from "./code-frame.ts";

const TIMEOUT_MS = 10_000;
const ERROR = /\[ERROR\] (.*)\n\s+<stdin>:(\d+):/;

/**
 * Where and why a TypeScript source stops parsing, with the lines around; `undefined` when it parses. A child of its own:
 * brackets that are nested deeply enough end esbuild itself, and its service in this process would never come back.
 */
export async function syntaxError(
  content: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { exitCode, stderr, killed } = await runClean({
    file: path.join(packageFolder("esbuild"), "bin", "esbuild"),
    args: ["--loader=ts", "--tsconfig-raw={}", "--log-level=error", "--color=false"],
    cwd: os.tmpdir(),
    input: content,
    // What it makes of the largest file we allow has to fit.
    outputBytes: 4_194_304,
    signal,
    timeoutMs: TIMEOUT_MS,
  });
  signal.throwIfAborted();
  if (exitCode === 0) return undefined;
  const [, message, line] = ERROR.exec(stderr) ?? [];
  if (message) return `Line ${line}: ${message}\n${codeFrame(content, Number(line), 2)}`;
  if (exitCode === null && !killed) {
    throw new ConfigError(`esbuild could not be run (${stderr.trim()}). Run npm install again.`);
  }
  return "The parser gave up. Is the file nested too deeply?";
}
