import { filterValue } from "../blueprints/collection/check/lists.ts";
import { passes } from "../blueprints/collection/check/predict.ts";
import { shownAtFirst, total } from "../blueprints/collection/check/showing.ts";
import type { Story } from "../blueprints/collection/check/story.ts";
import type { Context, Filter, Operation } from "../blueprints/collection/model.ts";
import { literal, quote } from "../code/text.ts";
import type { AcceptanceTest } from "./acceptance-test.ts";
import type { Kept } from "./records.ts";

type Of<Kind extends Operation["kind"]> = Extract<Operation, { kind: Kind }>;

const THREE = "const { agent } = await having(first, second, third);";

/** Tests of what lists, searches, counts and providers show. */
export function shownTests(kept: Kept): AcceptanceTest[] {
  const tests = kept.collection.operations.flatMap((operation) => {
    switch (operation.kind) {
      case "list":
      case "find":
        return [...listTests(operation, kept), ...filterTests(operation, kept)];
      case "count":
        return countTests(operation, kept);
      case "random":
        return randomTests(operation, kept);
      default:
        return [];
    }
  });
  return [...tests, ...kept.contexts.flatMap((each) => contextTests(each, kept))];
}

/** Statements about which of the three records a text names. */
function names(text: string, indexes: number[], labels: string[]): string[] {
  const [shown, hidden] = [true, false].map((wanted) =>
    labels.filter((_label, index) => indexes.includes(index) === wanted),
  );
  return [
    ...(shown?.length
      ? [`for (const each of ${literal(shown)}) expect(${text}).toContain(each);`]
      : []),
    ...(hidden?.length
      ? [`for (const each of ${literal(hidden)}) expect(${text}).not.toContain(each);`]
      : []),
  ];
}

function listTests(
  { action, kind, listing, required }: Of<"list"> | Of<"find">,
  { story, labels }: Kept,
): AcceptanceTest[] {
  if (kind !== "list" || required.length > 0 || (listing.limit ?? 3) < 3) return [];
  const first = shownAtFirst(listing, story);
  return [
    {
      of: action.name,
      how: "does",
      title: `${action.name} shows all ${first.length === 3 ? "that there is" : "that its name says"}`,
      lines: [
        THREE,
        `const { said } = await does(agent, ${quote(action.name)}, {});`,
        ...names("said", first, labels),
      ],
    },
    ...withNumbers(action, story),
  ];
}

/** A number that is met by chance in no list. */
const RARE = 73;

/** "List all items with their quantities": the number of each that its description names. */
function withNumbers(
  action: Operation["action"],
  { add, given, collection }: Story,
): AcceptanceTest[] {
  const said = action.description.toLowerCase();
  const named = collection.fields.filter(
    ({ name, type, enum: choices, minimum = 0, maximum = Infinity }) =>
      (type === "number" || type === "integer") &&
      !choices &&
      minimum <= RARE &&
      maximum >= RARE &&
      name in add.parameters &&
      name !== collection.label.name &&
      new RegExp(`\\b${name.toLowerCase().replace(/y$/, "")}`).test(said),
  );
  if (add.many !== undefined) return [];
  return named.map(({ name }) => ({
    of: action.name,
    how: "does",
    title: `${action.name} shows ${name} as it was given`,
    lines: [
      `const { agent } = await having(${literal({ ...given[0], [name]: RARE })});`,
      `const { said } = await does(agent, ${quote(action.name)}, {});`,
      `expect(said).toMatch(/(?<![\\d.])${RARE}(?!\\d)/);`,
    ],
  }));
}

const TOLD_APART = new Set(["choice", "equals", "includes", "search"]);

function filterTests(
  operation: Of<"list"> | Of<"find">,
  { story, labels }: Kept,
): AcceptanceTest[] {
  const { action, listing, required, kind } = operation;
  const others = required.filter((name) => !listing.filters.some(({ param }) => param === name));
  if (others.length > 0) return [];
  const first = shownAtFirst(listing, story);
  return listing.filters.flatMap((filter): AcceptanceTest[] => {
    const isOther = required.some((name) => name !== filter.param);
    if (isOther || !TOLD_APART.has(filter.test)) return [];
    const choices = operation.parameters[filter.param]?.enum ?? [];
    const [found] = [filterValue(filter, story, operation), ...choices]
      .filter((value) => value !== undefined)
      .map((value) => ({
        value,
        fitting: first.filter((index) => passes(filter, story.records[index] ?? {}, value)),
      }))
      // A filter that all three pass tells nothing.
      .filter(({ fitting }) => fitting.length < 3)
      .sort((one, other) => other.fitting.length - one.fitting.length);
    if (!found) return [];
    const test = (value: unknown, fitting: number[], where = ""): AcceptanceTest => ({
      of: action.name,
      how: "does",
      title: `${action.name} ${kind === "find" ? "finds" : "filters"} by ${filter.param}${where}`,
      lines: [
        THREE,
        // A list may say no when nothing fits.
        `const said = await told(agent, ${quote(action.name)}, ${literal({ [filter.param]: value })});`,
        ...names("said", fitting, labels),
      ],
    });
    return [
      test(found.value, found.fitting),
      ...searched(operation, filter, story).map(({ field, value }) =>
        test(value, [1], `, in ${field}`),
      ),
    ];
  });
}

/** What only the second record has, for each field that a description says is searched. */
function searched(
  { action }: Operation,
  filter: Filter,
  { records, collection }: Story,
): { field: string; value: string }[] {
  if (filter.test !== "search") return [];
  const said = action.description.toLowerCase().replaceAll("-", "");
  return filter.fields.flatMap((field) => {
    const isSaid = said.includes(field.toLowerCase().replace(/s$/, ""));
    const [value] = [records[1]?.[field]].flat();
    if (field === collection.label.name || !isSaid || typeof value !== "string") return [];
    const fitting = records.filter((record) => passes(filter, record, value));
    return fitting.length === 1 ? [{ field, value }] : [];
  });
}

function countTests(
  { action, listing, sums, group, average, required }: Of<"count">,
  { story, labels }: Kept,
): AcceptanceTest[] {
  const [sum, ...further] = sums;
  if (required.length > 0 || group !== undefined || average || further.length > 0) return [];
  const counted = shownAtFirst(listing, story);
  const all =
    sum &&
    total(
      counted.map((index) => story.records[index] ?? {}),
      sum,
    );
  return [
    {
      of: action.name,
      how: "does",
      title: `${action.name} ${all === undefined ? "counts" : "adds up"} exactly`,
      lines: [
        THREE,
        `const { said } = await does(agent, ${quote(action.name)}, {});`,
        all === undefined
          ? `expect(countsIn(said, ${literal(labels)})).toContain(${counted.length});`
          : `expect(said).toMatch(/(?<![\\d.,])${String(all).replace(".", "\\.")}(?!\\d)/);`,
      ],
    },
  ];
}

function randomTests(
  { action, listing, required }: Of<"random">,
  { story, labels }: Kept,
): AcceptanceTest[] {
  const shown = shownAtFirst(listing, story).map((index) => labels[index]);
  if (required.length > 0 || shown.length === 0) return [];
  return [
    {
      of: action.name,
      how: "does",
      title: `${action.name} picks one that is there`,
      lines: [
        THREE,
        `const { said } = await does(agent, ${quote(action.name)}, {});`,
        `expect(${literal(shown)}.filter((each) => said.includes(each))).toHaveLength(1);`,
      ],
    },
  ];
}

/** Whether a provider says how many there are. */
export const isCounted = ({ provider, sums }: Context): boolean =>
  /\b(number|count|how many|total)\b/i.test(provider.description) && sums.length === 0;

function contextTests(context: Context, { story, labels }: Kept): AcceptanceTest[] {
  const { provider, listing, lists, structure } = context;
  const first = shownAtFirst(listing, story);
  // Which of them a short list shows is not for a test to guess.
  const isWhole = lists && first.length <= (listing.limit ?? 3);
  const keys = structure.map(({ name }) => name);
  const lines = [
    ...(isWhole ? names("said", first, labels) : []),
    ...(isCounted(context)
      ? [`expect(countsIn(said, ${literal(labels)})).toContain(${first.length});`]
      : []),
    ...(keys.length > 0
      ? [
          `const { data, values } = await agent.provide(${quote(provider.name)});`,
          `expect(Object.keys({ ...values, ...data })).toEqual(expect.arrayContaining(${literal(keys)}));`,
        ]
      : []),
  ];
  if (lines.length === 0) return [];
  return [
    {
      of: provider.name,
      how: "does",
      title: `${provider.name} shows what is kept`,
      lines: [
        THREE,
        ...(isWhole || isCounted(context)
          ? [`const said = await told(agent, ${quote(provider.name)}, "provider");`]
          : []),
        ...lines,
      ],
    },
    {
      of: provider.name,
      how: "does",
      title: `${provider.name} shows nothing that is not there`,
      lines: [
        "const { agent } = await having();",
        `const said = await told(agent, ${quote(provider.name)}, "provider");`,
        `for (const each of ${literal(labels)}) expect(said).not.toContain(each);`,
      ],
    },
  ];
}
