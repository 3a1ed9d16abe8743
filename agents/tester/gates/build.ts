import fs from "node:fs";
import path from "node:path";
import type { CommandResult } from "../../../shared/command.ts";
import { readFolder, writeFolder, type Files } from "../../../shared/files.ts";
import type { Finding } from "../../../shared/results.ts";
import { compiler } from "../../compiler.ts";
import { unknownImports } from "../../core-api/imports.ts";
import { leavesPlugin } from "../../facts/leaves-plugin.ts";
import { undeclaredImports } from "../../packages/undeclared-imports.ts";
import { packageFolder } from "../../package-folders.ts";
import { readDiagnostics } from "../../type-check.ts";
import { printed } from "../../warm/printed.ts";
import { compile } from "../../warm/workers.ts";
import { blocker, interrupted, runTool, tail, type Place, type Verdict } from "../gate.ts";

const ENTRY = "src/index.ts";

/** How the bundle is made, in the words of esbuild's command line. */
export const BUNDLE = [
  "--bundle",
  "--platform=node",
  "--format=esm",
  "--target=node20",
  "--packages=external",
  "--sourcemap",
  "--outfile=dist/index.js",
  "--log-level=warning",
  "--color=false",
];

/** How the compiler says that there is no such module, or that it does not have what is taken from it. */
const MISSING =
  /^Cannot find module|^Could not find a declaration file|has no exported member|has no default export|on type 'typeof import\(/;

/**
 * Type check of source and tests, declarations, and the ESM bundle with its source map; all three at once. Names that
 * core does not export, and packages that nobody declared, come first: they are the cause of much that follows.
 */
export async function build(place: Place): Promise<Verdict> {
  const files = readFolder(place.folder);
  const leaving = leavesPlugin(files);
  if (leaving.length > 0) {
    return { summary: "not built: its files lead out of the plugin", findings: leaving };
  }
  const unknown = [...undeclaredImports(files, place.specification), ...unknownImports(files)];
  const { checked, declared, bundle } =
    (await compiledWarm(place, files)) ?? (await compiledCold(place));
  const compiled = forgiving(place, [...ofCompiler(checked), ...ofCompiler(declared)]);
  const findings = unique([
    ...unknown,
    ...compiled.filter((each) => !unknown.some((cause) => isSameTrouble(cause, each))),
    ...(bundle.exitCode === 0 ? [] : [blocker("build", `The bundle failed: ${tail(bundle)}`)]),
    ...interrupted("build", bundle),
  ]);
  const errors = findings.filter(({ severity }) => severity === "blocker").length;
  // What is not whole is not left behind.
  if (errors > 0) fs.rmSync(distOf(place), { recursive: true, force: true });
  const summary =
    errors === 0
      ? "type check, declarations and bundle done"
      : `${errors} error${errors === 1 ? "" : "s"}`;
  return { summary, findings };
}

/** What the type check, the declarations and the bundle came to. */
interface Compiled {
  checked: CommandResult;
  declared: CommandResult;
  bundle: CommandResult;
}

const distOf = ({ folder }: Place): string => path.join(folder, "dist");

/** By the worker that stays; nothing where there is none for this plugin, or it died. */
async function compiledWarm(place: Place, files: Files): Promise<Compiled | undefined> {
  // The worker knows the configurations that our plugins have.
  if (!place.warm || place.layout) return undefined;
  const answer = await compile(place, { files, entry: ENTRY }, place);
  if (!answer) return undefined;
  if ("exitCode" in answer) return { checked: answer, declared: answer, bundle: answer };
  writeFolder(distOf(place), answer.built);
  return {
    checked: printed(answer.types),
    declared: printed(answer.declarations),
    bundle: printed(answer.bundle),
  };
}

/** By programs that are started for it, all three at once. */
async function compiledCold(place: Place): Promise<Compiled> {
  const esbuild = path.join(packageFolder("esbuild"), "bin", "esbuild");
  const dist = distOf(place);
  fs.rmSync(dist, { recursive: true, force: true });
  fs.mkdirSync(dist);
  const writing = { writable: [dist] };
  const types = compiler();
  const declarations = compiler("-p", "tsconfig.build.json");
  const [checked, declared, bundle] = await Promise.all([
    runTool(place, types.argv, { env: types.env }),
    runTool(place, declarations.argv, { env: declarations.env, ...writing }),
    runTool(place, [esbuild, place.layout?.entry ?? ENTRY, ...BUNDLE], writing),
  ]);
  const inside = (result: CommandResult): CommandResult => ({
    ...result,
    stdout: result.stdout.replaceAll(`${fs.realpathSync(place.folder)}${path.sep}`, ""),
  });
  return { checked: inside(checked), declared: inside(declared), bundle };
}

/** Reads the compiler's diagnostics; a failure without any is a finding of its own. */
function ofCompiler(result: CommandResult): Finding[] {
  const diagnostics = readDiagnostics(result.stdout).map(({ file, line, rule, message }) =>
    blocker("build", message, { file, line, rule }),
  );
  if (result.exitCode === 0 || diagnostics.length > 0) return diagnostics;
  const stopped = interrupted("build", result);
  return stopped.length > 0
    ? stopped
    : [blocker("build", `The type check failed: ${tail(result)}`)];
}

/**
 * A package that brings no types, and what follows from it. Whoever wrote a plugin elsewhere had them from another package,
 * which only its development needs.
 */
function forgiving({ layout }: Place, findings: Finding[]): Finding[] {
  const isUntyped = findings.some(({ rule }) => rule === "TS7016");
  if (!layout || !isUntyped) return findings;
  return findings.map((each) =>
    /^TS7\d{3}$/.test(each.rule ?? "") ? { ...each, severity: "warning" } : each,
  );
}

const isSameTrouble = (unknown: Finding, { file, line, message }: Finding): boolean =>
  unknown.file === file && unknown.line === line && MISSING.test(message);

/** The same error from the type check and from the declarations counts once. */
function unique(findings: Finding[]): Finding[] {
  const seen = new Map(findings.map((each) => [`${each.file} ${each.line} ${each.message}`, each]));
  return [...seen.values()];
}
