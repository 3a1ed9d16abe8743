import { findSpecification } from "../../shared/find-json.ts";
import { defineAction, type Request } from "./action.ts";
import { beginReply } from "./begin.ts";

const parameter = (type: string, description: string, required = false) => ({
  type,
  description,
  required,
});

/** Creates a new plugin from a JSON specification, found anywhere in the message. */
export const createPlugin = defineAction({
  name: "createPlugin",
  description: "Create a new ElizaOS plugin from a JSON specification",
  similes: [
    "CREATE_PLUGIN",
    "BUILD_PLUGIN",
    "GENERATE_PLUGIN",
    "MAKE_PLUGIN",
    "CREATE_PLUGIN_FROM_SPECIFICATION",
  ],
  parameters: {
    name: parameter("string", 'Plugin name, such as "@elizaos/plugin-example"', true),
    description: parameter("string", "Plugin description", true),
    version: parameter("string", 'Plugin version (default: "1.0.0")'),
    actions: parameter("array", "Actions to implement"),
    providers: parameter("array", "Providers to implement"),
    services: parameter("array", "Services to implement"),
    evaluators: parameter("array", "Evaluators to implement"),
    dependencies: parameter("object", "Additional npm dependencies"),
    environmentVariables: parameter("array", "Required environment variables"),
  },
  examples: [
    [
      'Create a plugin with the following specification: {"name": "@elizaos/plugin-weather", "description": "Weather information plugin", "actions": [{"name": "getCurrentWeather", "description": "Get current weather for a location", "parameters": {"location": "string"}}]}',
      "I'll create a weather information plugin for you. Let me start by generating the necessary components...",
    ],
  ],
  async perform(request) {
    const { service, origin } = request;
    const specification = specificationOf(request);
    const begun = await (specification === undefined
      ? service.create({ description: request.text }, { origin })
      : service.create({ specification }, { origin }));
    return beginReply(
      begun,
      (id) =>
        `Plugin creation job started with ID: ${id}. Use checkPluginCreationStatus to monitor progress.`,
    );
  },
});

/** The specification as a person wrote it comes before the one a model made of it. */
export function specificationOf({ text, parameters }: Request): unknown {
  if (findSpecification(text) !== undefined) return text;
  return "name" in parameters ? parameters : undefined;
}
