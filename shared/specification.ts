import { z } from "zod";

/** One parameter of an action, whatever form it was written in. */
export interface Parameter {
  type: "string" | "number" | "integer" | "boolean" | "array" | "object";
  description?: string | undefined;
  /** `undefined` when the author did not say: plain forms such as `"string"` leave it open. */
  required?: boolean | undefined;
  default?: unknown;
  enum?: (string | number | boolean)[] | undefined;
  items?: Parameter | undefined;
  properties?: Record<string, Parameter> | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
}

export const Parameter: z.ZodType<Parameter> = z.lazy(() =>
  z.object({
    type: z.enum(["string", "number", "integer", "boolean", "array", "object"]),
    description: z.string().optional(),
    required: z.boolean().optional(),
    default: z.unknown().optional(),
    enum: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
    items: Parameter.optional(),
    properties: z.record(z.string(), Parameter).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
  }),
);

const named = { name: z.string(), description: z.string() };

export const ActionSpecification = z.object({
  ...named,
  parameters: z.record(z.string(), Parameter),
});
export type ActionSpecification = z.infer<typeof ActionSpecification>;

export const ProviderSpecification = z.object({
  ...named,
  dataStructure: z.record(z.string(), z.unknown()).optional(),
});
export type ProviderSpecification = z.infer<typeof ProviderSpecification>;

export const ServiceSpecification = z.object({ ...named, methods: z.array(z.string()) });
export type ServiceSpecification = z.infer<typeof ServiceSpecification>;

export const EvaluatorSpecification = z.object({ ...named, triggers: z.array(z.string()) });
export type EvaluatorSpecification = z.infer<typeof EvaluatorSpecification>;

export const EnvironmentVariable = z.object({
  ...named,
  required: z.boolean(),
  sensitive: z.boolean(),
  default: z.string().optional(),
});
export type EnvironmentVariable = z.infer<typeof EnvironmentVariable>;

/** A checked specification in its one normal form: what every agent works from. */
export const PluginSpecification = z.object({
  /** Package name as published, such as `@elizaos/plugin-todo`. */
  name: z.string(),
  description: z.string(),
  version: z.string(),
  actions: z.array(ActionSpecification),
  providers: z.array(ProviderSpecification),
  services: z.array(ServiceSpecification),
  evaluators: z.array(EvaluatorSpecification),
  /** npm packages beyond `@elizaos/core` and `zod`, name to semver range. */
  dependencies: z.record(z.string(), z.string()),
  environmentVariables: z.array(EnvironmentVariable),
});
export type PluginSpecification = z.infer<typeof PluginSpecification>;
