import { shownAtFirst } from "../blueprints/collection/check/showing.ts";
import type { Operation } from "../blueprints/collection/model.ts";
import { literal, quote } from "../code/text.ts";
import { isCounted } from "./record-views.ts";
import type { Kept } from "./records.ts";

/** A list that can be asked for the new state shows the one that has it now, and no other. */
export function filtered({ set }: Extract<Operation, { kind: "mark" }>, kept: Kept): string[] {
  const { collection, labels, story } = kept;
  const [[field = "", value] = []] = Object.entries(set);
  if (typeof value !== "string" || story.records.some((each) => each[field] === value)) return [];
  for (const each of collection.operations) {
    if (each.kind !== "list" || each.required.length > 0) continue;
    if (Object.keys(each.listing.fixed).length > 0 || each.listing.when) continue;
    const filter = each.listing.filters.find(
      ({ test, fields, param }) =>
        test === "choice" && fields[0] === field && each.parameters[param]?.enum?.includes(value),
    );
    if (!filter) continue;
    return [
      `const done = await told(agent, ${quote(each.action.name)}, ${literal({ [filter.param]: value })});`,
      `expect(done).toContain(${quote(labels[1] ?? "")});`,
      `for (const each of ${literal([labels[0], labels[2]])}) expect(done).not.toContain(each);`,
    ];
  }
  return [];
}

/** A provider of records in another state does not show, or count, the one that has the new state now. */
export function outOfContext({ set }: Extract<Operation, { kind: "mark" }>, kept: Kept): string[] {
  const [one = "", two = "", three = ""] = kept.labels;
  return kept.contexts.flatMap((context, index) => {
    const { provider, listing } = context;
    const state = Object.entries(listing.fixed);
    const isOther = state.some(([field, value]) => field in set && set[field] !== value);
    if (!isOther || shownAtFirst(listing, kept.story).length < 3) return [];
    const open = `open${index}`;
    const said = [
      ...(context.lists && (listing.limit ?? 3) >= 2
        ? [
            `expect(${open}).not.toContain(${quote(two)});`,
            `for (const each of ${literal([one, three])}) expect(${open}).toContain(each);`,
          ]
        : []),
      ...(isCounted(context)
        ? [`expect(countsIn(${open}, ${literal(kept.labels)})).toContain(2);`]
        : []),
    ];
    return said.length > 0
      ? [`const ${open} = await told(agent, ${quote(provider.name)}, "provider");`, ...said]
      : [];
  });
}

/** Wherever the state of a record can show: lists, with each choice of theirs, and providers. */
export function viewsOf({
  collection,
  contexts,
}: Kept): [string, Record<string, unknown> | "provider"][] {
  const lists = collection.operations.flatMap((each) => {
    if (each.kind !== "list" || each.required.length > 0) return [];
    const choices = each.listing.filters.flatMap(({ param }) =>
      (each.parameters[param]?.enum ?? []).map((choice) => ({ [param]: choice })),
    );
    return [{}, ...choices].map((values): [string, Record<string, unknown>] => [
      each.action.name,
      values,
    ]);
  });
  return [
    ...lists,
    ...contexts
      .filter(({ lists: shows }) => shows)
      .map(({ provider }): [string, "provider"] => [provider.name, "provider"]),
  ];
}
