import { key, literal, quote } from "../../../code/text.ts";
import type { Context, Operation } from "../model.ts";
import { stateWord } from "../write/provider.ts";
import { passes, predicted } from "./predict.ts";
import { shownAtFirst } from "./showing.ts";
import { begin, call, testSource, type Story } from "./story.ts";

type Of<Kind extends Operation["kind"]> = Extract<Operation, { kind: Kind }>;
type ById = Of<"get" | "remove" | "mark"> | Of<"get"> | Of<"remove"> | Of<"mark">;

/** Lines of a provider that nobody gave a limit. */
const MOST_SHOWN = 50;

/** Tests of what is easily broken without anybody noticing: who replies, exact words, numbers for ids, a full storage. */
export function edgeTests(story: Story): string[] {
  const { operations } = story.collection;
  const byId = operations.find((each): each is ById => isById(each, story));
  const list = operations.find((each): each is Of<"list"> => isWhole(each));
  return [
    offered(story),
    refusedByStorage(story),
    ...dated(story),
    ...(byId ? reference(byId, story) : []),
    ...(list ? listed(list, story) : []),
  ];
}

/** Whether one plain text says which record is meant. */
function isById(operation: Operation, { collection, labels }: Story): boolean {
  if (operation.kind !== "get" && operation.kind !== "remove" && operation.kind !== "mark")
    return false;
  const [which, second] = operation.which;
  const { label, ownIds } = collection;
  return (
    !second &&
    which?.by === "reference" &&
    operation.parameters[which.param]?.type === "string" &&
    operation.required.every((name) => name === which.param) &&
    label.type === "string" &&
    !label.enum &&
    !label.format &&
    !ownIds &&
    new Set(labels.map((each) => each.toLowerCase())).size === labels.length
  );
}

const isWhole = (operation: Operation): operation is Of<"list"> =>
  operation.kind === "list" &&
  operation.required.length === 0 &&
  Object.keys(operation.listing.fixed).length === 0 &&
  [
    operation.listing.when,
    operation.listing.order,
    operation.listing.sortParam,
    operation.listing.directionParam,
    operation.listing.limitParam,
    operation.listing.offsetParam,
    operation.listing.limit,
  ].every((each) => each === undefined);

function offered({ collection }: Story): string {
  const names = collection.operations.map(({ action }) => action.name);
  return testSource(`every action on ${collection.noun.plural} can be called, and replies once`, [
    ...begin(0),
    `const names = ${literal(names)};`,
    `for (const name of names) {`,
    `  expect(await agent.available(name), name).toBe(true);`,
    `  await agent.call(name, {});`,
    `}`,
    `expect(agent.replies.map(({ actions }) => actions)).toEqual(names.map((name) => [name]));`,
  ]);
}

function refusedByStorage({ add }: Story): string {
  return testSource(`${add.action.name} says so when the storage refuses`, [
    ...begin(0),
    `agent.runtime.setCache = () => Promise.resolve(false);`,
    `const result = await agent.call(${quote(add.action.name)}, first);`,
    `expect(result.success).toBe(false);`,
    `expect(result.text).toBe("That did not work: the agent's storage did not accept the change.");`,
  ]);
}

/** Dates with a time, in a zone and without one. */
function dated(story: Story): string[] {
  const { action, parameters } = story.add;
  const [name] = Object.entries(parameters).find(([, { format }]) => format === "date") ?? [];
  if (name === undefined || !isRepeatable(story)) return [];
  return [
    testSource(`${action.name} takes a time with the ${name}`, [
      ...begin(0),
      `for (const time of ["2099-01-10T09:30", "2099-01-10T09:30:00Z", "2099-01-10T09:30:00+02:00"]) {`,
      `  await add(agent, { ...first, ${key(name)}: time });`,
      `}`,
      `expect(await kept(agent)).toHaveLength(3);`,
    ]),
  ];
}

/** Whether the same values can be added twice. */
const isRepeatable = ({ add, collection }: Story): boolean =>
  add.many === undefined && !collection.ownIds && collection.fields.every(({ unique }) => !unique);

/** What stands for a record: the number of its id, its name in other letters, and nothing that is there. */
function reference(operation: ById, story: Story): string[] {
  const { collection, labels, line, writing } = story;
  const { noun, label, exactLabels } = collection;
  const { name } = operation.action;
  const [{ param } = { param: "" }] = operation.which;
  const other = labels[1]?.toUpperCase();
  const known = (count: number): string =>
    predicted(writing, "listed", {
      counted: `${count} ${count === 1 ? writing.singular : writing.plural}`,
      lines: Array.from({ length: count }, (_, index) => line(index)).join("; "),
    }).replace("\n", " ");
  const missing = `${call(name, { [param]: "nothing like that" })}`;
  return [
    testSource(`${name} takes the number of an id`, [
      ...begin(3),
      `const result = ${call(name, { [param]: "#2" })};`,
      `expect(result.success, result.text).toBe(true);`,
      `expect(result.text).toContain(${quote(labels[1] ?? "")});`,
    ]),
    ...(other === labels[1]
      ? []
      : [
          testSource(
            `${name} ${exactLabels ? "minds" : "does not mind"} capitals in the ${label.name}`,
            [
              ...begin(3),
              `expect((${call(name, { [param]: other })}).success).toBe(${!exactLabels});`,
            ],
          ),
        ]),
    testSource(
      `${name} says which ${noun.plural} there are when there is no such ${noun.singular}`,
      [
        ...begin(0),
        `expect((${missing}).text).toContain(${quote(predicted(writing, "none"))});`,
        `await add(agent, first);`,
        `expect((${missing}).text).toContain(${quote(known(1))});`,
        `await add(agent, second);`,
        `expect((${missing}).text).toContain(${quote(known(2))});`,
      ],
    ),
  ];
}

/** The words of a list, and values of its filters that fit everything or nothing. */
function listed({ action, listing, parameters }: Of<"list">, story: Story): string[] {
  const { collection, line, records, writing } = story;
  const counted = (count: number): string =>
    predicted(writing, "listed", {
      counted: `${count} ${count === 1 ? writing.singular : writing.plural}`,
      lines: Array.from({ length: count }, (_, index) => `- ${line(index)}`).join("\n"),
    });
  const choices = listing.filters.filter(({ test }) => test === "choice");
  return [
    testSource(`${action.name} shows each ${collection.noun.singular} in a line of its own`, [
      ...begin(1),
      `expect((${call(action.name, {})}).text).toBe(${quote(counted(1))});`,
      `for (const each of [second, third]) await add(agent, each);`,
      `expect((${call(action.name, {})}).text).toBe(${quote(counted(3))});`,
    ]),
    ...choices.flatMap((filter) => {
      const values = (parameters[filter.param]?.enum ?? []).map(String);
      const found = (value: string): number =>
        records.filter((record) => passes(filter, record, value)).length;
      const all = values.find((value) => filter.everything?.includes(value));
      const none = values.find((value) => found(value) === 0);
      return [
        ...(all === undefined
          ? []
          : [
              testSource(`${action.name} shows everything when ${filter.param} is ${all}`, [
                ...begin(3),
                `expect(${call(action.name, { [filter.param]: all })}).toMatchObject({ success: true, data: { count: 3 } });`,
              ]),
            ]),
        ...(none === undefined
          ? []
          : [
              testSource(`${action.name} says when no ${filter.param} fits`, [
                ...begin(3),
                `const result = ${call(action.name, { [filter.param]: none })};`,
                `expect(result).toMatchObject({ success: true, text: ${quote(predicted(writing, "noFit", { count: "3" }))}, data: { count: 0 } });`,
              ]),
            ]),
      ];
    }),
  ];
}

/** The words of a provider that lists records, and where its list ends. */
export function providerEdges(context: Context, story: Story): string[] {
  const { collection, labels, line, writing } = story;
  const { provider, listing, lists, perStatus, sums } = context;
  const isPlain = lists && sums.length === 0 && perStatus.length === 0 && !listing.order;
  if (!isPlain || shownAtFirst(listing, story).length < 3 || listing.limit !== MOST_SHOWN)
    return [];
  const { options, plural, singular } = writing;
  const state = options.language?.startsWith("en") === false ? undefined : stateWord(context);
  const head = (count: number): string =>
    `${count} ${state === undefined ? "" : `${state} `}${count === 1 ? singular : plural}:`;
  const shown = (count: number): string =>
    [
      head(count),
      ...labels.slice(0, count).map((label, index) => `- ${context.labels ? label : line(index)}`),
    ].join("\n");
  const text = `(await agent.provide(${quote(provider.name)})).text`;
  return [
    testSource(`${provider.name} shows each ${collection.noun.singular} in a line of its own`, [
      ...begin(1),
      `expect(${text}).toBe(${quote(shown(1))});`,
      `for (const each of [second, third]) await add(agent, each);`,
      `expect(${text}).toBe(${quote(shown(3))});`,
    ]),
    ...(isRepeatable(story)
      ? [
          testSource(
            `${provider.name} shows no more than ${MOST_SHOWN} ${collection.noun.plural}`,
            [
              ...begin(0),
              `for (let count = 0; count < ${MOST_SHOWN + 2}; count += 1) await add(agent, first);`,
              `const lines = (${text} ?? "").split("\\n");`,
              `expect(lines).toHaveLength(${MOST_SHOWN + 2});`,
              `expect(lines.at(-1)).toBe(${quote(predicted(writing, "more", { count: "2" }))});`,
            ],
          ),
        ]
      : []),
  ];
}
