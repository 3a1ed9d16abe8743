import { spawn } from "node:child_process";
import fs from "node:fs";
import type { Observation, Outside } from "./outside.ts";
import { processesWith, treeOf } from "./processes.ts";

export interface WatchedOptions {
  cwd: string;
  env: Record<string, string>;
  /** After so long it does not end by itself. */
  wallMs: number;
  /** How long what was left behind may take to end. */
  graceMs: number;
  /** More than this is taken for more than any plugin needs. */
  limits: { processBytes: number; processes: number; outputBytes: number };
}

export interface WatchedRun {
  code: number | null;
  stdout: string;
  stderr: string;
  observations: Observation[];
}

const LOOK_MS = 200;

/** Runs a program that has a private file open and a key in its environment, and tells all that was seen of it. */
export async function watchedRun(
  [file = "", ...args]: string[],
  outside: Outside,
  { cwd, env, wallMs, graceMs, limits }: WatchedOptions,
): Promise<WatchedRun> {
  const canary = fs.openSync(outside.canary, "r");
  const child = spawn(file, args, {
    cwd,
    env: { ...outside.environment(), ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe", canary],
  });
  fs.closeSync(canary);
  const { pid = 0 } = child;
  const seen = new Map<string, Observation>();
  const end = (sign: "hang" | "flood"): void => {
    seen.set(sign, { sign, detail: `ended after ${sign}` });
    if (child.exitCode === null) process.kill(-pid, "SIGKILL");
  };

  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (chunk: string) => {
      if (said.stdout.length + said.stderr.length < limits.outputBytes) said[name] += chunk;
      else if (!seen.has("flood")) end("flood");
    });
  }
  const look = setInterval(() => {
    for (const { bytes, command } of treeOf(pid)) {
      if (bytes < limits.processBytes) continue;
      seen.set(command, { sign: "memory", detail: `${bytes} bytes: ${command}` });
    }
    const crowd = processesWith(outside.marker);
    if (crowd.length < limits.processes) return;
    seen.set("crowd", { sign: "crowd", detail: `${crowd.length} times ${crowd[0]?.command}` });
  }, LOOK_MS);
  const wall = setTimeout(() => end("hang"), wallMs);

  const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (...how) => {
      // Whoever survives can hold the pipes open for ever.
      setTimeout(() => [child.stdout, child.stderr].map((pipe) => pipe?.destroy()), 500).unref();
      child.on("close", () => resolve(how));
    });
  });
  clearTimeout(wall);
  clearInterval(look);
  if (signal !== null && !seen.has("hang") && !seen.has("flood")) {
    seen.set("killed", { sign: "killed", detail: signal });
  }
  return {
    code,
    ...said,
    observations: [
      ...seen.values(),
      ...(await observed(outside, said.stdout + said.stderr, graceMs)),
    ],
  };
}

/** A process that was just ended can still be seen for a moment; one that survives stays. */
async function observed(outside: Outside, said: string, graceMs: number): Promise<Observation[]> {
  const until = performance.now() + graceMs;
  for (;;) {
    const observations = outside.observe(said);
    const survived = observations.some(({ sign }) => sign === "survivor");
    if (!survived || performance.now() > until) return observations;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
