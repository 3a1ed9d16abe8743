import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import {
  besidePlugin,
  blindTests,
  type BlindTesting,
  type BlindTests,
} from "../../agents/blind-tests.ts";
import { criteriaOf } from "../../agents/criteria.ts";
import { adoptPlugin } from "../../agents/foreign-plugin.ts";
import { allowPackages } from "../../agents/packages/consent.ts";
import { ConsentError, DependencyError } from "../../agents/packages/errors.ts";
import { runChecks } from "../../agents/tester/checks.ts";
import { prepareToolchain } from "../../agents/toolchain.ts";
import type { Config } from "../../shared/config.ts";
import { criteriaTable, type CriterionResult } from "../../shared/criteria.ts";
import { makeWritable } from "../../shared/data-folder.ts";
import type { CheckReport } from "../../shared/results.ts";
import { openSandbox, sandboxText } from "../../shared/sandbox/sandbox.ts";
import { countText, criteriaFacts, tableLines, testsNotes } from "../../shared/criteria-text.ts";
import { confirm } from "../terminal/confirm.ts";
import { gateLines } from "../terminal/event-lines.ts";
import { ExitCode, explain, Interrupted } from "../terminal/explain.ts";
import { interruptible } from "../terminal/interrupts.ts";
import { colorsFor, complain, print, printable, printJson } from "../terminal/output.ts";
import { characterFiles } from "./character-files.ts";
import { readText } from "./request.ts";
import type { Settings } from "./settings.ts";

export interface CheckArguments {
  folder: string;
  /** File with the specification to check against. */
  spec?: string | undefined;
  /** Packages that may be used from now on, if the plugin declares them. */
  allow?: string[] | undefined;
}

/** Runs every gate on a plugin's folder, whoever wrote it. */
export async function check(plugin: CheckArguments, settings: Settings): Promise<ExitCode> {
  try {
    const { report, results } = await checkPlugin(plugin, settings);
    const { verdict, gates, sandbox } = report;
    const { green, red } = colorsFor(process.stdout);
    const criteria = results ? { criteria: criteriaFacts(results) } : {};
    if (settings.json) printJson({ type: "check:finished", verdict, sandbox, gates, ...criteria });
    else
      print(
        ...(results ? ["", ...countText(results), ...tableLines(results).map(printable)] : []),
        "",
        verdict === "passed" ? green("✔ every gate is green") : red("✖ not every gate is green"),
      );
    return verdict === "passed" ? ExitCode.completed : ExitCode.failed;
  } catch (error) {
    const { status, reason, problems, exitCode } = explain(error);
    complain(reason);
    if (settings.json)
      printJson({ type: "check:refused", verdict: status, reason, problems, gates: [] });
    return exitCode;
  }
}

interface Checked {
  report: CheckReport;
  /** What the tests that come from the specification say, when one was given. */
  results?: CriterionResult[];
}

async function checkPlugin(
  { folder, spec, allow = [] }: CheckArguments,
  settings: Settings,
): Promise<Checked> {
  const { config, json } = settings;
  const { dataDir, checkTimeoutMs, mutationProof, packageMinAgeDays, sandbox } = config;
  const text = spec === undefined ? undefined : readText(spec);
  makeWritable(dataDir);
  const { signal, dispose } = interruptible();
  const room = path.join(dataDir, "checks", crypto.randomUUID());
  const copy = path.join(room, "plugin");
  fs.mkdirSync(copy, { recursive: true });
  try {
    const box = await openSandbox(sandbox);
    const adopted = adoptPlugin(path.resolve(folder), copy, text);
    const { specification, layout, leftOut, free } = adopted;
    const { level, backend, missing } = box;
    if (json) printJson({ type: "check:sandbox", level, backend, missing });
    if (leftOut.length > 0) complain(leftOutText(leftOut));
    if (!json)
      print(...title(specification, layout.componentsKnown), `Sandbox: ${sandboxText(box)}`);
    const asks = !json && process.stdin.isTTY && process.stdout.isTTY;
    await settlePackages(specification.dependencies, { config, allow, asks, signal });
    const scratch = path.join(room, "scratch");
    const tests =
      text === undefined
        ? undefined
        : await acceptanceTests({ specification, config, scratch, signal }, settings);
    const acceptance =
      tests && besidePlugin(tests.files, specification, { ...layout, folder: free });
    const report = await runChecks({
      folder: copy,
      dataDir,
      acceptance,
      sandbox,
      packageMinAgeDays,
      specification,
      layout,
      mutationProof,
      signal,
      timeoutMs: checkTimeoutMs,
      onGate: {
        started(gate) {
          if (json) printJson({ type: "gate:started", gate });
        },
        completed(gate) {
          if (json) printJson({ type: "gate:completed", gate });
          else print(...gateLines(gate, colorsFor(process.stdout)));
        },
      },
    });
    if (text === undefined) return { report };
    const ran = report.gates.find(({ name }) => name === "test")?.tests ?? [];
    const blind = ran.filter(({ file }) => file.startsWith(`${free}/`));
    return { report, results: criteriaTable(criteriaOf(specification), blind) };
  } catch (error) {
    if (signal.aborted) throw new Interrupted("The check was cancelled.", { cause: error });
    throw error;
  } finally {
    fs.rmSync(room, { recursive: true, force: true });
    dispose();
  }
}

/** Has the team's tester write tests from the specification, and says what came of it. */
async function acceptanceTests(
  testing: Omit<BlindTesting, "characters">,
  settings: Settings,
): Promise<BlindTests> {
  const tests = await blindTests({ ...testing, characters: characterFiles(settings) });
  const { files, writer, dropped, untested, unproven } = tests;
  const names = Object.keys(files);
  if (settings.json) {
    printJson({ type: "acceptance:written", writer, files: names, dropped, untested, unproven });
  } else {
    const lines = [`Tests written from the specification alone. ${writer}`, ...testsNotes(tests)];
    print(...lines.map(printable));
  }
  return tests;
}

interface Settling {
  config: Config;
  /** Names of packages that may be used. */
  allow: string[];
  /** Whether somebody sits at a terminal. */
  asks: boolean;
  signal: AbortSignal;
}

/** Remembers the yes to packages that was given with the command, or asks for it; whatever else is wrong the install gate says. */
async function settlePackages(
  dependencies: Record<string, string>,
  { config, allow, asks, signal }: Settling,
): Promise<void> {
  const { dataDir, packageMinAgeDays: minAgeDays } = config;
  try {
    await prepareToolchain(dataDir, dependencies, signal, { minAgeDays });
  } catch (error) {
    if (!(error instanceof ConsentError)) {
      if (error instanceof DependencyError) return;
      throw error;
    }
    const open = error.packages.filter(({ name }) => !allow.includes(name));
    const named = error.packages.filter(({ name }) => allow.includes(name));
    if (open.length > 0 && asks) print(printable(error.message));
    const isYes = open.length > 0 && asks && (await confirm("Allow these packages?", signal));
    allowPackages(dataDir, isYes ? error.packages : named);
  }
}

function title({ name, version }: { name: string; version: string }, known: boolean): string[] {
  const against = known
    ? "against its specification"
    : "without a specification: what it registers itself is tried";
  return [`${name} ${version}, ${against}`];
}

const MOST_NAMES = 10;

function leftOutText(names: string[]): string {
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  const shown = names.slice(0, MOST_NAMES).map((name) => JSON.stringify(name));
  return `Left out, since only ordinary files are checked, no links, pipes or devices: ${shown.join(", ")}${more}.`;
}
