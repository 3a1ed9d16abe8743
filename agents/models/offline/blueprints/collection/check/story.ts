import { camel } from "../../../../../../shared/names.ts";
import { access, indent, literal, quote } from "../../../code/text.ts";
import type { Collection, Context, Listing, Operation, Which } from "../model.ts";
import { sampleOf } from "../samples.ts";
import type { Writing } from "../write/writing.ts";
import { addedRecord, addingValues, predictedLine, type Values } from "./predict.ts";

type Add = Extract<Operation, { kind: "add" }>;

/** What the tests of one collection are made of: three records and the ways to add and to see them. */
export interface Story {
  writing: Writing;
  collection: Collection;
  add: Add;
  /** What the calls give that add the first, second and third record. */
  given: Values[];
  /** The records they lead to. */
  records: Values[];
  /** Their names. */
  labels: string[];
  /** Line of the `index`th record when it was added as number `number`. */
  line: (index: number, number?: number, changes?: Values) => string;
}

const NAMES = ["first", "second", "third"];

/** Prepares three records for the tests of a collection. */
export function storyOf(writing: Writing): Story | undefined {
  const { collection } = writing;
  const add = collection.operations.find((each): each is Add => each.kind === "add");
  if (!add) return undefined;
  const given = NAMES.map((_name, index) => addingValues(add, collection, index));
  const records = given.map((values) => addedRecord(add, collection, values));
  return {
    writing,
    collection,
    add,
    given,
    records,
    labels: records.map((record) => String(record[collection.label.name])),
    line: (index, number = index + 1, changes = {}) =>
      predictedLine(
        collection,
        { ...records[index], ...changes },
        collection.ownIds ? String(given[index]?.id) : `${collection.idPrefix}-${number}`,
      ),
  };
}

/** The id of the `index`th record, added in order. */
export function idOf(
  { collection, given }: Pick<Story, "collection" | "given">,
  index: number,
): string {
  return collection.ownIds ? String(given[index]?.id) : `${collection.idPrefix}-${index + 1}`;
}

/** One test with its title; `lines` is its body. */
export function testSource(title: string, lines: string[]): string {
  return `test(${quote(title)}, async () => {\n${indent(lines.join("\n"))}\n});`;
}

/** `await agent.call("addTodo", { title: "…" })` */
export function call(name: string, values: Values | string): string {
  return `await agent.call(${quote(name)}, ${typeof values === "string" ? values : literal(values)})`;
}

/** Starts the plugin and adds the first records. */
export function begin(count: number, options = ""): string[] {
  const names = NAMES.slice(0, count);
  return [
    `const agent = await startPlugin(plugin${options});`,
    ...(count === 1 ? ["await add(agent, first);"] : []),
    ...(count <= 1 ? [] : [`for (const each of [${names.join(", ")}]) await add(agent, each);`]),
  ];
}

/** A call's parameters that point at the `index`th record, in each way the action offers. */
export function pointers(
  operation: { which: Which[]; required: string[] },
  story: Story,
  index: number,
): { how: string; values: Values }[] {
  const { records, labels, collection } = story;
  const id = idOf(story, index);
  const valuesOf = ({ param, by }: Which): Values => {
    if (by === "reference" || by === "id") return { [param]: id };
    const value = records[index]?.[by.name];
    return { [param]: [value].flat()[0] };
  };
  const needed = operation.which.filter(({ param }) => operation.required.includes(param));
  const all = Object.assign(
    {},
    ...(needed.length > 0 ? needed : operation.which.slice(0, 1)).map(valuesOf),
  ) as Values;
  const [first] = operation.which;
  const how = first && typeof first.by === "object" ? `its ${first.by.name}` : "its id";
  const ways = [{ how, values: all }];
  if (first?.by === "reference") {
    ways.push({
      how: `its ${collection.label.name}`,
      values: { ...all, [first.param]: labels[index] },
    });
  }
  return ways;
}

/** Parameters that point at nothing, with the text the reply must name; nothing when every value is somebody's. */
export function missing({
  which,
}: {
  which: Which[];
}): { values: Values; wanted: string } | undefined {
  const values: Values = {};
  for (const { param, by } of which) {
    if (typeof by !== "object") values[param] = "nothing like that";
    else if (by.enum || by.type === "boolean") return undefined;
    else {
      const value = sampleOf(by.name, by, 9);
      values[param] = [value].flat()[0];
    }
  }
  const [wanted] = Object.values(values);
  return { values, wanted: String(wanted) };
}

/** How the tests see everything that is kept: by a list action, by a provider, else in the storage. */
export function helpers(story: Story, contexts: Context[]): string {
  const { collection, add, given } = story;
  const { noun, label, operations } = collection;
  const whole = operations.find(
    ({ kind, required, ...each }) =>
      kind === "list" && required.length === 0 && "listing" in each && isWholeList(each.listing),
  );
  const context = contexts.find((each) => each.lists && isWholeList(each.listing));
  const name = access("data", camel(collection.noun.plural));
  const records = whole
    ? `const { data = {} } = ${call(whole.action.name, {})};\n  const records = ${name} as Record<string, unknown>[];`
    : context
      ? `const { data = {} } = await agent.provide(${quote(context.provider.name)});\n  const records = ${name} as Record<string, unknown>[];`
      : `const contents = (await agent.runtime.getCache(${quote(collection.storageKey)})) ?? { items: [] };\n  const records = (contents as { items: Record<string, unknown>[] }).items;`;
  const id = add.many === undefined ? "data.id" : `(${name} as { id: string }[])[0]?.id`;
  return `${given.map((values, index) => `const ${NAMES[index] ?? ""} = ${literal(values)};`).join("\n")}

/** Adds a ${noun.singular} and tells its id. */
async function add(agent: StartedPlugin, values: Record<string, unknown>): Promise<string> {
  const { success, text, data = {} } = await agent.call(${quote(add.action.name)}, values);
  expect(success, text).toBe(true);
  return String(${id});
}

/** What all ${noun.plural} are called, in alphabetical order. */
async function kept(agent: StartedPlugin): Promise<string[]> {
  ${records}
  return records.map((each) => String(${access("each", label.name)})).sort();
}`;
}

const isWholeList = ({ fixed, when, limit }: Listing): boolean =>
  Object.keys(fixed).length === 0 && when === undefined && (limit === undefined || limit >= 10);
