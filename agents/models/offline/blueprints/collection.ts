import type { Blueprint, Component, RenderOptions, Rendering } from "../blueprint.ts";
import type { Collection, Context } from "./collection/model.ts";
import { renderCollection } from "./collection/render.ts";
import { contextOf, contextScore } from "./collection/understand/context.ts";
import { understandCollections } from "./collection/understand/understand.ts";

/** Plugins that keep records: add, list, find, change, complete, remove, count them. */
export const collection: Blueprint = {
  name: "collection",
  matches(specification, open) {
    const collections = understandCollections(specification, open);
    if (collections.length === 0) return undefined;
    const contexts = contextsOf(specification.name, collections, open);
    const taken = new Set<unknown>([
      ...collections.flatMap(({ operations }) => operations.map(({ action }) => action)),
      ...contexts.map(({ provider }) => provider),
      ...collections.flatMap(({ services }) => services.map((each) => each.service)),
    ]);
    return {
      components: open.filter(({ specification: each }) => taken.has(each)),
      render: (options: RenderOptions): Rendering =>
        renderCollection(collections, contexts, options),
    };
  },
};

/** The providers that show one of the collections. */
export function contextsOf(name: string, collections: Collection[], open: Component[]): Context[] {
  return open.flatMap((component) => {
    if (component.kind !== "provider") return [];
    const provider = component.specification;
    const scored = collections
      .map((each) => ({ each, score: contextScore(provider, each, name) }))
      .sort((a, b) => b.score - a.score);
    const [best] = scored;
    if (!best || best.score === 0 || (best.score === 1 && collections.length > 1)) return [];
    // "Number of notes and pending todos" shows both.
    const shown = best.score === 3 ? scored.filter(({ score }) => score === 3) : [best];
    return shown.map(({ each }) => contextOf(provider, each));
  });
}
