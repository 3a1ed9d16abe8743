import { pathToFileURL } from "node:url";
import {
  AgentRuntime,
  stringToUuid,
  type Content,
  type Memory,
  type Plugin,
  type State,
  type UUID,
} from "@elizaos/core";
import { migratedDatabase, type Database } from "../../migrated-database.ts";
import { Surroundings } from "./effects.ts";
import { findPlugin } from "./find-plugin.ts";
import { Leftovers } from "./leftovers.ts";
import { portable, text } from "./portable.ts";
import type { Answered, Ask, Details, Started } from "./protocol.ts";
import { methodsOf, shapeOf } from "./shape.ts";
import { arrangeSurroundings } from "./surroundings.ts";

type Handlers = { [Kind in Ask]: (details: Details<Kind>) => Promise<Answered<Kind>> };

const agentId = stringToUuid("plugin-dynamic:load-check");

const noState = (): State => ({ values: {}, data: {}, text: "" });
const noReply = (): Promise<Memory[]> => Promise.resolve([]);

/** Does what it is asked with one plugin, and says what happened. It has no opinion of it. */
export class Executor implements Handlers {
  #database: Database | undefined;
  #surroundings: Surroundings | undefined;
  #leftovers: Leftovers | undefined;
  #plugin: Plugin | undefined;
  #runtime: AgentRuntime | undefined;
  #messages = 0;

  async prepare({ database }: Details<"prepare">): Promise<Answered<"prepare">> {
    this.#database = await migratedDatabase({ dataDir: arrangeSurroundings(database) });
    this.#surroundings = new Surroundings();
    return {};
  }

  async import({ entry }: Details<"import">): Promise<Answered<"import">> {
    const address = pathToFileURL(entry).href;
    this.#leftovers = new Leftovers(address);
    const exported = (await import(address)) as Record<string, unknown>;
    this.#plugin = findPlugin(exported);
    return { exports: Object.keys(exported).map(text), found: this.#plugin !== undefined };
  }

  shape(): Promise<Answered<"shape">> {
    return Promise.resolve(shapeOf(there(this.#plugin)));
  }

  async start({ settings, serviceMs }: Details<"start">): Promise<Answered<"start">> {
    const plugin = there(this.#plugin);
    const runtime = new AgentRuntime({
      agentId,
      character: { id: agentId, name: "Load check", bio: [], settings },
      adapter: there(this.#database).adapterFor(agentId),
      plugins: [plugin],
    });
    this.#runtime = runtime;
    await runtime.initialize({ skipMigrations: plugin.schema === undefined });
    const failed = await failedServices(runtime, plugin, serviceMs);
    const services = [...runtime.services.entries()].map(([type, [service]]) => ({
      type: text(type),
      methods: methodsOf(service).map(text),
    }));
    const names = (all: { name: string }[]): string[] => all.map(({ name }) => text(name));
    const { actions, providers, evaluators } = runtime;
    return {
      actions: names(actions),
      providers: names(providers),
      evaluators: names(evaluators),
      services,
      failed,
    };
  }

  async validate({ kind, name }: Details<"validate">): Promise<Answered<"validate">> {
    const runtime = there(this.#runtime);
    const component = there(runtime[kind].find((each) => each.name === name));
    return { value: portable(await component.validate(runtime, this.#message(), noState())) };
  }

  async call({ name, parameters }: Details<"call">): Promise<Answered<"call">> {
    const runtime = there(this.#runtime);
    const { handler } = there(runtime.actions.find((each) => each.name === name));
    const options = { parameters };
    const result = await handler(runtime, this.#message(), noState(), options, noReply, []);
    return { value: portable(result) };
  }

  async process({ name, parameters }: Details<"process">): Promise<Answered<"process">> {
    const runtime = there(this.#runtime);
    const message = this.#message();
    const content = { text: "", actions: [name], params: parameters } as Content;
    const response: Memory = { ...this.#message(), content };
    await runtime.processActions(message, [response], noState(), noReply);
    return { value: portable(runtime.getActionResults(message.id)) };
  }

  async provide({ name }: Details<"provide">): Promise<Answered<"provide">> {
    const runtime = there(this.#runtime);
    const provider = there(runtime.providers.find((each) => each.name === name));
    return { value: portable(await provider.get(runtime, this.#message(), noState())) };
  }

  async compose(): Promise<Answered<"compose">> {
    const runtime = there(this.#runtime);
    const names = runtime.providers.map(({ name }) => name);
    const { values, text } = await runtime.composeState(this.#message(), names, true, true);
    return { value: portable({ values, text }) };
  }

  async stop(): Promise<Answered<"stop">> {
    await there(this.#runtime).stop();
    return there(this.#leftovers).left();
  }

  effects(): Promise<Answered<"effects">> {
    return Promise.resolve(there(this.#surroundings).effects());
  }

  /** A message in the agent's own room, which the database knows. */
  #message(): Memory & { id: UUID } {
    this.#messages += 1;
    return {
      id: stringToUuid(`plugin-dynamic:load-check:message ${this.#messages}`),
      entityId: agentId,
      roomId: agentId,
      content: { text: "load check", source: "plugin-dynamic" },
    };
  }
}

function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("The question came before what it asks for was there.");
  return value;
}

async function failedServices(
  runtime: AgentRuntime,
  plugin: Plugin,
  milliseconds: number,
): Promise<Started["failed"]> {
  const started = (plugin.services ?? []).map(async ({ name, serviceType }) => {
    try {
      await within(milliseconds, runtime.getServiceLoadPromise(serviceType as never));
      return [];
    } catch (error) {
      return [{ service: text(name), reason: text(error) }]; // told like everything that happens
    }
  });
  return (await Promise.all(started)).flat();
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`It took longer than ${milliseconds / 1000} s.`);
    timer = setTimeout(() => reject(error), milliseconds);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
