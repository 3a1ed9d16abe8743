import fs from "node:fs";
import path from "node:path";
import { onTestFinished } from "vitest";
import { compiler } from "../../agents/compiler.ts";
import { runCommand } from "../../shared/command.ts";
import { assembled, writePlugin } from "./built-plugin.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A plugin the offline model wrote, as a real compiler and its own tests judge it. */
export interface CheckedPlugin {
  /** Components it could not build. */
  missing: string[];
  /** What the compiler found wrong; empty when nothing is. */
  typeErrors: string;
  /** How the plugin's own tests ended. */
  tests: { exitCode: number | null; output: string };
  /** The text of one of its files. */
  read: (file: string) => string;
}

const TIMEOUT_MS = 240_000;

/** Components of a specification that the offline model cannot build. */
export const missingIn = (specification: unknown): string[] =>
  assembled(specification).missing.map(({ component }) => component);

/** Writes a plugin into a folder of its own, compiles it and runs its tests. */
export async function checkedPlugin(specification: unknown): Promise<CheckedPlugin> {
  const folder = temporaryFolder();
  const assembly = assembled(specification);
  writePlugin(folder, assembly);
  fs.writeFileSync(path.join(folder, "package.json"), `{ "type": "module" }`);
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const run = ([file = "", ...args]: string[], env: Record<string, string> = {}) =>
    runCommand({
      file,
      args,
      cwd: folder,
      env: { PATH: process.env.PATH ?? "", HOME: folder, ...env },
      signal: abort.signal,
      timeoutMs: TIMEOUT_MS,
    });
  const { argv, env } = compiler("-p", ".");
  const compiled = await run(argv, env);
  const vitest = path.join("node_modules", "vitest", "vitest.mjs");
  const tested = await run([process.execPath, vitest, "run", "--no-color"]);
  return {
    missing: assembly.missing.map(({ component }) => component),
    typeErrors: compiled.stdout,
    tests: { exitCode: tested.exitCode, output: `${tested.stdout}${tested.stderr}` },
    read: (file) => fs.readFileSync(path.join(folder, file), "utf8"),
  };
}
