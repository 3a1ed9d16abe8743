import type { Plugin } from "@elizaos/core";
import { portable, text } from "./portable.ts";
import type { Shape } from "./protocol.ts";

/** Components of a plugin, read by value: what it says of itself at this moment. */
export function shapeOf(plugin: Plugin): Shape {
  const named = ({ name, description = "" }: { name: string; description?: string }) => ({
    name: text(name),
    description: text(description),
  });
  return {
    ...named(plugin),
    actions: (plugin.actions ?? []).map((action) => ({
      ...named(action),
      parameters: portable(action.parameters),
    })),
    providers: (plugin.providers ?? []).map(named),
    evaluators: (plugin.evaluators ?? []).map(named),
    services: (plugin.services ?? []).map((each) => ({
      name: text(each.name),
      type: text(each.serviceType),
    })),
    everything: Object.entries(plugin).map(([key, value]: [string, unknown]) =>
      text(typeof value === "object" && value !== null ? `${key}: ${Object.keys(value)}` : key),
    ),
  };
}

/** Names of everything that can be called on an object, its own and inherited; nothing of it is run. */
export function methodsOf(object: unknown): string[] {
  const names = new Set<string>();
  for (let each = object; isOwner(each); each = Object.getPrototypeOf(each) as unknown) {
    const own = Object.entries(Object.getOwnPropertyDescriptors(each));
    for (const [name, { value }] of own) if (typeof value === "function") names.add(name);
  }
  return [...names];
}

const isOwner = (value: unknown): value is object =>
  typeof value === "object" && value !== null && value !== Object.prototype;
