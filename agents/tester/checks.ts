import fs from "node:fs";
import path from "node:path";
import { writeFolder, type Files } from "../../shared/files.ts";
import type { CheckReport, Finding, Gate, GateName } from "../../shared/results.ts";
import { openSandbox, type SandboxChoice } from "../../shared/sandbox/sandbox.ts";
import { packageFolders } from "../package-folders.ts";
import { ConsentError, DependencyError } from "../packages/errors.ts";
import { prepareToolchain } from "../toolchain.ts";
import { prepareDatabase } from "../database.ts";
import { blocker, runGate, type Place, type RunGate } from "./gate.ts";
import { build } from "./gates/build.ts";
import { lint } from "./gates/lint.ts";
import { load } from "./gates/load.ts";
import { test } from "./gates/test.ts";

export interface CheckOptions extends Omit<Place, "database" | "sandbox" | "packages" | "mutants"> {
  dataDir: string;
  sandbox: SandboxChoice;
  /** Whether tests have to show that they notice broken code. */
  mutationProof?: boolean | undefined;
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

/** Runs every gate on a plugin's folder. A red gate does not keep the others from running if they can. */
export async function runChecks(options: CheckOptions): Promise<CheckReport> {
  const { dataDir, packageMinAgeDays, mutationProof, acceptance, onGate, ...rest } = options;
  const gates: Gate[] = [];
  const sandbox = await openSandbox(options.sandbox);
  const { level, backend } = sandbox;
  const report = (verdict: CheckReport["verdict"], mendable: boolean): CheckReport => ({
    verdict,
    gates,
    sandbox: { level, backend },
    mendable,
  });
  const place: Place = { ...rest, sandbox, packages: [], database: "" };
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

  const installed = await step("install", () => install(dataDir, place, packageMinAgeDays));
  if (!installed) {
    for (const name of ["build", "lint", "test", "load"] as const) skip(name, "install is red");
    return report("failed", false);
  }
  const built = await step("build", build);
  const linted = await step("lint", lint);
  if (level === "none") {
    for (const name of ["test", "load"] as const) skip(name, NEVER_RUN);
    return report("failed", false);
  }
  // Whether tests bite is asked last: whatever is red has to be mended first.
  if (mutationProof && built && linted) place.mutants = { timeoutMs: MUTANTS_TIMEOUT_MS };
  // Only now: whatever compiles and lints the plugin does not see tests that are not its own.
  if (acceptance) writeFolder(path.join(place.folder, acceptance.folder), acceptance.files);
  await step("test", test);
  if (built) {
    place.database = fs.realpathSync(await prepareDatabase(dataDir, rest.signal));
    await step("load", load);
  } else skip("load", "build is red");
  const passed = gates.every(({ status }) => status === "passed");
  return report(passed ? "passed" : "failed", true);
}

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
