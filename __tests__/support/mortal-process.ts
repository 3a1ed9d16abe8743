import { spawn } from "node:child_process";
import path from "node:path";
import { packageRoot } from "../../shared/package.ts";

const support = (file: string): string => path.join(packageRoot, "__tests__", "support", file);

export interface Lifetime {
  wasKilled: boolean;
  /** Lines that it printed. */
  lines: string[];
}

/**
 * Runs a program of this folder to its end, or to the point at which it kills itself (see kill-at.mjs). Rejects when it ends
 * in any other way.
 */
export function runMortal(
  [program = "", ...args]: string[],
  { flags = [], env = {} }: { flags?: string[]; env?: Record<string, string> } = {},
): Promise<Lifetime> {
  const { PATH, HOME, TMPDIR } = process.env;
  const argv = [...flags, "--import", support("kill-at.mjs"), support(program), ...args];
  const child = spawn(process.execPath, argv, { env: { PATH, HOME, TMPDIR, ...env } });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("close", (code, signal) => {
      const lines = stdout.split("\n").filter(Boolean);
      if (code !== 0 && signal !== "SIGKILL") reject(new Error(`It ended with ${code}. ${stderr}`));
      else resolve({ wasKilled: signal === "SIGKILL", lines });
    });
  });
}
