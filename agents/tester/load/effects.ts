import { createRequire } from "node:module";
import * as core from "@elizaos/core";
import { text } from "./portable.ts";
import type { Effects } from "./protocol.ts";

/** Something shared by all code in a process. Of what has a state of its own, only functions count. */
interface Shared {
  name: string;
  object: object;
  functionsOnly: boolean;
}

/** Properties, with everything there is to say of each. */
type Fields = Map<PropertyKey, Record<string, unknown>>;

// Kept from before there is a plugin, which may replace them.
const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const sameValue = Object.is;

/** Modules of Node.js that a plugin could change for everybody. */
const MODULES =
  `assert async_hooks buffer child_process crypto dgram dns events fs fs/promises http https module net os path
perf_hooks process querystring readline stream timers timers/promises tls tty url util v8 vm worker_threads zlib`.split(
    /\s+/,
  );

/** Objects of the language that no global name leads to: what these inherit from. */
const HEIRS: Record<string, object> = {
  "AsyncFunction.prototype": async () => Promise.resolve(),
  "Iterator.prototype": getPrototypeOf([].values()) ?? {},
  "TypedArray.prototype": Uint8Array.prototype,
};

const MAXIMUM_CHANGES = 100;

/** What everything in the process shares, as it is now. */
export class Surroundings {
  readonly #fields = everythingShared().map((shared) => ({ shared, before: fieldsOf(shared) }));
  readonly #listeners = listenerCounts();
  readonly #variables = { ...process.env };
  readonly #directory = process.cwd();

  /** What is different by now. */
  effects(): Effects {
    const changes = this.#fields.flatMap(({ shared, before }) => compare(shared, before));
    const counts = Object.entries(listenerCounts());
    const more = counts.filter(([name, count]) => count > (this.#listeners[name] ?? 0));
    const names = Object.keys({ ...this.#variables, ...process.env });
    const variables = names.filter((name) => process.env[name] !== this.#variables[name]);
    return {
      changes: changes.slice(0, MAXIMUM_CHANGES),
      listeners: more.map(([name]) => text(name)).slice(0, MAXIMUM_CHANGES),
      variables: variables.map(text).slice(0, MAXIMUM_CHANGES),
      moved: process.cwd() !== this.#directory,
    };
  }
}

function everythingShared(): Shared[] {
  const require = createRequire(import.meta.url);
  const all = new Map<object, Shared>();
  const add = (name: string, object: unknown, functionsOnly: boolean): void => {
    if (!isObject(object) || all.has(object)) return;
    all.set(object, { name, object, functionsOnly });
    if (typeof object === "function") add(`${name}.prototype`, object.prototype, functionsOnly);
  };
  add("globalThis", globalThis, false);
  add("process", process, true);
  add("console", console, true);
  for (const name of Object.getOwnPropertyNames(globalThis)) add(name, valueOf(name), false);
  for (const [name, heir] of Object.entries(HEIRS)) add(name, getPrototypeOf(heir), false);
  for (const module of MODULES) {
    const exported = require(`node:${module}`) as object;
    add(module, exported, true);
    addFunctions(`${module}.`, exported);
  }
  add("logger", core.logger, true);
  addFunctions("", core);
  return [...all.values()];

  function addFunctions(prefix: string, exported: object): void {
    for (const [name, value] of Object.entries(exported)) {
      if (typeof value === "function") add(`${prefix}${name}`, value, true);
    }
  }
}

/** Node.js puts some globals in place when they are used for the first time; reading them here is that time. */
function valueOf(name: string): unknown {
  try {
    return (globalThis as Record<string, unknown>)[name];
  } catch {
    return undefined; // one that this process may not use
  }
}

/** Every property with all that is said of it, and what the object inherits from. */
function fieldsOf({ object, functionsOnly }: Shared): Fields {
  const fields: Fields = new Map([["[[Prototype]]", { value: getPrototypeOf(object) }]]);
  for (const key of ownKeys(object)) {
    const descriptor = { ...getOwnPropertyDescriptor(object, key) };
    const isCode = "get" in descriptor || typeof descriptor.value === "function";
    if (isCode || !functionsOnly) fields.set(key, descriptor);
  }
  return fields;
}

function compare(shared: Shared, before: Fields): Effects["changes"] {
  const after = fieldsOf(shared);
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((key) => {
    const [old, current] = [before.get(key), after.get(key)];
    if (old && current && isSame(old, current)) return [];
    const how = old ? (current ? "changed" : "removed") : "added";
    return [{ owner: text(shared.name), key: text(key), how } as const];
  });
}

const isObject = (value: unknown): value is object =>
  typeof value === "function" || (typeof value === "object" && value !== null);

const ASPECTS = ["value", "get", "set", "writable", "enumerable", "configurable"] as const;

const isSame = (a: Record<string, unknown>, b: Record<string, unknown>): boolean =>
  ASPECTS.every((aspect) => sameValue(a[aspect], b[aspect]));

const listenerCounts = (): Record<string, number> =>
  Object.fromEntries(
    process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
  );
