import { z } from "zod";
import type { Parameter, PluginSpecification } from "../../../shared/specification.ts";
import type { Shape } from "./protocol.ts";

/** What there has to be. */
export type Components = Pick<
  PluginSpecification,
  "actions" | "providers" | "evaluators" | "services"
>;

/** The form in which ElizaOS itself reads an action's parameters. */
const Parameters = z.record(
  z.string(),
  z.object({ type: z.enum(["string", "number", "integer", "boolean", "array", "object"]) }),
);

/** The components that a plugin brings, when nothing else says which it should bring. */
export const componentsOf = ({ actions, providers, evaluators, services }: Shape): Components => ({
  actions: actions.map((action) => ({ ...action, parameters: parametersOf(action.parameters) })),
  providers,
  evaluators: evaluators.map((each) => ({ ...each, triggers: [] })),
  services: services.map(({ name }) => ({ name, description: "", methods: [] })),
});

/** Parameters in any other form are not known well enough to try wrong ones. */
function parametersOf(value: unknown): Record<string, Parameter> {
  const read = Parameters.safeParse(value);
  return read.success ? read.data : {};
}
