import type { Plugin } from "@elizaos/core";

/** The plugin object of a module: its default export, or else another one. */
export const findPlugin = (module: Record<string, unknown>): Plugin | undefined =>
  [module.default, ...Object.values(module)].find(isPlugin);

const PARTS = ["actions", "providers", "services", "evaluators", "init"] as const;

const isPlugin = (value: unknown): value is Plugin =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as Partial<Plugin>).name === "string" &&
  PARTS.some((part) => part in value);
