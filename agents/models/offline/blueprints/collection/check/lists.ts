import { camel } from "../../../../../../shared/names.ts";
import { access, literal, quote } from "../../../code/text.ts";
import type { Filter, Operation } from "../model.ts";
import { passes, predicted, words, type Values } from "./predict.ts";
import { begin, call, testSource, type Story } from "./story.ts";

import { shownAtFirst } from "./showing.ts";

type Of<Kind extends Operation["kind"]> = Extract<Operation, { kind: Kind }>;
type Shown = Of<"list"> | Of<"find">;

/** A value for a filter that tells the records apart, as far as that is possible. */
export function filterValue(filter: Filter, story: Story, operation: Operation): unknown {
  const { records, labels, collection } = story;
  const [field = ""] = filter.fields;
  const value = records[1]?.[field];
  const declared = operation.parameters[filter.param];
  const { test, fields, everything = [] } = filter;
  if (test === "search") {
    const named = fields.includes(collection.label.name);
    return (named ? labels[1] : words([value].flat()[0]))?.slice(0, 5).toUpperCase();
  }
  if (test === "includes") return declared?.type === "array" ? [value].flat() : [value].flat()[0];
  if (test !== "choice" || declared?.enum?.includes(words(value))) return value;
  return declared?.enum?.find((each) => !everything.includes(String(each)));
}

const namesIn = (source: string, story: Story): string =>
  `(${source} as Record<string, unknown>[]).map((each) => String(${access("each", story.collection.label.name)}))`;

/** Tests of lists and searches. */
export function listTests(operation: Shown, story: Story): string[] {
  const { collection, labels, records } = story;
  const { noun } = collection;
  const { action, listing, required, kind } = operation;
  const name = access("data", camel(noun.plural));
  const first = shownAtFirst(listing, story);
  const needed = Object.fromEntries(
    listing.filters
      .filter(({ param }) => required.includes(param))
      .map((filter) => [filter.param, filterValue(filter, story, operation)]),
  );
  const tests: string[] = [];
  const expected = (values: Values): number[] =>
    first.filter((index) =>
      listing.filters.every(
        (filter) =>
          !(filter.param in values) || passes(filter, records[index] ?? {}, values[filter.param]),
      ),
    );
  const dated = (filter: Filter): boolean => filter.fields[0] === "createdAt";
  if (required.length === 0 && kind === "list") {
    const most = listing.limit ?? 3;
    tests.push(
      testSource(
        `${action.name} shows ${first.length === 3 ? `every ${noun.singular}` : `only what its name says`}`,
        [
          ...begin(3),
          `const { success, ${most >= 3 && first.length > 0 ? "text, " : ""}data = {} } = ${call(action.name, {})};`,
          `expect(success).toBe(true);`,
          `expect(data.count).toBe(${Math.min(first.length, most)});`,
          ...(most >= 3
            ? first.map((index) => `expect(text).toContain(${quote(labels[index] ?? "")});`)
            : []),
          `expect(${name}).toHaveLength(${Math.min(first.length, most)});`,
        ],
      ),
      testSource(`${action.name} says that there is nothing yet`, [
        ...begin(0),
        `const result = ${call(action.name, {})};`,
        `expect(result).toMatchObject({ success: true, text: ${quote(predicted(story.writing, "none"))}, data: { count: 0 } });`,
      ]),
    );
  }
  for (const filter of listing.filters) {
    const value = filterValue(filter, story, operation);
    if (value === undefined || dated(filter)) continue;
    const values = { ...needed, [filter.param]: value };
    tests.push(
      testSource(`${action.name} ${kind === "find" ? "finds" : "filters"} by ${filter.param}`, [
        ...begin(3),
        `const { success, data = {} } = ${call(action.name, values)};`,
        `expect(success).toBe(true);`,
        `expect(${namesIn(name, story)}.sort()).toEqual(${literal(
          expected(values)
            .map((index) => labels[index])
            .toSorted(),
        )});`,
      ]),
    );
  }
  if (kind === "find") {
    const [filter] = listing.filters;
    if (filter?.test === "search") {
      tests.push(
        testSource(`${action.name} says when nothing fits`, [
          ...begin(2),
          `const result = ${call(action.name, { ...needed, [filter.param]: "nothing like that" })};`,
          `expect(result).toMatchObject({ success: true, text: ${quote(predicted(story.writing, "noFit", { count: "2" }))}, data: { count: 0 } });`,
        ]),
        testSource(`${action.name} needs something to look for`, [
          ...begin(1),
          `expect((${call(action.name, {})}).success).toBe(false);`,
        ]),
      );
    }
  }
  return [...tests, ...orderTests(operation, story, needed)];
}

/** Tests of order and number, with the third record added first. */
function orderTests(
  { action, listing, parameters }: Shown,
  story: Story,
  needed: Values,
): string[] {
  const { collection, labels, records } = story;
  if (Object.keys(needed).length > 0 || shownAtFirst(listing, story).length < 3) return [];
  const name = access("data", camel(collection.noun.plural));
  const entered = [2, 0, 1];
  const inOrder = (field: string, descending: boolean): (string | undefined)[] => {
    const key = (index: number): string | number =>
      field === "createdAt" ? entered.indexOf(index) : (records[index]?.[field] as string | number);
    const sorted = entered.toSorted((a, b) => {
      const [one, other] = [key(a), key(b)];
      const difference =
        typeof one === "string" ? one.localeCompare(String(other)) : one - Number(other);
      return descending ? -difference : difference;
    });
    return sorted.map((index) => labels[index]);
  };
  const start = [
    `const agent = await startPlugin(plugin);`,
    `for (const each of [third, first, second]) await add(agent, each);`,
  ];
  const tests: string[] = [];
  const { order, sortParam, limitParam, limit } = listing;
  if (order && !sortParam) {
    tests.push(
      testSource(`${action.name} shows them in the right order`, [
        ...start,
        `const { data = {} } = ${call(action.name, {})};`,
        `expect(${namesIn(name, story)}).toEqual(${literal(inOrder(order.field, order.descending).slice(0, limit ?? 3))});`,
      ]),
    );
  }
  for (const [choice, each] of Object.entries(sortParam?.orders ?? {})) {
    tests.push(
      testSource(`${action.name} sorts by ${choice}`, [
        ...start,
        `const { data = {} } = ${call(action.name, { [sortParam?.param ?? ""]: choice })};`,
        `expect(${namesIn(name, story)}).toEqual(${literal(inOrder(each.field, each.descending).slice(0, limit ?? 3))});`,
      ]),
    );
  }
  if (limitParam !== undefined && parameters[limitParam]) {
    tests.push(
      testSource(`${action.name} shows no more than asked for`, [
        ...start,
        `const { data = {} } = ${call(action.name, { [limitParam]: 2 })};`,
        `expect(data).toMatchObject({ count: 2, total: 3 });`,
      ]),
    );
  }
  return tests;
}
