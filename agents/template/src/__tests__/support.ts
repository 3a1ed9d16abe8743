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
  type UUID,
} from "@elizaos/core";

/** A plugin at work in a small runtime of its own, reached the way an agent reaches it. */
export interface StartedPlugin {
  runtime: IAgentRuntime;
  /** Calls an action with parameters (an object) or with what a person typed (a string). */
  call(
    name: string,
    parameters: Record<string, unknown> | string,
    from?: From,
  ): Promise<ActionResult>;
  /** Whether an action or evaluator says that it is available for this text. */
  available(name: string, text?: string): Promise<boolean>;
  /** What a provider puts into the agent's context. */
  provide(name: string, from?: From): Promise<ProviderResult>;
  /** Lets an evaluator look at a message, if it wants to. */
  evaluate(name: string, text: string): Promise<void>;
  service(type: string): Service;
  /** Everything the actions replied so far, oldest first. */
  replies: Content[];
  stop(): Promise<void>;
}

/** Who speaks, where and in which words; always the same person in the same room when nothing is said. */
export interface From {
  user?: string;
  room?: string;
  text?: string;
}

export interface StartOptions {
  settings?: Record<string, string>;
  /** Cache and memories. Pass the same map to two plugins to let the second one find what the first one stored. */
  storage?: Map<string, unknown>;
}

const state: State = { values: {}, data: {}, text: "" };

/** Starts a plugin with its services on an in-memory runtime. */
export async function startPlugin(
  plugin: Plugin,
  { settings = {}, storage = new Map<string, unknown>() }: StartOptions = {},
): Promise<StartedPlugin> {
  const services = new Map<string, Service>();
  const runtime = memoryRuntime(plugin, settings, storage, services);
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
    async call(name, parameters, from = {}) {
      const text = typeof parameters === "string" ? parameters : name;
      const options: HandlerOptions = typeof parameters === "string" ? {} : { parameters };
      const { handler } = find(plugin.actions, name);
      const asked = message({ text, ...from });
      const result = await handler(runtime, asked, state, options, reply, []);
      if (!result) throw new Error(`${name} returned nothing.`);
      return result;
    },
    available: (name, text = "") =>
      find([...(plugin.actions ?? []), ...(plugin.evaluators ?? [])], name).validate(
        runtime,
        message({ text }),
        state,
      ),
    provide: (name, from = {}) =>
      find(plugin.providers, name).get(runtime, message({ text: "", ...from }), state),
    async evaluate(name, text) {
      const evaluator = find(plugin.evaluators, name);
      if (await evaluator.validate(runtime, message({ text }), state)) {
        await evaluator.handler(runtime, message({ text }), state, {}, reply, []);
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

/** What plugins use of an agent, in memory: settings, cache, memories, services; no database, no model and no network. */
function memoryRuntime(
  plugin: Plugin,
  settings: Record<string, string>,
  storage: Map<string, unknown>,
  services: Map<string, Service>,
): IAgentRuntime {
  const { actions = [], providers = [], evaluators = [] } = plugin;
  const memories = keptMemories(storage);
  const runtime = {
    agentId: stringToUuid("agent"),
    character: { name: "Agent", bio: [], settings },
    logger: {
      trace: nothing,
      debug: nothing,
      info: nothing,
      warn: nothing,
      error: nothing,
      fatal: nothing,
    },
    initPromise: Promise.resolve(),
    actions,
    providers,
    evaluators,
    plugins: [plugin],
    getSetting: (key: string) => settings[key] ?? null,
    setSetting: (key: string, value: unknown) => Object.assign(settings, { [key]: value }),
    getCache: (key: string) => Promise.resolve(structuredClone(storage.get(key))),
    setCache: (key: string, value: unknown) =>
      Promise.resolve(storage.set(key, structuredClone(value)).has(key)),
    deleteCache: (key: string) => Promise.resolve(storage.delete(key)),
    ...memories,
    getService: (type: string) => services.get(type) ?? null,
    getServicesByType: (type: string) => [services.get(type)].filter(Boolean),
    getServiceLoadPromise: (type: string) => Promise.resolve(services.get(type)),
    hasService: (type: string) => services.has(type),
    getModel: nothing,
    useModel: () => Promise.reject(new Error("This agent has no model.")),
    composeState: () => Promise.resolve(structuredClone(state)),
    getConversationLength: () => 32,
    getRoom: (id: UUID) => Promise.resolve({ id, name: "Room", source: "test", type: "GROUP" }),
    getEntityById: (id: UUID) =>
      Promise.resolve({ id, names: ["User"], agentId: runtime.agentId, metadata: {} }),
    registerEvent: nothing,
    registerTaskWorker: nothing,
    emitEvent: () => Promise.resolve(),
    queueEmbeddingGeneration: () => Promise.resolve(),
    addEmbeddingToMemory: (memory: Memory) => Promise.resolve(memory),
    log: () => Promise.resolve(),
  };
  return runtime as unknown as IAgentRuntime;
}

interface Wanted {
  tableName?: string;
  roomId?: UUID;
  entityId?: UUID;
  count?: number;
  limit?: number;
}

/** Memories, newest first as a database gives them; a search has no embeddings to go by and finds all. */
function keptMemories(storage: Map<string, unknown>) {
  const keyOf = (id: string | undefined): string => `memory ${id}`;
  const all = (): { table: string; memory: Memory }[] =>
    [...storage].flatMap(([key, value]) =>
      key.startsWith(keyOf(""))
        ? [structuredClone(value) as { table: string; memory: Memory }]
        : [],
    );
  const find = ({ tableName, roomId, entityId, count, limit }: Wanted): Promise<Memory[]> =>
    Promise.resolve(
      all()
        .filter(
          ({ table, memory }) =>
            table === (tableName ?? table) && memory.roomId === (roomId ?? memory.roomId),
        )
        .filter(({ memory }) => memory.entityId === (entityId ?? memory.entityId))
        .map(({ memory }) => memory)
        .reverse()
        .slice(0, count ?? limit),
    );
  const remove = (...ids: UUID[]): Promise<void> => {
    for (const id of ids) storage.delete(keyOf(id));
    return Promise.resolve();
  };
  return {
    createMemory(memory: Memory, table = "messages") {
      messages += 1;
      const id = memory.id ?? stringToUuid(`memory ${messages}`);
      storage.set(
        keyOf(id),
        structuredClone({ table, memory: { createdAt: Date.now(), ...memory, id } }),
      );
      return Promise.resolve(id);
    },
    updateMemory(change: Partial<Memory> & { id: UUID }) {
      const [known] = all().filter(({ memory }) => memory.id === change.id);
      if (known)
        storage.set(keyOf(change.id), { ...known, memory: { ...known.memory, ...change } });
      return Promise.resolve(known !== undefined);
    },
    getMemories: find,
    searchMemories: find,
    getMemoryById: async (id: UUID) => (await find({})).find((each) => each.id === id) ?? null,
    getMemoriesByIds: async (ids: UUID[]) =>
      (await find({})).filter(({ id }) => id && ids.includes(id)),
    countMemories: async (roomId: UUID, _unique?: boolean, tableName?: string) =>
      (await find({ roomId, ...(tableName !== undefined && { tableName }) })).length,
    deleteMemory: (id: UUID) => remove(id),
    deleteManyMemories: (ids: UUID[]) => remove(...ids),
  };
}

/** Logs and events of the plugin are not part of any test. */
const nothing = (): undefined => undefined;

let messages = 0;

function message({ text = "", user = "user", room = "room" }: From): Memory {
  messages += 1;
  return {
    id: stringToUuid(`message ${messages}`),
    agentId: stringToUuid("agent"),
    entityId: stringToUuid(user),
    roomId: stringToUuid(room),
    content: { text, source: "test" },
    createdAt: Date.now(),
  };
}
