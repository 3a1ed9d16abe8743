import fs from "node:fs";
import path from "node:path";
import type { CommandResult } from "../shared/command.ts";
import { writeFolder, type Files } from "../shared/files.ts";
import type { Finding } from "../shared/results.ts";
import { openSandbox, type SandboxChoice } from "../shared/sandbox/sandbox.ts";
import type { PluginSpecification } from "../shared/specification.ts";
import { compiler } from "./compiler.ts";
import { codeFrame } from "./models/drafts/code-frame.ts";
import { plainText } from "./models/drafts/plain-text.ts";
import { packageFolders } from "./package-folders.ts";
import { DependencyError } from "./packages/errors.ts";
import { undeclaredImports } from "./packages/undeclared-imports.ts";
import { scaffold } from "./scaffold.ts";
import { printed } from "./warm/printed.ts";
import { compile, type Surroundings } from "./warm/workers.ts";
import { prepareToolchain } from "./toolchain.ts";

export interface TypeCheck {
  /** What was written; the scaffold is added. */
  files: Files;
  specification: PluginSpecification;
  dataDir: string;
  /** Folder for the check's own folder, which is gone afterwards. */
  scratch: string;
  sandbox: SandboxChoice;
  signal: AbortSignal;
  timeoutMs: number;
}

/** One error as the compiler prints it. */
export interface Diagnostic {
  file: string;
  line: number;
  /** Such as `TS2304`. */
  rule: string;
  message: string;
  /** The reasons of the reason, each deeper than the one before. */
  details: string[];
}

/** A plugin for tests to be checked against before there is one. */
export const stubEntry: Files = {
  "src/index.ts": `import type { Plugin } from "@elizaos/core";

const plugin: Plugin = { name: "", description: "" };

export default plugin;
`,
};

const DIAGNOSTIC =
  /^(?<file>[^\s(][^(]*)\((?<line>\d+),\d+\): error (?<rule>TS\d+): (?<message>.*)$/;

/** Type check of source and tests in a folder of their own. Throws when the signal aborts. */
export async function typeCheck(options: TypeCheck): Promise<Finding[]> {
  const { files, specification, dataDir, signal } = options;
  signal.throwIfAborted();
  try {
    const { dependencies } = specification;
    const { nodeModules } = await prepareToolchain(dataDir, dependencies, signal);
    const sandbox = await openSandbox(options.sandbox);
    const surroundings = { sandbox, nodeModules, packages: packageFolders(nodeModules) };
    const plugin = { ...files, ...scaffold(specification) };
    const answer =
      (await compile(surroundings, { files: plugin }, options)) ??
      (await compiledCold(surroundings, plugin, options));
    signal.throwIfAborted();
    const found = "exitCode" in answer ? findingsOf(answer) : findingsOf(printed(answer.types));
    return [...undeclaredImports(files, specification), ...found];
  } catch (error) {
    // A package that cannot be had is news about the specification, not a bug.
    if (!(error instanceof DependencyError)) throw error;
    return [{ from: "install", severity: "blocker", message: error.message }];
  }
}

/** By a compiler that is started for it, in a folder that is gone afterwards. */
async function compiledCold(
  { sandbox, nodeModules, packages }: Surroundings,
  files: Files,
  { scratch, signal, timeoutMs }: TypeCheck,
): Promise<CommandResult> {
  fs.mkdirSync(scratch, { recursive: true });
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(scratch, "type-check-")));
  try {
    writeFolder(folder, files);
    fs.symlinkSync(nodeModules, path.join(folder, "node_modules"), "dir");
    const { argv, env } = compiler("--noEmit");
    const result = await sandbox.run({
      argv,
      env,
      cwd: folder,
      touches: "reads",
      readable: [folder, ...packages],
      signal,
      timeoutMs,
    });
    return { ...result, stdout: result.stdout.replaceAll(`${folder}${path.sep}`, "") };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads what the compiler prints with `--pretty false`. */
export function readDiagnostics(stdout: string): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const text of stdout.split(/\r?\n/)) {
    const { file = "", line, rule = "", message = "" } = DIAGNOSTIC.exec(text)?.groups ?? {};
    if (file) diagnostics.push({ file, line: Number(line), rule, message, details: [] });
    else if (text.startsWith("  ")) diagnostics.at(-1)?.details.push(text.trim());
  }
  return diagnostics;
}

function findingsOf(result: CommandResult): Finding[] {
  const findings = readDiagnostics(result.stdout).map(
    ({ file, line, rule, message, details }): Finding => ({
      ...blocker(portable([message, details.at(-1)].filter(Boolean).join(" "))),
      file,
      line,
      rule,
    }),
  );
  if (result.killed === "timeout")
    findings.push(blocker("The type check ran into its time limit."));
  if (findings.length > 0 || result.exitCode === 0) return findings;
  const said = `${result.stdout}\n${result.stderr}`.trim().split("\n").slice(-15).join("\n");
  return [blocker(`The type check failed: ${portable(said || "no output")}`)];
}

const blocker = (message: string): Finding => ({ from: "build", severity: "blocker", message });

/** Without the places of this machine. */
const portable = (text: string): string =>
  text.replace(/(^|["'(])[^"'()\n]*\/node_modules\//gm, "$1node_modules/");

const MOST = { kinds: 8, message: 400 };
/** A thousand tokens, at three characters each. */
const MOST_CHARACTERS = 3_000;
/** Room for the first and the last sentence. */
const FRAME_CHARACTERS = 150;

/** What the type check found, for a model: causes before their consequences, alike ones once, each with its code. */
export function typeCheckText(findings: Finding[], files: Files): string {
  if (findings.length === 0) return "The type check found no errors.";
  const kinds = new Map<string, Finding[]>();
  for (const each of findings) kinds.set(kindOf(each), [...(kinds.get(kindOf(each)) ?? []), each]);
  const entries: string[] = [];
  let left = MOST_CHARACTERS - FRAME_CHARACTERS;
  for (const kind of [...kinds.values()].sort(byRank).slice(0, MOST.kinds)) {
    const entry = describe(kind, files);
    left -= entry.length + 2;
    if (left < 0) break;
    entries.push(entry);
  }
  const hidden = kinds.size - entries.length;
  return [
    `The type check found ${counted(findings.length, "error")}${findings.length > 1 ? ", causes first" : ""}:`,
    ...entries,
    ...(hidden > 0 ? [`And ${counted(hidden, "other kind")} of errors; mend these first.`] : []),
  ].join("\n\n");
}

/** Types that are missing follow from something else, and are all alike. */
const isConsequence = ({ rule }: Finding): boolean => /^TS(7\d{3}|18046)$/.test(rule ?? "");

const kindOf = (finding: Finding): string =>
  `${finding.rule} ${isConsequence(finding) ? "" : finding.message}`;

/** What cannot be parsed or found has many consequences. */
function rank(finding: Finding): number {
  if (/^TS1\d{3}$/.test(finding.rule ?? "")) return 0;
  if (/^TS(2304|2305|2306|2307|2503|2552|2614|2724)$/.test(finding.rule ?? "")) return 1;
  return isConsequence(finding) ? 3 : 2;
}

const byRank = ([a]: Finding[], [b]: Finding[]): number => (a && b ? rank(a) - rank(b) : 0);

function describe([first, ...similar]: Finding[], files: Files): string {
  if (!first) return "";
  const { file = "", line = 0, rule = "", message } = first;
  const more = similar.length > 0 ? ` (+${similar.length} similar)` : "";
  const content = files[file];
  const place = file && `${file}:${line} ${rule} `;
  const frame = content === undefined ? "" : `\n${codeFrame(content, line)}`;
  return plainText(`${place}${message.slice(0, MOST.message)}${more}${frame}`);
}

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? "" : "s"}`;
