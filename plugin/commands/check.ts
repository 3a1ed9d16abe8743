import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { adoptPlugin } from "../../agents/foreign-plugin.ts";
import { runChecks } from "../../agents/tester/checks.ts";
import { makeWritable } from "../../shared/data-folder.ts";
import type { CheckReport } from "../../shared/results.ts";
import { openSandbox, sandboxText } from "../../shared/sandbox/sandbox.ts";
import { gateLines } from "../terminal/event-lines.ts";
import { ExitCode, explain, Interrupted } from "../terminal/explain.ts";
import { interruptible } from "../terminal/interrupts.ts";
import { colorsFor, complain, print, printJson } from "../terminal/output.ts";
import { readText } from "./request.ts";
import type { Settings } from "./settings.ts";

export interface CheckArguments {
  folder: string;
  /** File with the specification to check against. */
  spec?: string | undefined;
}

/** Runs every gate on a plugin's folder, whoever wrote it. */
export async function check(plugin: CheckArguments, settings: Settings): Promise<ExitCode> {
  try {
    const { verdict, gates, sandbox } = await checkPlugin(plugin, settings);
    const { green, red } = colorsFor(process.stdout);
    if (settings.json) printJson({ type: "check:finished", verdict, sandbox, gates });
    else
      print(
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

async function checkPlugin(
  { folder, spec }: CheckArguments,
  { config, json }: Settings,
): Promise<CheckReport> {
  const { dataDir, checkTimeoutMs, sandbox } = config;
  const text = spec === undefined ? undefined : readText(spec);
  makeWritable(dataDir);
  const { signal, dispose } = interruptible();
  const room = path.join(dataDir, "checks", crypto.randomUUID());
  const copy = path.join(room, "plugin");
  fs.mkdirSync(copy, { recursive: true });
  try {
    const box = await openSandbox(sandbox);
    if (json) printJson({ type: "check:sandbox", level: box.level, backend: box.backend });
    const { specification, layout } = adoptPlugin(path.resolve(folder), copy, text);
    if (!json)
      print(...title(specification, layout.componentsKnown), `Sandbox: ${sandboxText(box)}`);
    return await runChecks({
      folder: copy,
      scratch: path.join(room, "scratch"),
      dataDir,
      sandbox,
      specification,
      layout,
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
  } catch (error) {
    if (signal.aborted) throw new Interrupted("The check was cancelled.", { cause: error });
    throw error;
  } finally {
    fs.rmSync(room, { recursive: true, force: true });
    dispose();
  }
}

function title({ name, version }: { name: string; version: string }, known: boolean): string[] {
  const against = known
    ? "against its specification"
    : "without a specification: what it registers itself is tried";
  return [`${name} ${version}, ${against}`];
}
