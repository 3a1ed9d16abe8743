import { camel } from "../../../../../../shared/names.ts";
import type { Field } from "../../../code/schema.ts";
import { literal, quote } from "../../../code/text.ts";
import { without } from "../../../code/without.ts";
import { addedRecord, addingValues, predicted, type Values } from "./predict.ts";
import { begin, call, idOf, testSource, type Story } from "./story.ts";

/** Tests of the way in: what is kept, what is refused, what survives. */
export function addingTests(story: Story): string[] {
  return [
    kept(story),
    ...refused(story),
    ...unique(story),
    restarted(story),
    parallel(story),
    ...ofEarlier(story),
    ...chat(story),
    ...scripts(story),
  ];
}

function kept(story: Story): string {
  const { add, collection, records, writing, line } = story;
  const { noun } = collection;
  const [record = {}] = records;
  const data =
    add.many === undefined
      ? { [camel(noun.singular)]: record, id: idOf(story, 0) }
      : { [camel(noun.plural)]: [record], count: 1 };
  const text =
    add.many === undefined
      ? `expect(result.text).toBe(${quote(predicted(writing, "added", { line: line(0) }))});`
      : `expect(result.text).toContain(${quote(line(0))});`;
  return testSource(`${add.action.name} keeps the ${noun.singular} and answers with it`, [
    ...begin(0),
    `const result = await agent.call(${quote(add.action.name)}, first);`,
    `expect(result).toMatchObject({ success: true, data: ${literal(data)} });`,
    text,
    `expect(agent.replies.map(({ text }) => text)).toEqual([result.text]);`,
    `expect(await kept(agent)).toEqual(${literal([story.labels[0]])});`,
  ]);
}

/** Values a parameter must not have, each with the reason. */
function badValues(
  name: string,
  field: Field,
  required: boolean,
  maximumLength?: number,
): [string, unknown][] {
  const bad: [string, unknown][] = [];
  const what = `"${name}"`;
  if (field.enum) bad.push([`an unknown ${what}`, "nothing like that"]);
  else if (field.type === "string") {
    if (field.format) bad.push([`${what} in the wrong form`, "nothing like that"]);
    else if (required) bad.push([`an empty ${what}`, "   "]);
    const most = Math.min(field.maximumLength ?? Infinity, maximumLength ?? Infinity);
    if (Number.isFinite(most) && !field.format)
      bad.push([`a ${what} that is too long`, "x".repeat(most + 1)]);
    if (field.minimumLength !== undefined && field.minimumLength > 1)
      bad.push([`a ${what} that is too short`, "x"]);
  } else if (field.type === "number" || field.type === "integer") {
    bad.push([`words for ${what}`, "several"]);
    if (field.type === "integer") bad.push([`half a ${what}`, (field.minimum ?? 1) + 0.5]);
    if (field.minimum !== undefined)
      bad.push([`too small a ${what}`, field.exclusive ? field.minimum : field.minimum - 1]);
    if (field.maximum !== undefined) bad.push([`too large a ${what}`, field.maximum + 1]);
  } else if (field.type === "boolean") bad.push([`words for ${what}`, "perhaps"]);
  else bad.push([`a number for ${what}`, 7]);
  return bad;
}

function refused({ add, given, writing }: Story): string[] {
  const { parameters, required, action } = add;
  const [first = {}] = given;
  const rows = Object.entries(parameters).flatMap(([name, field]): [string, string, Values][] => {
    const needed = required.includes(name);
    const bad = badValues(name, field, needed, writing.options.maximumLength);
    return [
      ...(needed
        ? [[`a call without "${name}"`, name, without(first, name)] as [string, string, Values]]
        : []),
      ...bad.map(([reason, value]): [string, string, Values] => [
        reason,
        name,
        { ...first, [name]: value },
      ]),
    ];
  });
  if (rows.length === 0) return [];
  return [
    `test.each([\n${rows.map((row) => `  ${literal(row)},`).join("\n")}\n] as [string, string, Record<string, unknown>][])(
  ${quote(`${action.name} refuses %s`)},
  async (_reason, name, values) => {
    const agent = await startPlugin(plugin);
    const result = await agent.call(${quote(action.name)}, values);
    expect(result.success).toBe(false);
    expect(result.text).toContain(name);
    expect(agent.replies).toHaveLength(1);
    expect(await kept(agent)).toEqual([]);
  },
);`,
  ];
}

function unique({ add, collection, given, writing, labels, line }: Story): string[] {
  if (add.many !== undefined) return [];
  const { noun, fields, label } = collection;
  const [first = {}, second = {}] = given;
  return fields
    .filter((field) => field.unique && field.name in add.parameters)
    .map(({ name }) => {
      const again = { ...second, [name]: first[name] };
      if (add.replaces) {
        return testSource(
          `${add.action.name} replaces the ${noun.singular} with the same ${name}`,
          [
            ...begin(1),
            `const result = ${call(add.action.name, again)};`,
            `expect(result).toMatchObject({ success: true, data: { ${camel(noun.singular)}: ${literal(again)} } });`,
            `expect(await kept(agent)).toHaveLength(1);`,
          ],
        );
      }
      const text = predicted(writing, "taken", {
        field: name,
        value: String(first[name]),
        line: line(0),
      });
      return testSource(
        `${add.action.name} refuses a second ${noun.singular} with the same ${name}`,
        [
          ...begin(1),
          `const result = ${call(add.action.name, again)};`,
          `expect(result.success).toBe(false);`,
          /[A-Z_-]/.test(name) || label.name === ""
            ? `expect(result.text).toContain(${quote(String(first[name]))});`
            : `expect(result.text).toBe(${quote(text)});`,
          `expect(await kept(agent)).toEqual(${literal([labels[0]])});`,
        ],
      );
    });
}

function restarted({ collection, labels }: Story): string {
  const { noun } = collection;
  return testSource(`${noun.plural} survive a restart and no id is used twice`, [
    `const storage = new Map<string, unknown>();`,
    `const agent = await startPlugin(plugin, { storage });`,
    `const before = [await add(agent, first), await add(agent, second)];`,
    `await agent.stop();`,
    `const again = await startPlugin(plugin, { storage });`,
    `expect(await kept(again)).toEqual(${literal([labels[0], labels[1]].toSorted())});`,
    `expect(before).not.toContain(await add(again, third));`,
  ]);
}

/** What a version without a status has kept is shown, and counts, as what is new. */
function ofEarlier({ collection, records }: Story): string[] {
  const { noun, operations, quiet, storageKey, statusField } = collection;
  const list = operations.find(({ kind, required }) => kind === "list" && required.length === 0);
  const [record = {}] = records;
  if (!quiet || !list) return [];
  const kept = {
    id: "old-1",
    createdAt: "2020-01-01T00:00:00.000Z",
    ...without(record, statusField),
  };
  return [
    testSource(`${noun.plural} of a version without a ${statusField} are shown as new ones`, [
      ...begin(0),
      `await agent.runtime.setCache(${quote(storageKey)}, ${literal({ lastNumber: 1, items: [kept] })});`,
      `const result = ${call(list.action.name, {})};`,
      `expect(result).toMatchObject({ success: true, data: { ${camel(noun.plural)}: [${literal(record)}] } });`,
      `await add(agent, second);`,
      `const contents = await agent.runtime.getCache(${quote(storageKey)});`,
      `expect(contents).toMatchObject({ items: [${literal(record)}, {}] });`,
    ]),
  ];
}

function parallel({ add, collection }: Story): string {
  const { noun } = collection;
  const many = Array.from({ length: 10 }, (_each, index) => addingValues(add, collection, index));
  const names = new Set(
    many.map((values) => String(addedRecord(add, collection, values)[collection.label.name])),
  );
  return testSource(`${noun.plural} added at the same time are all kept`, [
    ...begin(0),
    `const all = [\n${many.map((values) => `  ${literal(values)},`).join("\n")}\n];`,
    `const ids = await Promise.all(all.map((each) => add(agent, each)));`,
    `expect(new Set(ids).size).toBe(10);`,
    `expect(new Set(await kept(agent)).size).toBe(${names.size});`,
  ]);
}

/** People also type `name: value` pairs instead of giving parameters. */
function chat({ add, collection, given, labels }: Story): string[] {
  const { parameters, required, action } = add;
  const simple =
    required.length > 0 &&
    required.every(
      (name) =>
        /^(string|number|integer)$/.test(parameters[name]?.type ?? "") && /^\w+$/.test(name),
    );
  const [first = {}] = given;
  if (!simple || !required.includes(collection.label.name)) return [];
  const pairs = required.map((name) => `${name}: ${String(first[name])}`).join(", ");
  return [
    testSource(`${action.name} understands what a person typed`, [
      ...begin(0),
      `const result = ${call(action.name, quote(`Please: ${pairs}`))};`,
      `expect(result.success, result.text).toBe(true);`,
      `expect(await kept(agent)).toEqual(${literal([labels[0]])});`,
    ]),
  ];
}

/** Names keep every character, whatever the language. */
function scripts({ add, collection, writing, given }: Story): string[] {
  const { label } = collection;
  const most = Math.min(label.maximumLength ?? Infinity, writing.options.maximumLength ?? Infinity);
  const param = add.many ?? label.name;
  if (
    label.type !== "string" ||
    label.format ||
    label.enum ||
    most < 30 ||
    !(param in add.parameters)
  )
    return [];
  const name = "牛奶 «Äpfel» für l’été 🥛 'x'";
  const values = { ...given[0], [param]: add.many === undefined ? name : [name] };
  return [
    testSource(`a ${collection.noun.singular} keeps its name in any script`, [
      ...begin(0),
      `await add(agent, ${literal(values)});`,
      `expect(await kept(agent)).toEqual([${quote(name)}]);`,
    ]),
  ];
}
