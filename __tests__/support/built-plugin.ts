import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "@elizaos/core";
import { assemble, type Assembly } from "../../agents/models/offline/assemble.ts";
import type { RenderOptions } from "../../agents/models/offline/blueprint.ts";
import {
  startPlugin,
  type StartedPlugin,
  type StartOptions,
} from "../../agents/template/src/__tests__/support.ts";
import { readSpecification } from "../../shared/read-specification.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const root = path.resolve(import.meta.dirname, "../..");
const template = path.join(root, "agents/template");

/** Assembles a plugin from a specification as people write it. */
export const assembled = (specification: unknown, options?: RenderOptions): Assembly =>
  assemble(readSpecification(specification).specification, options);

/** Writes a plugin as it would be published, with the packages of this repository. */
export function writePlugin(folder: string, { source, tests, readme }: Assembly): void {
  fs.cpSync(template, folder, { recursive: true });
  if (!fs.existsSync(path.join(folder, "node_modules"))) {
    fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  }
  for (const { path: file, content } of [...source, ...tests]) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), content);
  }
  fs.writeFileSync(path.join(folder, "README.md"), readme);
}

/** Builds a plugin and gives the way to start it, as often as wanted. */
export async function builtPlugin(
  specification: unknown,
  options?: RenderOptions,
): Promise<(options?: StartOptions) => Promise<StartedPlugin>> {
  const assembly = assembled(specification, options);
  if (assembly.missing.length > 0) throw new Error(JSON.stringify(assembly.missing));
  const folder = temporaryFolder();
  writePlugin(folder, assembly);
  const entry = pathToFileURL(path.join(folder, "src/index.ts")).href;
  const { default: plugin } = (await import(entry)) as { default: Plugin };
  return (started) => startPlugin(plugin, started);
}
