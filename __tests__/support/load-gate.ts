import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { onTestFinished } from "vitest";
import { prepareDatabase } from "../../agents/database.ts";
import type { Verdict } from "../../agents/tester/gate.ts";
import { load } from "../../agents/tester/gates/load.ts";
import { takeLoadProcess } from "../../agents/tester/standby.ts";
import { packageFolders } from "../../agents/package-folders.ts";
import { writeFolder } from "../../shared/files.ts";
import { packageRoot } from "../../shared/package.ts";
import { openSandbox } from "../../shared/sandbox/sandbox.ts";
import type { PluginSpecification } from "../../shared/specification.ts";
import { sharedDataFolder } from "./data-folder.ts";
import { specificationWith } from "./specifications.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export interface GateOptions {
  specification?: PluginSpecification;
  /** Where the plugin is written; a folder of its own without it. */
  folder?: string;
  timeoutMs?: number;
  componentsKnown?: boolean;
}

/** Bundles a plugin's `src/index.ts` as the build gate does; gives its folder. */
export async function bundled(source: string, folder = newFolder()): Promise<string> {
  writeFolder(folder, { "src/index.ts": source });
  fs.symlinkSync(path.join(packageRoot, "node_modules"), path.join(folder, "node_modules"), "dir");
  await build({
    absWorkingDir: folder,
    entryPoints: ["src/index.ts"],
    outfile: "dist/index.js",
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
  });
  return folder;
}

/** The database that load checks copy. */
export const preparedDatabase = (): Promise<string> =>
  prepareDatabase(sharedDataFolder(), new AbortController().signal);

/** Runs the load gate on a plugin with this `src/index.ts`. */
export async function loadGate(
  source: string,
  { specification = specificationWith({}), timeoutMs = 180_000, ...options }: GateOptions = {},
): Promise<Verdict> {
  const folder = await bundled(source, options.folder);
  const { componentsKnown = true } = options;
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const place = {
    folder,
    warm: false,
    nodeModules: fs.realpathSync(path.join(folder, "node_modules")),
    sandbox: await openSandbox("auto"),
    packages: packageFolders(path.join(folder, "node_modules")),
    specification,
    layout: { entry: "src/index.ts", folders: ["src"], componentsKnown },
    signal: stop.signal,
    timeoutMs,
  };
  return load(place, takeLoadProcess({ ...place, database: await preparedDatabase() }));
}

/** The sentences of what the load gate finds. */
export async function problems(source: string, options?: GateOptions): Promise<string[]> {
  const { findings } = await loadGate(source, options);
  return findings.map(({ message }) => message);
}

const newFolder = (): string => path.join(temporaryFolder(), "plugin");
