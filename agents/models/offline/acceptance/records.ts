import { kebab } from "../../../../shared/names.ts";
import type { PluginSpecification } from "../../../../shared/specification.ts";
import { shownAtFirst } from "../blueprints/collection/check/showing.ts";
import { storyOf, type Story } from "../blueprints/collection/check/story.ts";
import type { Collection, Context, Listing, Operation } from "../blueprints/collection/model.ts";
import { writingFor } from "../blueprints/collection/write/writing.ts";
import { literal, quote } from "../code/text.ts";
import type { AcceptanceFile, AcceptanceTest } from "./acceptance-test.ts";
import { effectTests } from "./record-effects.ts";
import { shownTests } from "./record-views.ts";
import { refusals } from "./refusals.ts";

/** What tests of one kind of record are made of. */
export interface Kept {
  specification: PluginSpecification;
  collection: Collection;
  story: Story;
  /** Names of the three records, in small letters. */
  labels: string[];
  /** The action or provider that shows all records; nothing when there is none. */
  whole: [name: string, values: Record<string, unknown> | "provider"] | undefined;
  contexts: Context[];
  /** Names of actions with which records can be looked at one by one. */
  get: Extract<Operation, { kind: "get" }> | undefined;
}

/** Tests of a kind of record: seen through the plugin's own actions and providers, and through nothing else. */
export function recordTests(
  specification: PluginSpecification,
  collection: Collection,
  contexts: Context[],
  start: string,
): AcceptanceFile | undefined {
  const plain = storyOf(writingFor(collection, {}));
  const story = plain && tellApart(plain);
  if (!story) return undefined;
  const kept: Kept = {
    specification,
    collection,
    story,
    labels: story.labels.map((label) => label.toLowerCase()),
    whole: wholeOf(story, contexts),
    contexts,
    get: collection.operations.find((each) => each.kind === "get"),
  };
  const tests = [
    ...adding(kept),
    ...collection.operations.flatMap((operation) => [
      ...effectTests(operation, kept),
      ...refusals(operation.action, {
        start: `const agent = ${start};`,
        ...(operation === story.add ? { good: story.given[0] ?? {}, after: untouched(kept) } : {}),
      }),
    ]),
    ...shownTests(kept),
  ];
  return { name: kebab(collection.noun.plural), prelude: prelude(kept, start), tests };
}

/** Numbers that are not met by chance in a text. */
const NUMBERS = [111, 222, 333];

/** Three records that can be told apart by what they are called, even when that is a number; nothing when they cannot. */
function tellApart(story: Story): Story | undefined {
  const { label } = story.collection;
  const { type, minimum = 0, maximum = Infinity, name } = label;
  if (type === "string") return new Set(story.labels).size === 3 ? story : undefined;
  const fits = minimum <= 111 && maximum >= 333 && label.enum === undefined;
  if ((type !== "number" && type !== "integer") || !fits || story.add.many) return undefined;
  const numbered = (all: Story["given"]) =>
    all.map((values, index) => ({ ...values, [name]: NUMBERS[index] }));
  return {
    ...story,
    given: numbered(story.given),
    records: numbered(story.records),
    labels: NUMBERS.map(String),
  };
}

/** Something that shows all three of them, as long as nothing was done to them. */
function wholeOf(story: Story, contexts: Context[]): Kept["whole"] {
  const isWhole = (listing: Listing): boolean =>
    shownAtFirst(listing, story).length === 3 && (listing.limit ?? 3) >= 3;
  const list = story.collection.operations.find(
    (each) => each.kind === "list" && each.required.length === 0 && isWhole(each.listing),
  );
  if (list) return [list.action.name, {}];
  const context = contexts.find(({ lists, listing }) => lists && isWhole(listing));
  return context && [context.provider.name, "provider"];
}

/** Records to add, and how to see all that there are. */
function prelude({ story, whole }: Kept, start: string): string {
  const names = ["first", "second", "third"];
  const records = story.given.map((values, index) => `const ${names[index]} = ${literal(values)};`);
  const add = `/** A plugin in which these have been added, with what it answered to each. */
async function having(...all: Record<string, unknown>[]) {
  const agent = ${start};
  const added = [];
  for (const each of all) added.push(await does(agent, ${quote(story.add.action.name)}, each));
  return { agent, added };
}`;
  const shown =
    whole &&
    `/** All that it shows now, in small letters. */
const shown = (agent: StartedPlugin, from?: From): Promise<string> =>
  told(agent, ${quote(whole[0])}, ${literal(whole[1])}, from);`;
  return [records.join("\n"), add, shown].filter(Boolean).join("\n\n");
}

const untouched = ({ whole, labels }: Kept): string[] =>
  whole ? [`expect(await shown(agent)).not.toContain(${quote(labels[0] ?? "")});`] : [];

function adding(kept: Kept): AcceptanceTest[] {
  const { story, labels, whole, collection } = kept;
  const { add } = story;
  const { noun } = collection;
  const of = add.action.name;
  const [first = ""] = labels;
  const keeps: AcceptanceTest = {
    of,
    how: "does",
    title: `${of} says which ${noun.singular} it keeps${whole ? ", and keeps it" : ""}`,
    lines: [
      `const { ${whole ? "agent, " : ""}added } = await having(first);`,
      `expect(added[0]?.said).toContain(${quote(first)});`,
      ...(whole ? [`expect(await shown(agent)).toContain(${quote(first)});`] : []),
    ],
  };
  const all: AcceptanceTest = {
    of,
    how: "does",
    title: `${of} keeps the ${noun.plural} that are there`,
    lines: [
      "const { agent } = await having(first, second, third);",
      "const all = await shown(agent);",
      `for (const each of ${literal(labels)}) expect(all).toContain(each);`,
    ],
  };
  return [keeps, ...(whole ? [all] : []), ...unique(kept), ...apart(kept), ...lasting(kept)];
}

/** "Not already used": a second one with the same value is refused, or takes the place of the first. */
function unique({ story, collection, labels, whole }: Kept): AcceptanceTest[] {
  const { add, given } = story;
  if (add.many !== undefined) return [];
  return collection.fields
    .filter(({ name, unique: isUnique }) => isUnique && name in add.parameters)
    .map(({ name }) => {
      const again = literal({ ...given[1], [name]: given[0]?.[name] });
      return {
        of: add.action.name,
        how: add.replaces ? "does" : "refuses",
        title: `${add.action.name} ${add.replaces ? "replaces the one" : "refuses another one"} with the same ${name}`,
        lines: [
          "const { agent } = await having(first);",
          add.replaces
            ? `await does(agent, ${quote(add.action.name)}, ${again});`
            : `await refuses(agent, ${quote(add.action.name)}, ${again});`,
          ...(whole && !add.replaces && name !== collection.label.name
            ? [`expect(await shown(agent)).not.toContain(${quote(labels[1] ?? "")});`]
            : []),
        ],
      };
    });
}

const ROOMS =
  /\b(per|each|every|this|that|the same|its own|own)\s+(chat ?|group )?(room|channel|conversation|chat)\b|\b(room|channel|conversation)'?s own\b|\bby (room|channel|conversation)\b/i;
const PEOPLE =
  /\b(per|each|every)\s+(user|person|member|participant)\b|\b(user|person)'?s own\b|\bby (user|person)\b|\bpersonal\b/i;

const wordsOf = ({ description, actions, providers, services }: PluginSpecification): string =>
  [{ description }, ...actions, ...providers, ...services]
    .map((each) => each.description)
    .join("\n");

/** What the specification keeps apart, by room or by person, is not shown to others. */
function apart({ specification, story, labels, whole }: Kept): AcceptanceTest[] {
  if (!whole) return [];
  const words = wordsOf(specification);
  const [first = ""] = labels;
  const { name } = story.add.action;
  const kinds = [
    ...(ROOMS.test(words) ? (["room"] as const) : []),
    ...(PEOPLE.test(words) ? (["user"] as const) : []),
  ];
  return kinds.map((kind) => ({
    of: name,
    how: "does",
    title: `${name} keeps one ${kind} apart from another`,
    lines: [
      "const { agent } = await having();",
      `await does(agent, ${quote(name)}, first, { ${kind}: "one" });`,
      `expect(await shown(agent, { ${kind}: "one" })).toContain(${quote(first)});`,
      `expect(await shown(agent, { ${kind}: "another" })).not.toContain(${quote(first)});`,
    ],
  }));
}

const LASTING = /\b(persist\w*|restarts?|surviv\w+|permanent\w*|durabl\w+)\b/i;

/** What the specification says lasts is still there after a restart. */
function lasting({ specification, story, labels, whole }: Kept): AcceptanceTest[] {
  if (!whole || !LASTING.test(wordsOf(specification))) return [];
  const { name } = story.add.action;
  return [
    {
      of: name,
      how: "does",
      title: `${name} keeps it over a restart`,
      lines: [
        "const storage = new Map<string, unknown>();",
        "const before = await freshly({ settings, storage });",
        `await does(before, ${quote(name)}, first);`,
        "await before.stop();",
        "const after = await freshly({ settings, storage });",
        `expect(await shown(after)).toContain(${quote(labels[0] ?? "")});`,
      ],
    },
  ];
}
