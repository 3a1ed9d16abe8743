import type { Finding, Gate, GateName } from "../../shared/results.ts";
import type { Sandbox, UntrustedProgram } from "../../shared/sandbox/sandbox.ts";
import type { Command, CommandResult } from "../../shared/command.ts";
import type { PluginSpecification } from "../../shared/specification.ts";

/** How a plugin that we did not write is laid out. */
export interface Layout {
  /** Source file that the bundle begins with. */
  entry: string;
  /** Folders with sources and tests. */
  folders: string[];
  /** False when nobody says which components there have to be: then those count that the plugin registers. */
  componentsKnown: boolean;
}

/** A plugin on disk, ready to be checked. */
export interface Place {
  /** The plugin's folder, with `node_modules` linked in. */
  folder: string;
  /** The box for whatever touches the plugin. */
  sandbox: Sandbox;
  /** Where `node_modules` leads to. */
  nodeModules: string;
  /** Folders with packages that the plugin and our tools need to see. */
  packages: string[];
  /** Whether the checks are left to programs that stay from one check to the next; the findings are the same. */
  warm: boolean;
  specification: PluginSpecification;
  /** Only of plugins that are not ours; it comes with configurations of its own in the folder. */
  layout?: Layout;
  signal: AbortSignal;
  timeoutMs: number;
}

/** What a gate found out; time and status are added by whoever runs it. */
export type Verdict = Pick<Gate, "summary" | "findings" | "tests" | "mutation">;

export type RunGate = (place: Place) => Promise<Verdict>;

/** A gate is red when it has a blocker, and only then. */
export async function runGate(name: GateName, run: RunGate, place: Place): Promise<Gate> {
  const started = performance.now();
  const verdict = await run(place);
  const red = verdict.findings.some(({ severity }) => severity === "blocker");
  return {
    ...verdict,
    name,
    status: red ? "failed" : "passed",
    durationMs: Math.round(performance.now() - started),
  };
}

type ToolOptions = Partial<Pick<UntrustedProgram, "touches" | "writable" | "env">> &
  Partial<Pick<Command, "input" | "outputBytes" | "converse">> & {
    /** What the tool needs to see besides the plugin and its packages. */
    readable?: string[];
  };

/** Runs one of our tools on the plugin's folder, in the box. */
export const runTool = (
  { folder, packages, sandbox, signal, timeoutMs }: Place,
  argv: UntrustedProgram["argv"],
  { readable = [], touches = "reads", ...options }: ToolOptions = {},
): Promise<CommandResult> =>
  sandbox.run({
    argv,
    cwd: folder,
    touches,
    readable: [folder, ...packages, ...readable],
    signal,
    timeoutMs,
    ...options,
  });

/** Says that a tool did not come to an end by itself; the gate cannot be green then. */
export function interrupted(from: Finding["from"], result: CommandResult): Finding[] {
  const reasons = {
    timeout: "ran into its time limit; look for a loop or a handle that never closes",
    output: "printed more than is allowed; print less",
    memory: "used more memory than is allowed; keep less",
    aborted: "was stopped",
  };
  if (!result.killed) return [];
  return [blocker(from, `The ${from} check ${reasons[result.killed]}.`)];
}

export const blocker = (
  from: Finding["from"],
  message: string,
  place: Pick<Finding, "file" | "line" | "rule"> = {},
): Finding => ({ from, severity: "blocker", message, ...place });

/** The last lines of what a tool printed, for a finding nobody could parse. */
export const tail = ({ stdout, stderr }: CommandResult): string =>
  `${stdout}\n${stderr}`.trim().split("\n").slice(-15).join("\n") || "no output";
