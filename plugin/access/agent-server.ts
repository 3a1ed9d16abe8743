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

/** What Sentry says of an address that is none. */
const NO_ADDRESS = "Invalid Sentry Dsn: off";

/**
 * Starts a server without the line in which it takes for a mistake that nothing is to be reported to anybody: ElizaOS has
 * an address for reports of its own, and no other way to have none.
 */
export async function withoutSentry(start: () => Promise<void>): Promise<void> {
  const { error } = console;
  console.error = (...words: unknown[]) => {
    if (words[0] !== NO_ADDRESS) error(...words);
  };
  try {
    await start();
  } finally {
    console.error = error;
  }
}

/** What of express's router is looked at. */
interface Layer {
  handle: { stack?: Layer[]; resetKey?: unknown };
}

/**
 * Takes the limit of 1000 API requests in a quarter of an hour from an initialized server. It counts everybody behind the
 * door as one client, the agents among them, who ask it several times about every message of a job. The door itself limits each
 * client.
 */
export function liftLimit({ app }: AgentServer): void {
  const { router } = app as unknown as { router: { stack: Layer[] } };
  for (const { handle } of router.stack) {
    // Limiters of express-rate-limit can be reset; those of single routes stay.
    handle.stack = handle.stack?.filter((each) => each.handle.resetKey === undefined);
  }
}

/** Lets a server say of an error only what it is: otherwise whoever sends broken JSON reads where things lie on this machine. */
export function hideStacks({ app }: AgentServer): void {
  app.set("env", "production");
}

function requirePackages(plugins: readonly (string | Plugin)[] = []): void {
  const wrong = plugins.find((each) => typeof each !== "string" || !PLUGIN_PACKAGE.test(each));
  if (wrong === undefined) return;
  throw new PluginCreationError(
    `Expected names of installed plugins such as @elizaos/plugin-openai, got ${JSON.stringify(wrong).slice(0, 100)}.`,
  );
}
