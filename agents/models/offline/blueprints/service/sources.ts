import { kebab } from "../../../../../shared/names.ts";
import type { SourceFile } from "../../blueprint.ts";
import { serviceClass, serviceType, serviceWiring } from "../../code/context.ts";
import { doc, indent, quote } from "../../code/text.ts";
import type { Kind, Meaning, Method, Understood } from "./methods.ts";

/** Methods about beginning and ending; `NAME` is the method's name. */
const LIFECYCLE: Partial<Record<Meaning, string>> = {
  connect: `/** Begins the work; doing it twice does no harm. */
NAME(): Promise<void> {
  this.#startedAt ??= Date.now();
  return Promise.resolve();
}`,
  disconnect: `/** Ends the work; doing it twice does no harm. */
NAME(): Promise<void> {
  this.#startedAt = undefined;
  return Promise.resolve();
}`,
  reconnect: `/** Ends the work and begins it again. */
NAME(): Promise<void> {
  this.#startedAt = Date.now();
  return Promise.resolve();
}`,
  isRunning: `/** Whether it is at work. */
NAME(): boolean {
  return this.#startedAt !== undefined;
}`,
  status: `/** Whether it is at work and since when, as an ISO 8601 time. */
NAME(): { running: boolean; since: string | undefined } {
  const since = this.#startedAt === undefined ? undefined : new Date(this.#startedAt).toISOString();
  return { running: since !== undefined, since };
}`,
  uptime: `/** Milliseconds since it began to work; 0 when it does not. */
NAME(): number {
  return this.#startedAt === undefined ? 0 : Date.now() - this.#startedAt;
}`,
};

/** The methods about beginning and ending; there is always a way to see whether the work goes on. */
export function lifecycleMethods(methods: Method[]): string[] {
  const own = methods.flatMap(({ name, meaning }) => {
    const source = LIFECYCLE[meaning];
    // Every service stops in the same way, whatever its methods are.
    return source === undefined || name === "stop" ? [] : [source.replaceAll("NAME", name)];
  });
  const told = methods.some(({ meaning }) => /^(isRunning|status|uptime)$/.test(meaning));
  if (methods.every(({ meaning }) => LIFECYCLE[meaning] === undefined) || told) return own;
  return [...own, (LIFECYCLE.isRunning ?? "").replaceAll("NAME", "isRunning")];
}

const KEY_VALUE: Partial<Record<Meaning, string>> = {
  set: `/** Keeps a value under a key, in place of the one before. */
NAME(key: string, value: unknown): Promise<void> {
  return this.#change((entries) => ({ ...entries, [named(key)]: value }));
}`,
  get: `/** The value under a key; \`undefined\` when there is none. */
async NAME(key: string): Promise<unknown> {
  const entries = await this.#read();
  return Object.hasOwn(entries, key) ? entries[key] : undefined;
}`,
  has: `/** Whether there is a value under a key. */
async NAME(key: string): Promise<boolean> {
  return Object.hasOwn(await this.#read(), key);
}`,
  delete: `/** Forgets the value under a key; tells whether there was one. */
async NAME(key: string): Promise<boolean> {
  let known = false;
  await this.#change((entries) => {
    known = Object.hasOwn(entries, key);
    return Object.fromEntries(Object.entries(entries).filter(([name]) => name !== key));
  });
  return known;
}`,
  keys: `/** All keys, oldest first. */
async NAME(): Promise<string[]> {
  return Object.keys(await this.#read());
}`,
  entries: `/** Everything that is kept. */
NAME(): Promise<Record<string, unknown>> {
  return this.#read();
}`,
  clear: `/** Forgets everything. */
NAME(): Promise<void> {
  return this.#change(() => ({}));
}`,
  size: `/** How many values are kept. */
async NAME(): Promise<number> {
  return Object.keys(await this.#read()).length;
}`,
};

const COUNTER: Partial<Record<Meaning, string>> = {
  increment: `/** Counts up and tells the new value. */
NAME(by = 1): Promise<number> {
  return this.#change((value) => value + whole(by));
}`,
  decrement: `/** Counts down and tells the new value. */
NAME(by = 1): Promise<number> {
  return this.#change((value) => value - whole(by));
}`,
  value: `/** The current value. */
NAME(): Promise<number> {
  return this.#read();
}`,
  reset: `/** Starts again at 0. */
NAME(): Promise<number> {
  return this.#change(() => 0);
}`,
};

const QUEUE: Partial<Record<Meaning, string>> = {
  enqueue: `/** Puts something at the end; tells how many wait now. */
async NAME(item: unknown): Promise<number> {
  return (await this.#change((items) => [...items, item])).length;
}`,
  dequeue: `/** Takes what waits longest; \`undefined\` when nothing waits. */
async NAME(): Promise<unknown> {
  let first: unknown;
  await this.#change(([head, ...rest]) => {
    first = head;
    return rest;
  });
  return first;
}`,
  peek: `/** What waits longest, without taking it. */
async NAME(): Promise<unknown> {
  return (await this.#read())[0];
}`,
  size: `/** How many wait. */
async NAME(): Promise<number> {
  return (await this.#read()).length;
}`,
  clear: `/** Forgets everything that waits. */
async NAME(): Promise<void> {
  await this.#change(() => []);
}`,
};

const TABLES: Record<Kind, Partial<Record<Meaning, string>>> = {
  lifecycle: {},
  keyValue: KEY_VALUE,
  counter: COUNTER,
  queue: QUEUE,
};

/** What is stored: its type, how it is when nothing was stored yet, and functions that guard the way in. */
const CONTENTS: Record<
  Exclude<Kind, "lifecycle">,
  { type: string; empty: string; guard: string; returns: boolean }
> = {
  keyValue: {
    type: "Record<string, unknown>",
    empty: "{}",
    guard: `function named(key: string): string {
  if (typeof key === "string" && key.trim() !== "") return key;
  throw new Error(\`A key is needed as text that is not empty, got \${JSON.stringify(key)}.\`);
}`,
    returns: false,
  },
  counter: {
    type: "number",
    empty: "0",
    guard: `function whole(by: number): number {
  if (Number.isSafeInteger(by)) return by;
  throw new Error(\`A whole number is needed to count by, got \${JSON.stringify(by)}.\`);
}`,
    returns: true,
  },
  queue: { type: "unknown[]", empty: "[]", guard: "", returns: true },
};

/** The file of a service that keeps something in the agent's own storage, or just runs. */
export function serviceFile(
  { kind, service, methods }: Understood,
  packageName: string,
): SourceFile {
  const { name, description } = service;
  const className = serviceClass(name);
  const own = [
    ...lifecycleMethods(methods),
    ...methods.flatMap(({ name: method, meaning }) => {
      const source = TABLES[kind][meaning];
      return source === undefined ? [] : [source.replaceAll("NAME", method)];
    }),
  ];
  const body = own.join("\n\n");
  const contents = kind === "lifecycle" ? undefined : CONTENTS[kind];
  const runs = own.join("").includes("#startedAt");
  const guarded =
    contents && own.join("").includes(`${/function (\w+)/.exec(contents.guard)?.[1] ?? "-"}(`);
  const storage = contents
    ? `
  async #read(): Promise<${contents.type}> {
    return (await this.runtime.getCache<${contents.type}>(KEY)) ?? ${contents.empty};
  }

  /** One change after the other, so that changes at the same time lose nothing. */
  #change(work: (value: ${contents.type}) => ${contents.type}): Promise<${contents.returns ? contents.type : "void"}> {
    const turn = this.#turn.then(async () => {
      const value = work(await this.#read());
      if (!(await this.runtime.setCache(KEY, value))) {
        throw new Error("The agent's storage did not accept the change.");
      }
${contents.returns ? "      return value;\n" : ""}    });
    this.#turn = turn.catch(() => undefined); // its caller hears of the failure; the next turn comes anyway
    return turn;
  }
`
    : "";
  const content = `import { Service, type IAgentRuntime } from "@elizaos/core";
${contents ? `\n/** Place in the agent's storage. */\nconst KEY = ${quote(`${packageName}:${kebab(name)}`)};\n` : ""}
${doc(description || `The service ${name}.`)}
export class ${className} extends Service {
  static override serviceType = ${quote(serviceType(name))};
  override capabilityDescription = ${quote(description || `The service ${name}`)};
${runs ? "  #startedAt: number | undefined = Date.now();\n" : ""}${contents ? "  #turn: Promise<unknown> = Promise.resolve();\n" : ""}
  static override start(runtime: IAgentRuntime): Promise<${className}> {
    return Promise.resolve(new ${className}(runtime));
  }

  /** Doing it twice does no harm. */
  override ${contents ? "async stop(): Promise<void> {" : "stop(): Promise<void> {"}
${runs ? "    this.#startedAt = undefined;\n" : ""}${contents ? "    await this.#turn; // what was begun is finished\n" : "    return Promise.resolve();\n"}  }

${indent(body)}
${storage}}
${guarded && contents.guard ? `\n${contents.guard}\n` : ""}`;
  return { path: `src/${serviceWiring(name).file}`, content };
}
