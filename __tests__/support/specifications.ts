import type { PluginSpecification } from "../../shared/specification.ts";

/** A specification with nothing in it but what is given. */
export const specificationWith = (parts: Partial<PluginSpecification>): PluginSpecification => ({
  name: "@elizaos/plugin-greeter",
  description: "Greets people by name",
  version: "1.0.0",
  actions: [],
  providers: [],
  services: [],
  evaluators: [],
  dependencies: {},
  environmentVariables: [],
  ...parts,
});

export const greeter = specificationWith({
  actions: [
    {
      name: "greet",
      description: "Say hello to a person",
      parameters: { name: { type: "string", required: true } },
    },
  ],
});
