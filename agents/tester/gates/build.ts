import fs from "node:fs";
import path from "node:path";
import type { CommandResult } from "../../../shared/command.ts";
import { readFolder } from "../../../shared/files.ts";
import type { Finding } from "../../../shared/results.ts";
import { compiler } from "../../compiler.ts";
import { unknownImports } from "../../core-api/imports.ts";
import { leavesPlugin } from "../../facts/leaves-plugin.ts";
import { undeclaredImports } from "../../packages/undeclared-imports.ts";
import { packageFolder } from "../../toolchain.ts";
import { readDiagnostics } from "../../type-check.ts";
import { blocker, interrupted, runTool, tail, type Place, type Verdict } from "../gate.ts";

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
  const esbuild = path.join(packageFolder("esbuild"), "bin", "esbuild");
  const dist = path.join(place.folder, "dist");
  fs.mkdirSync(dist, { recursive: true });
  const writing = { writable: [dist] };
  const types = compiler();
  const declarations = compiler("-p", "tsconfig.build.json");
  const [checked, declared, bundle] = await Promise.all([
    runTool(place, types.argv, { env: types.env }),
    runTool(place, declarations.argv, { env: declarations.env, ...writing }),
    runTool(
      place,
      [
        esbuild,
        place.layout?.entry ?? "src/index.ts",
        "--bundle",
        "--platform=node",
        "--format=esm",
        "--target=node20",
        "--packages=external",
        "--sourcemap",
        "--outfile=dist/index.js",
        "--log-level=warning",
        "--color=false",
      ],
      writing,
    ),
  ]);
  const findings = unique([
    ...unknown,
    ...[...ofCompiler(checked), ...ofCompiler(declared)].filter(
      (each) => !unknown.some((cause) => isSameTrouble(cause, each)),
    ),
    ...(bundle.exitCode === 0 ? [] : [blocker("build", `The bundle failed: ${tail(bundle)}`)]),
    ...interrupted("build", bundle),
  ]);
  const summary =
    findings.length === 0
      ? "type check, declarations and bundle done"
      : `${findings.length} error${findings.length === 1 ? "" : "s"}`;
  return { summary, findings };
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

const isSameTrouble = (unknown: Finding, { file, line, message }: Finding): boolean =>
  unknown.file === file && unknown.line === line && MISSING.test(message);

/** The same error from the type check and from the declarations counts once. */
function unique(findings: Finding[]): Finding[] {
  const seen = new Map(findings.map((each) => [`${each.file} ${each.line} ${each.message}`, each]));
  return [...seen.values()];
}
