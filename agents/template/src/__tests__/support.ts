import {
  stringToUuid,
  type ActionResult,
  type Content,
  type HandlerOptions,
  type IAgentRuntime,
  type Memory,
  type Plugin,
  type ProviderResult,
  type Service,
  type State,
} from "@elizaos/core";

/** A plugin at work in a small runtime of its own, reached the way an agent reaches it. */
export interface StartedPlugin {
  runtime: IAgentRuntime;
  /** Calls an action with parameters (an object) or with what a person typed (a string). */
  call(name: string, parameters: Record<string, unknown> | string): Promise<ActionResult>;
  /** Whether an action or evaluator says that it is available for this text. */
  available(name: string, text?: string): Promise<boolean>;
  /** What a provider puts into the agent's context. */
  provide(name: string): Promise<ProviderResult>;
  /** Lets an evaluator look at a message, if it wants to. */
  evaluate(name: string, text: string): Promise<void>;
  service(type: string): Service;
  /** Everything the actions replied so far, oldest first. */
  replies: Content[];
  stop(): Promise<void>;
}

export interface StartOptions {
  settings?: Record<string, string>;
  /** Pass the same map to two plugins to let the second one find what the first one stored. */
  storage?: Map<string, unknown>;
}

const state: State = { values: {}, data: {}, text: "" };

/** Starts a plugin with its services on an in-memory runtime. */
export async function startPlugin(
  plugin: Plugin,
  { settings = {}, storage = new Map<string, unknown>() }: StartOptions = {},
): Promise<StartedPlugin> {
  const services = new Map<string, Service>();
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const runtime = {
    agentId: stringToUuid("agent"),
    character: { name: "Agent", bio: [], settings },
    logger,
    getSetting: (key: string) => settings[key] ?? null,
    getCache: (key: string) => Promise.resolve(structuredClone(storage.get(key))),
    setCache: (key: string, value: unknown) =>
      Promise.resolve(storage.set(key, structuredClone(value)).has(key)),
    deleteCache: (key: string) => Promise.resolve(storage.delete(key)),
    getService: (type: string) => services.get(type) ?? null,
    getServicesByType: (type: string) => [services.get(type)].filter(Boolean),
    hasService: (type: string) => services.has(type),
  } as unknown as IAgentRuntime;
  await plugin.init?.({}, runtime);
  for (const each of plugin.services ?? []) {
    services.set(each.serviceType, await each.start(runtime));
  }
  const replies: Content[] = [];
  const reply = (content: Content): Promise<Memory[]> => {
    replies.push(content);
    return Promise.resolve([]);
  };
  const find = <Each extends { name: string }>(all: Each[] | undefined, name: string): Each => {
    const found = all?.find((each) => each.name === name);
    if (!found) throw new Error(`${plugin.name} has nothing called "${name}".`);
    return found;
  };
  return {
    runtime,
    replies,
    async call(name, parameters) {
      const text = typeof parameters === "string" ? parameters : name;
      const options: HandlerOptions = typeof parameters === "string" ? {} : { parameters };
      const { handler } = find(plugin.actions, name);
      const result = await handler(runtime, message(text), state, options, reply, []);
      if (!result) throw new Error(`${name} returned nothing.`);
      return result;
    },
    available: (name, text = "") =>
      find([...(plugin.actions ?? []), ...(plugin.evaluators ?? [])], name).validate(
        runtime,
        message(text),
        state,
      ),
    provide: (name) => find(plugin.providers, name).get(runtime, message(""), state),
    async evaluate(name, text) {
      const evaluator = find(plugin.evaluators, name);
      if (await evaluator.validate(runtime, message(text), state)) {
        await evaluator.handler(runtime, message(text), state, {}, reply, []);
      }
    },
    service(type) {
      const found = services.get(type);
      if (!found) throw new Error(`${plugin.name} started no service of type "${type}".`);
      return found;
    },
    async stop() {
      for (const each of services.values()) await each.stop();
    },
  };
}

function ignore(): void {
  // Logs of the plugin are not part of any test.
}

let messages = 0;

function message(text: string): Memory {
  messages += 1;
  return {
    id: stringToUuid(`message ${messages}`),
    agentId: stringToUuid("agent"),
    entityId: stringToUuid("user"),
    roomId: stringToUuid("room"),
    content: { text, source: "test" },
    createdAt: Date.now(),
  };
}
