import { defineAction } from "./action.ts";
import { beginReply } from "./begin.ts";
import { following } from "./retry-plugin-creation.ts";

/** Begins the next version of a plugin that was released. */
export const improvePlugin = defineAction({
  name: "improvePlugin",
  description:
    "Make the next version of a plugin that was created before: add to it or change it. Only for plugins that are released; new ones are created.",
  similes: ["IMPROVE_PLUGIN", "CHANGE_PLUGIN", "EXTEND_PLUGIN", "ADD_TO_PLUGIN", "UPDATE_PLUGIN"],
  parameters: {
    plugin: {
      type: "string",
      description: "Name of the plugin, or id of the job that created it",
      required: true,
    },
    wish: {
      type: "string",
      description: "What should be different, in plain words",
      required: true,
    },
  },
  examples: [
    [
      "Improve plugin-todo: add a complete action",
      "I'll make the next version of @elizaos/plugin-todo 1.0.0: add a complete action.",
    ],
    [
      "Add a complete action to plugin-todo",
      "I'll make the next version of @elizaos/plugin-todo 1.0.0: add a complete action.",
    ],
  ],
  async perform({ service, text, parameters, origin }) {
    const told = service.wishIn(text);
    const read = told?.kind === "improve" ? told : undefined;
    const target = typeof parameters.plugin === "string" ? parameters.plugin : read?.target;
    const wish = typeof parameters.wish === "string" ? parameters.wish : (read?.wish ?? "");
    if (!target) {
      const question =
        "Which plugin should be different, and how? For example: improve plugin-todo: add a complete action.";
      return { success: false, text: question };
    }
    return beginReply(await service.team.lineage.improve(target, wish, { origin }), following);
  },
});
