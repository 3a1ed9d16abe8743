import type { Provider } from "@elizaos/core";
import { openSandbox, sandboxText } from "../../shared/sandbox/sandbox.ts";
import { PluginCreationService } from "../services/plugin-creation-service.ts";

/** What the plugin creation service can do here, and with which model. */
export const pluginCreationCapabilities: Provider = {
  name: "plugin_creation_capabilities",
  description: "What the plugin creation service can do",
  async get(runtime) {
    const service = runtime.getService<PluginCreationService>(PluginCreationService.serviceType);
    if (!service) return { text: "Plugin creation service not available" };
    const { model, config } = service.team;
    const sandbox = await openSandbox(config.sandbox);
    const text = [
      "Plugin creation is available.",
      "- from a JSON specification (createPlugin) or plain words (createPluginFromDescription)",
      "- actions, providers, services and evaluators, with tests and a README",
      "- checks: install, build, lint, tests, and loading the plugin into an ElizaOS agent",
      `- up to ${config.maxIterations} iterations, each one git commit`,
      `Sandbox for generated code: ${sandboxText(sandbox)}`,
      model.reason,
    ].join("\n");
    return {
      text,
      values: {
        pluginModel: model.name,
        pluginMaxIterations: config.maxIterations,
        pluginSandbox: sandbox.level,
      },
      data: {
        model: model.name,
        reason: model.reason,
        maxIterations: config.maxIterations,
        sandbox: sandbox.level,
      },
    };
  },
};
