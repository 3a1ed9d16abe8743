import type { IAgentRuntime, Plugin } from "@elizaos/core";
import { modelChat } from "../agents/models/agent-chat.ts";
import { cancelPluginCreation } from "./actions/cancel-plugin-creation.ts";
import { checkPluginCreationStatus } from "./actions/check-plugin-creation-status.ts";
import { comparePluginCreations } from "./actions/compare-plugin-creations.ts";
import { continuePluginCreation } from "./actions/continue-plugin-creation.ts";
import { forkPluginCreation } from "./actions/fork-plugin-creation.ts";
import { improvePlugin } from "./actions/improve-plugin.ts";
import { retryPluginCreation } from "./actions/retry-plugin-creation.ts";
import { createPlugin } from "./actions/create-plugin.ts";
import { createPluginFromDescription } from "./actions/create-plugin-from-description.ts";
import { editPluginPlan } from "./actions/edit-plugin-plan.ts";
import { hintPluginCreation } from "./actions/hint-plugin-creation.ts";
import { pausePluginCreation } from "./actions/pause-plugin-creation.ts";
import { pluginCreationCapabilities } from "./providers/plugin-creation-capabilities.ts";
import { pluginCreationStatus } from "./providers/plugin-creation-status.ts";
import {
  creationService,
  PluginCreationService,
  type ServiceOptions,
} from "./services/plugin-creation-service.ts";
import { studioRoutes } from "./studio/routes.ts";

const serviceIn = (runtime: IAgentRuntime): PluginCreationService | null =>
  runtime.getService<PluginCreationService>(PluginCreationService.serviceType);

/** How a coordinator answers that has no model of its own; its providers tell it enough of its work. */
const chat = modelChat({
  agentOf: () => "coordinator",
  jobsOf: (runtime) => serviceIn(runtime)?.jobs() ?? [],
  isAsked: (runtime, prompt) => serviceIn(runtime)?.isAsked(prompt) ?? false,
  voiceOf: (runtime) => serviceIn(runtime)?.team.voice(),
});

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
    pausePluginCreation,
    continuePluginCreation,
    retryPluginCreation,
    forkPluginCreation,
    editPluginPlan,
    hintPluginCreation,
    improvePlugin,
    comparePluginCreations,
  ],
  providers: [pluginCreationStatus, pluginCreationCapabilities],
  services: [creationService(options)],
  init: async (_config, runtime) => {
    runtime.routes.push(...studioRoutes);
  },
  // Agents that bring no model of their own can still be talked to.
  models: chat.models,
  priority: chat.priority,
});

/** The plugin: put it into an agent's `plugins` and ask the agent for a plugin. */
export const pluginDynamic = createPluginDynamic();

/** The name under which ElizaOS looks for a plugin that it loads by package name. */
export const dynamicPlugin = pluginDynamic;

export { PluginCreationService, type ServiceOptions } from "./services/plugin-creation-service.ts";
export type { PluginSpecification } from "../shared/specification.ts";
export { readSpecification } from "../shared/read-specification.ts";
export default pluginDynamic;
