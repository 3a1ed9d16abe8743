import type { Plugin } from "@elizaos/core";
import { offlineChat } from "../agents/models/offline/offline-chat.ts";
import { cancelPluginCreation } from "./actions/cancel-plugin-creation.ts";
import { checkPluginCreationStatus } from "./actions/check-plugin-creation-status.ts";
import { createPlugin } from "./actions/create-plugin.ts";
import { createPluginFromDescription } from "./actions/create-plugin-from-description.ts";
import { pluginCreationCapabilities } from "./providers/plugin-creation-capabilities.ts";
import { pluginCreationStatus } from "./providers/plugin-creation-status.ts";
import {
  creationService,
  PluginCreationService,
  type ServiceOptions,
} from "./services/plugin-creation-service.ts";

/**
 * The plugin with settings of its own.
 * @example
 * const agent = { character, plugins: [createPluginDynamic({ maxIterations: 3, timeout: 600_000 })] };
 */
export const createPluginDynamic = (options: ServiceOptions = {}): Plugin => ({
  name: "@elizaos/plugin-dynamic",
  description: "Builds new ElizaOS plugins: a team of agents plans, writes, tests and reviews them",
  actions: [
    createPlugin,
    createPluginFromDescription,
    checkPluginCreationStatus,
    cancelPluginCreation,
  ],
  providers: [pluginCreationStatus, pluginCreationCapabilities],
  services: [creationService(options)],
  // Agents that bring no model of their own can still be talked to.
  ...offlineChat({
    agentOf: () => "coordinator",
    jobsOf: (runtime) =>
      runtime.getService<PluginCreationService>(PluginCreationService.serviceType)?.jobs() ?? [],
  }),
});

/** The plugin: put it into an agent's `plugins` and ask the agent for a plugin. */
export const pluginDynamic = createPluginDynamic();

/** The name under which ElizaOS looks for a plugin that it loads by package name. */
export const dynamicPlugin = pluginDynamic;

export { PluginCreationService, type ServiceOptions } from "./services/plugin-creation-service.ts";
export type { PluginSpecification } from "../shared/specification.ts";
export { readSpecification } from "../shared/read-specification.ts";
export default pluginDynamic;
