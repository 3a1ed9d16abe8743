import type { Plugin } from "@elizaos/core";
import { z } from "zod";
import type { Parameter } from "../../../shared/specification.ts";
import type { Components } from "./try-plugin.ts";

/** The form in which ElizaOS itself reads an action's parameters. */
const Parameters = z.record(
  z.string(),
  z.object({ type: z.enum(["string", "number", "integer", "boolean", "array", "object"]) }),
);

/** The components that a plugin brings, when nothing else says which it should bring. */
export function componentsOf(plugin: Plugin): Components {
  const named = ({ name, description = "" }: { name: string; description?: string }) => ({
    name,
    description,
  });
  return {
    actions: (plugin.actions ?? []).map((action) => ({
      ...named(action),
      parameters: parametersOf(action.parameters),
    })),
    providers: (plugin.providers ?? []).map(named),
    evaluators: (plugin.evaluators ?? []).map((each) => ({ ...named(each), triggers: [] })),
    services: (plugin.services ?? []).map(({ name }) => ({ name, description: "", methods: [] })),
  };
}

/** Parameters in any other form are not known well enough to try wrong ones. */
function parametersOf(value: unknown): Record<string, Parameter> {
  const read = Parameters.safeParse(value);
  return read.success ? read.data : {};
}
