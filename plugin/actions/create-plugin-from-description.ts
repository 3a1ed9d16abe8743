import { defineAction } from "./action.ts";
import { beginReply } from "./begin.ts";
import { specificationOf } from "./create-plugin.ts";

/** Creates a plugin from plain words. */
export const createPluginFromDescription = defineAction({
  name: "createPluginFromDescription",
  description: "Create a new ElizaOS plugin from a description in plain words",
  similes: [
    "CREATE_PLUGIN_FROM_DESCRIPTION",
    "DESCRIBE_PLUGIN",
    "I_NEED_A_PLUGIN",
    "MAKE_ME_A_PLUGIN",
    "PLUGIN_FROM_WORDS",
  ],
  parameters: {
    description: { type: "string", description: "What the plugin should do", required: true },
  },
  examples: [
    [
      "I need a plugin that helps manage todo lists with add, remove, and list functionality",
      "I'll create a todo list management plugin based on your description. This will include actions for adding, removing, and listing todos.",
    ],
  ],
  async perform(request) {
    const { service, origin, text, parameters } = request;
    const specification = specificationOf(request);
    const description = typeof parameters.description === "string" ? parameters.description : text;
    const begun = await (specification === undefined
      ? service.create({ description }, { origin })
      : service.create({ specification }, { origin }));
    return beginReply(
      begun,
      (id) =>
        `I'm creating a plugin based on your description. Job ID: ${id}. Use checkPluginCreationStatus to monitor progress.`,
    );
  },
});
