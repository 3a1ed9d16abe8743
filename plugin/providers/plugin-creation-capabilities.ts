import type { Provider } from "@elizaos/core";
import { PluginCreationService } from "../services/plugin-creation-service.ts";

/** What the plugin creation service can do here, and with which model. */
export const pluginCreationCapabilities: Provider = {
  name: "plugin_creation_capabilities",
  description: "What the plugin creation service can do",
  get(runtime) {
    const service = runtime.getService<PluginCreationService>(PluginCreationService.serviceType);
    if (!service) return Promise.resolve({ text: "Plugin creation service not available" });
    const { model, config } = service.team;
    const text = [
      "Plugin creation is available.",
      "- from a JSON specification (createPlugin) or plain words (createPluginFromDescription)",
      "- actions, providers, services and evaluators, with tests and a README",
      "- checks: install, build, lint, tests, and loading the plugin into an ElizaOS agent",
      `- up to ${config.maxIterations} iterations, each one git commit`,
      model.reason,
    ].join("\n");
    return Promise.resolve({
      text,
      values: { pluginModel: model.name, pluginMaxIterations: config.maxIterations },
      data: { model: model.name, reason: model.reason, maxIterations: config.maxIterations },
    });
  },
};
