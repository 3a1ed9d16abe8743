import type { PluginSpecification } from "../../../../shared/specification.ts";
import type { SourceFile } from "../blueprint.ts";
import { literal } from "./text.ts";

/** The file through which generated code reads settings. */
export const settingsFile: SourceFile = {
  path: "src/settings.ts",
  content: `import type { IAgentRuntime } from "@elizaos/core";

/** A setting of the agent, else the environment variable of that name; an empty one counts as missing. */
export function setting(runtime: IAgentRuntime, name: string): string | undefined {
  const value = String(runtime.getSetting(name) ?? process.env[name] ?? "").trim();
  return value === "" ? undefined : value;
}

/** Whether everything that was declared as required is set. */
export function hasSettings(runtime: IAgentRuntime, names: string[]): boolean {
  return names.every((name) => setting(runtime, name) !== undefined);
}
`,
};

/** Names of the variables without which the plugin cannot work. */
export function requiredSettings({ environmentVariables }: PluginSpecification): string[] {
  return environmentVariables
    .filter(({ required, default: fallback }) => required && fallback === undefined)
    .map(({ name }) => name);
}

/** When an action is available: an expression over `runtime`, or nothing when it always is. */
export function availability(specification: PluginSpecification): { available?: string } {
  const names = requiredSettings(specification);
  return names.length === 0 ? {} : { available: `hasSettings(runtime, ${literal(names)})` };
}
