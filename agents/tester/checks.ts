import fs from "node:fs";
import path from "node:path";
import type { CheckReport, Gate, GateName } from "../../shared/results.ts";
import { DependencyError, prepareToolchain } from "../toolchain.ts";
import { prepareDatabase } from "../database.ts";
import { blocker, runGate, type Place, type RunGate } from "./gate.ts";
import { build } from "./gates/build.ts";
import { lint } from "./gates/lint.ts";
import { load } from "./gates/load.ts";
import { test } from "./gates/test.ts";

export interface CheckOptions extends Omit<Place, "database"> {
  dataDir: string;
  onGate?: {
    started: (gate: GateName) => void;
    completed: (gate: Gate) => void;
  };
}

/** Runs every gate on a plugin's folder. A red gate does not keep the others from running if they can. */
export async function runChecks({ dataDir, onGate, ...rest }: CheckOptions): Promise<CheckReport> {
  const gates: Gate[] = [];
  const place: Place = { ...rest, database: "" };
  const step = async (name: GateName, run: RunGate): Promise<boolean> => {
    rest.signal.throwIfAborted();
    onGate?.started(name);
    const gate = await runGate(name, run, place);
    rest.signal.throwIfAborted();
    gates.push(gate);
    onGate?.completed(gate);
    return gate.status === "passed";
  };
  const skip = (name: GateName, why: string): void => {
    const gate: Gate = { name, status: "skipped", summary: why, durationMs: 0, findings: [] };
    gates.push(gate);
    onGate?.completed(gate);
  };

  const installed = await step("install", () => install(dataDir, place));
  if (!installed) {
    for (const name of ["build", "lint", "test", "load"] as const) skip(name, "install is red");
    return { verdict: "failed", gates, mendable: false };
  }
  const built = await step("build", build);
  await step("lint", lint);
  await step("test", test);
  if (built) {
    place.database = await prepareDatabase(dataDir, rest.signal);
    await step("load", load);
  } else skip("load", "build is red");
  const passed = gates.every(({ status }) => status === "passed");
  return { verdict: passed ? "passed" : "failed", gates, mendable: true };
}

/** Links the shared packages, and installs what the plugin declares beyond them. */
async function install(dataDir: string, { folder, specification, signal }: Place) {
  try {
    const { nodeModules, extras } = await prepareToolchain(
      dataDir,
      specification.dependencies,
      signal,
    );
    const link = path.join(folder, "node_modules");
    fs.rmSync(link, { recursive: true, force: true });
    fs.symlinkSync(nodeModules, link, "dir");
    const summary =
      extras.length > 0 ? `shared toolchain, ${extras.join(", ")}` : "shared toolchain";
    return { summary, findings: [] };
  } catch (error) {
    // A package that cannot be had is a verdict on the specification, not a bug.
    if (!(error instanceof DependencyError)) throw error;
    return {
      summary: "a dependency is not to be had",
      findings: [blocker("install", error.message)],
    };
  }
}
