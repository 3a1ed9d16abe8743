import { camel, pascal } from "../../../../../../shared/names.ts";
import { access, literal, quote } from "../../../code/text.ts";
import type { Context, Listing, Operation, Sum } from "../model.ts";
import { stateWord } from "../write/provider.ts";
import { passes, predicted, words, type Values } from "./predict.ts";
import { begin, call, testSource, type Story } from "./story.ts";

type Of<Kind extends Operation["kind"]> = Extract<Operation, { kind: Kind }>;
/** Indexes of the three records that a listing shows before any parameter is given. */
export function shownAtFirst({ fixed, when }: Listing, { records }: Story): number[] {
  return records.flatMap((record, index) => {
    const fits = Object.entries(fixed).every(([name, value]) => (record[name] ?? false) === value);
    // All sample dates lie far in the future.
    const inTime =
      when === undefined ||
      (when.is === "upcoming" && record[when.field] !== undefined) ||
      (when.field === "createdAt" && /today|week|month/.test(when.is));
    return fits && inTime ? [index] : [];
  });
}

/** Tests of picking by chance. */
export function randomTests({ action, listing, required }: Of<"random">, story: Story): string[] {
  const { collection, labels } = story;
  if (required.length > 0) return [];
  const shown = shownAtFirst(listing, story);
  const own = `data.${camel(collection.noun.singular)} as Record<string, unknown>`;
  return [
    testSource(`${action.name} picks one that is there`, [
      ...begin(3),
      ...(shown.length > 0
        ? [
            `const { data = {} } = ${call(action.name, {})};`,
            `expect(${literal(shown.map((index) => labels[index]))}).toContain(${access(`(${own})`, collection.label.name)});`,
          ]
        : [`expect((${call(action.name, {})}).success).toBe(false);`]),
    ]),
    testSource(`${action.name} has nothing to pick from at first`, [
      ...begin(0),
      `const result = ${call(action.name, {})};`,
      `expect(result).toMatchObject({ success: false, text: ${quote(predicted(story.writing, "none"))} });`,
    ]),
  ];
}

/** Tests of removing everything. */
export function clearTests(
  { action, listing, confirm, required }: Of<"clear">,
  story: Story,
): string[] {
  const { collection, labels } = story;
  const { noun } = collection;
  if (required.some((name) => name !== confirm)) return [];
  const gone = shownAtFirst(listing, story);
  const left = labels.filter((_label, index) => !gone.includes(index));
  const sure = confirm === undefined ? {} : { [confirm]: true };
  const tests = [
    testSource(
      `${action.name} removes ${gone.length === 3 ? `every ${noun.singular}` : "only what its name says"}`,
      [
        ...begin(3),
        `const result = ${call(action.name, sure)};`,
        `expect(result).toMatchObject({ success: true, data: { removed: ${gone.length}, count: ${left.length} } });`,
        `expect(await kept(agent)).toEqual(${literal(left.toSorted())});`,
      ],
    ),
  ];
  if (confirm !== undefined) {
    tests.push(
      testSource(`${action.name} asks before it removes anything`, [
        ...begin(3),
        `expect((${call(action.name, { [confirm]: false })}).success).toBe(false);`,
        `expect(await kept(agent)).toHaveLength(3);`,
      ]),
    );
  }
  return tests;
}

/** What a number of all records adds up to. */
export function total(records: Values[], { name, times }: Sum): number {
  const values = records.map(
    (record) => Number(record[name] ?? 0) * (times === undefined ? 1 : Number(record[times] ?? 0)),
  );
  return Number(values.reduce((sum, each) => sum + each, 0).toPrecision(12));
}

/** Tests of counting and adding up. */
export function countTests(
  { action, listing, sums, group, average, required }: Of<"count">,
  story: Story,
): string[] {
  const { records } = story;
  if (required.length > 0) return [];
  const fitting = shownAtFirst(listing, story).map((index) => records[index] ?? {});
  const data: Values = { count: fitting.length };
  for (const each of sums) {
    const all = total(fitting, each);
    data[`total${pascal(each.name)}`] = all;
    if (average && fitting.length > 0) {
      data[`average${pascal(each.name)}`] = Number((all / fitting.length).toPrecision(12));
    }
  }
  if (group !== undefined) {
    const names = [...new Set(fitting.map((record) => words(record[group], "–")))];
    data.groups = names.map((name) => ({
      name,
      count: fitting.filter((record) => words(record[group], "–") === name).length,
    }));
  }
  const counted = predicted(story.writing, "counted", { count: String(fitting.length) });
  const tests = [
    testSource(`${action.name} counts exactly`, [
      ...begin(3),
      `const result = ${call(action.name, {})};`,
      `expect(result).toMatchObject({ success: true, data: ${literal(data)} });`,
      `expect(result.text).toContain(${quote(counted)});`,
    ]),
    testSource(`${action.name} counts nothing at first`, [
      ...begin(0),
      `expect(${call(action.name, {})}).toMatchObject({ success: true, data: { count: 0 } });`,
    ]),
  ];
  for (const filter of listing.filters.filter(({ fields }) => fields[0] !== "createdAt")) {
    const value = records[1]?.[filter.fields[0] ?? ""];
    if (typeof value !== "string") continue;
    const found = fitting.filter((record) => passes(filter, record, value));
    tests.push(
      testSource(`${action.name} counts by ${filter.param}`, [
        ...begin(3),
        `expect(${call(action.name, { [filter.param]: value })}).toMatchObject({ data: { count: ${found.length} } });`,
      ]),
    );
  }
  return tests;
}

/** Tests of a provider. */
export function providerTests(context: Context, story: Story, alone: boolean): string[] {
  const { collection, records, labels, writing } = story;
  const { noun } = collection;
  const { provider, listing, lists, sums } = context;
  const shown = shownAtFirst(listing, story);
  const fitting = shown.map((index) => records[index] ?? {});
  const state = stateWord(context, writing.options.language);
  const empty =
    state === undefined ? predicted(writing, "none") : predicted(writing, "noneSo", { state });
  const count = `${camel(noun.singular)}Count`;
  const most = listing.limit ?? 3;
  const newestFirst = listing.order?.field === "createdAt" && listing.order.descending;
  const visible = (newestFirst ? shown.toReversed() : shown).slice(0, most);
  const emptied = context.perStatus.length > 0 ? predicted(writing, "none") : empty;
  const totals = Object.fromEntries(
    sums.map((each) => [`total${pascal(each.name)}`, total(fitting, each)]),
  );
  return [
    testSource(`${provider.name} says that there are no ${noun.plural} yet`, [
      ...begin(0),
      `const { text, values } = await agent.provide(${quote(provider.name)});`,
      `expect(text).${alone ? "toBe" : "toContain"}(${quote(emptied)});`,
      `expect(values).toMatchObject({ ${count}: 0 });`,
    ]),
    testSource(`${provider.name} shows the ${noun.plural} that are kept`, [
      ...begin(3),
      `const { ${lists && visible.length > 0 ? "text, " : ""}values${alone ? ", data" : ""} } = await agent.provide(${quote(provider.name)});`,
      `expect(values).toMatchObject(${literal({ [count]: fitting.length, ...totals })});`,
      ...(alone ? [`expect(data?.count).toBe(${fitting.length});`] : []),
      ...(lists
        ? visible.map((index) => `expect(text).toContain(${quote(labels[index] ?? "")});`)
        : []),
      ...(lists && newestFirst && visible.length < shown.length
        ? [`expect(text).not.toContain(${quote(labels[shown[0] ?? 0] ?? "")});`]
        : []),
    ]),
  ];
}
