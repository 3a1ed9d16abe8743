import { stringToUuid, validateCharacter, type Plugin } from "@elizaos/core";
import type { AgentServer } from "@elizaos/server";
import { PluginCreationError } from "../../shared/errors.ts";

/** A package that is a plugin. ElizaOS imports what stands here: `data:` URLs and files would be code of whoever sends them. */
const PLUGIN_PACKAGE = /^(?:@[\w-][\w.-]*\/)?(?:[\w-]+-)?plugin-[\w.-]+$/;

/**
 * Takes from an initialized server what would let a client reach the machine through an agent's data: characters from
 * files and addresses, variables of the environment by an agent's name, and code by a plugin's name.
 */
export function confineAgents(server: AgentServer): void {
  server.loadCharacterTryPath = async () => {
    throw new PluginCreationError(
      "Characters cannot be loaded from a path here: send the character itself.",
    );
  };
  // ElizaOS's own adds every variable that begins with the character's name: ANTHROPIC_API_KEY for one named Anthropic.
  server.jsonToCharacter = async (json) => {
    const { data, error } = validateCharacter(json);
    if (!data) throw new PluginCreationError(`Character validation failed: ${error?.message}`);
    requirePackages(data.plugins);
    return { ...data, id: data.id ?? stringToUuid(data.name) };
  };
  const update = server.database.updateAgent.bind(server.database);
  server.database.updateAgent = async (id, changes) => {
    requirePackages(changes.plugins);
    return update(id, changes);
  };
  const start = server.startAgents.bind(server);
  server.startAgents = async (agents, options) => {
    agents.forEach(({ character }) => requirePackages(character.plugins));
    return start(agents, options);
  };
}

function requirePackages(plugins: readonly (string | Plugin)[] = []): void {
  const wrong = plugins.find((each) => typeof each !== "string" || !PLUGIN_PACKAGE.test(each));
  if (wrong === undefined) return;
  throw new PluginCreationError(
    `Expected names of installed plugins such as @elizaos/plugin-openai, got ${JSON.stringify(wrong).slice(0, 100)}.`,
  );
}
