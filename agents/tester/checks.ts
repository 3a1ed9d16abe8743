import fs from "node:fs";
import path from "node:path";
import type { Files } from "../../shared/files.ts";
import {
  gateNames,
  type CheckReport,
  type Finding,
  type Gate,
  type GateName,
} from "../../shared/results.ts";
import { openSandbox, type SandboxChoice } from "../../shared/sandbox/sandbox.ts";
import { packageFolders } from "../package-folders.ts";
import { ConsentError, DependencyError } from "../packages/errors.ts";
import { prepareToolchain } from "../toolchain.ts";
import { prepareDatabase } from "../database.ts";
import { blocker, runGate, type Place, type RunGate } from "./gate.ts";
import { build } from "./gates/build.ts";
import { lint } from "./gates/lint.ts";
import { load } from "./gates/load.ts";
import type { LoadProcess } from "./load/load-process.ts";
import { giveBack, takeLoadProcess } from "./standby.ts";
import { test } from "./gates/test.ts";

export interface CheckOptions extends Omit<Place, "sandbox" | "packages" | "nodeModules" | "warm"> {
  dataDir: string;
  sandbox: SandboxChoice;
  /** Whether tests have to show that they notice broken code. */
  mutationProof?: boolean | undefined;
  /** False has every tool started for this check alone. */
  warm?: boolean | undefined;
  /** Days that a version of a package has to be out. */
  packageMinAgeDays?: number | undefined;
  /** Tests that come from the specification, in a folder of the plugin's that they have for themselves. */
  acceptance?: { folder: string; files: Files } | undefined;
  onGate?: {
    started: (gate: GateName) => void;
    completed: (gate: Gate) => void;
  };
}

export type RunChecks = (options: CheckOptions) => Promise<CheckReport>;

/**
 * Runs every gate on a plugin's folder; those that do not need each other's results at the same time. A red gate does not
 * keep the others from running if they can.
 */
export async function runChecks(options: CheckOptions): Promise<CheckReport> {
  const { dataDir, packageMinAgeDays, mutationProof, acceptance, onGate, ...rest } = options;
  const gates: Gate[] = [];
  const sandbox = await openSandbox(options.sandbox);
  const { level, backend } = sandbox;
  const { warm = true } = options;
  const place: Place = { ...rest, warm, sandbox, packages: [], nodeModules: "" };
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
  const report = (mendable: boolean): CheckReport => ({
    verdict: gates.every(({ status }) => status === "passed") ? "passed" : "failed",
    gates: gateNames.flatMap((name) => gates.filter((gate) => gate.name === name)),
    sandbox: { level, backend },
    mendable,
  });

  const installed = await step("install", () => install(dataDir, place, packageMinAgeDays));
  if (!installed) {
    for (const name of ["build", "lint", "test", "load"] as const) skip(name, "install is red");
    return report(false);
  }
  const isBuilt = step("build", build);
  const isLinted = step("lint", lint);
  if (level === "none") {
    await all(isBuilt, isLinted);
    for (const name of ["test", "load"] as const) skip(name, NEVER_RUN);
    return report(false);
  }
  // Whether tests bite is asked last: whatever is red has to be mended first.
  const isSound = both(isBuilt, isLinted);
  const mutants = mutationProof ? { timeoutMs: MUTANTS_TIMEOUT_MS, wanted: isSound } : undefined;
  const isTested = step("test", () => test(place, { besides: acceptance, mutants }));
  const isLoaded = withLoadProcess(place, dataDir, isBuilt, async (child) => {
    if (child) await step("load", () => load(place, child));
    else skip("load", "build is red");
  });
  await all(isBuilt, isLinted, isTested, isLoaded);
  return report(true);
}

/** Has an agent come up while the plugin is built, and gives it to whoever loads the plugin, if there is one to be loaded. */
async function withLoadProcess(
  place: Place,
  dataDir: string,
  isBuilt: Promise<boolean>,
  work: (child: LoadProcess | undefined) => Promise<void>,
): Promise<void> {
  const database = fs.realpathSync(await prepareDatabase(dataDir, place.signal));
  const surroundings = { ...place, database };
  let child = takeLoadProcess(surroundings);
  try {
    const built = await isBuilt;
    if (built && child.isGone) child = takeLoadProcess(surroundings);
    await work(built ? child : undefined);
  } finally {
    // Nobody is left who would take it over from a job that was stopped.
    await giveBack(child, { ...surroundings, warm: place.warm && !place.signal.aborted });
  }
}

/** Waits until all have come to their end before it throws what one of them throws: nothing goes on behind our back. */
async function all(...work: Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(work);
  await Promise.all(work);
}

/** Whether both are green; what they throw is told by themselves. */
const both = async (one: Promise<boolean>, other: Promise<boolean>): Promise<boolean> =>
  (await Promise.allSettled([one, other])).every(
    (each) => each.status === "fulfilled" && each.value,
  );

/** Of all mutants together; what is not tried by then is not. */
const MUTANTS_TIMEOUT_MS = 20_000;

const NEVER_RUN = "not run: at sandbox level none generated code is only checked as text";

/** Links the shared packages, and installs what the plugin declares beyond them. */
async function install(dataDir: string, place: Place, minAgeDays: number | undefined) {
  const { folder, specification, signal } = place;
  try {
    const { nodeModules, extras, notes } = await prepareToolchain(
      dataDir,
      specification.dependencies,
      signal,
      { minAgeDays },
    );
    const link = path.join(folder, "node_modules");
    fs.rmSync(link, { recursive: true, force: true });
    fs.symlinkSync(nodeModules, link, "dir");
    place.nodeModules = nodeModules;
    place.packages = packageFolders(nodeModules);
    const summary =
      extras.length > 0 ? `shared toolchain, ${extras.join(", ")}` : "shared toolchain";
    return { summary, findings: notes.map(note) };
  } catch (error) {
    // A package that cannot be had is a verdict on the specification, not a bug.
    if (!(error instanceof DependencyError)) throw error;
    if (error instanceof ConsentError) {
      const how = `${error.command} allows it, and so does check --allow ${error.packages.map(({ name }) => name).join(" --allow ")}.`;
      return {
        summary: "nobody has allowed a dependency",
        findings: [blocker("install", `${error.message}\n${how}`)],
      };
    }
    return {
      summary: "a dependency is not to be had",
      findings: [blocker("install", error.message)],
    };
  }
}

const note = (message: string): Finding => ({ from: "install", severity: "note", message });
