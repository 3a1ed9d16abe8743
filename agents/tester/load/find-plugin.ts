import type { Plugin } from "@elizaos/core";

/** The plugin object of a module, or a sentence that says why there is none. */
export function findPlugin(module: Record<string, unknown>): Plugin | string {
  const candidates = [module.default, ...Object.values(module)];
  const plugin = candidates.find(isPlugin);
  if (plugin) return plugin;
  const names = Object.keys(module).join(", ") || "nothing";
  return `Expected src/index.ts to export a plugin (an object with a name and actions, providers, services or evaluators) as default; it exports ${names}.`;
}

const PARTS = ["actions", "providers", "services", "evaluators", "init"] as const;

const isPlugin = (value: unknown): value is Plugin =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as Partial<Plugin>).name === "string" &&
  PARTS.some((part) => part in value);
