import { camel } from "../../../../../../shared/names.ts";
import { access, literal, quote } from "../../../code/text.ts";
import type { Operation } from "../model.ts";
import { sampleOf } from "../samples.ts";
import { predicted, type Values } from "./predict.ts";
import { begin, call, idOf, missing, pointers, testSource, type Story } from "./story.ts";

type Of<Kind extends Operation["kind"]> = Extract<Operation, { kind: Kind }>;
/** Operations on one record. */
export type Pointed =
  | Of<"get" | "remove" | "update" | "mark" | "adjust">
  | Of<"get">
  | Of<"remove">
  | Of<"update">
  | Of<"mark">
  | Of<"adjust">;

/** What a call gives beside the record it means. */
export function otherValues(operation: Pointed, story: Story): Values {
  const { collection } = story;
  if (operation.kind === "adjust") return { [operation.param]: 1 };
  if (operation.kind !== "update") return {};
  const changed = ({ param, field }: { param: string; field: string }): [string, unknown] => {
    const own = collection.fields.find(({ name }) => name === field);
    const parameter = operation.parameters[param];
    return [
      param,
      sampleOf(field, { ...own, ...parameter, type: parameter?.type ?? own?.type ?? "string" }, 5),
    ];
  };
  const flat = Object.fromEntries(operation.changes.map(changed));
  if (operation.nested === undefined) return flat;
  const properties = operation.parameters[operation.nested]?.properties ?? {};
  return {
    ...flat,
    [operation.nested]: Object.fromEntries(
      Object.entries(properties).map(([name, field]) => [name, sampleOf(name, field, 5)]),
    ),
  };
}

/** Tests of actions on one record. */
export function pointedTests(operation: Pointed, story: Story): string[] {
  const { collection } = story;
  const others = otherValues(operation, story);
  const effects = {
    get: () => got(operation as Of<"get">, story),
    remove: () => removed(operation as Of<"remove">, story),
    update: () => updated(operation as Of<"update">, story, others),
    mark: () => marked(operation as Of<"mark">, story),
    adjust: () => adjusted(operation as Of<"adjust">, story),
  };
  const { action } = operation;
  const miss = missing(operation);
  const tests = effects[operation.kind]();
  if (miss) {
    tests.push(
      testSource(`${action.name} says so when there is no such ${collection.noun.singular}`, [
        ...begin(2),
        `const before = await kept(agent);`,
        `const result = ${call(action.name, { ...miss.values, ...others })};`,
        `expect(result.success).toBe(false);`,
        `expect(result.text).toContain(${quote(miss.wanted)});`,
        `expect(await kept(agent)).toEqual(before);`,
      ]),
    );
  }
  tests.push(
    testSource(`${action.name} needs to know which ${collection.noun.singular} is meant`, [
      ...begin(1),
      `const result = ${call(action.name, {})};`,
      `expect(result.success).toBe(false);`,
      `expect(result.text).toMatch(/\\w+ \\w+/);`,
    ]),
  );
  return [...tests, ...ambiguous(operation, story, others)];
}

/** Two records of one name: nothing may happen to either by accident. */
function ambiguous(operation: Pointed, story: Story, others: Values): string[] {
  const { collection, add, given, labels } = story;
  const { label, noun, fields } = collection;
  const [which] = operation.which;
  const nameable = operation.which.length === 1 && which?.by === "reference";
  const plain =
    !label.unique &&
    add.many === undefined &&
    label.name in add.parameters &&
    !fields.some(({ unique, always }) => unique && !always);
  if (!nameable || !plain || operation.kind === "get") return [];
  const twin = { ...given[1], [label.name]: labels[0] };
  return [
    testSource(
      `${operation.action.name} asks for the id when two ${noun.plural} have the same ${label.name}`,
      [
        ...begin(1),
        `await add(agent, ${literal(twin)});`,
        `const result = ${call(operation.action.name, { [which.param]: labels[0], ...others })};`,
        `expect(result.success).toBe(false);`,
        `expect(result.text).toContain(${quote(idOf(story, 0))});`,
        `expect(result.text).toContain(${quote(idOf(story, 1))});`,
        `expect(await kept(agent)).toEqual(${literal([labels[0], labels[0]])});`,
      ],
    ),
  ];
}

function got(operation: Of<"get">, story: Story): string[] {
  const { collection, records, line, writing } = story;
  const { noun } = collection;
  return pointers(operation, story, 1).map(({ how, values }) =>
    testSource(`${operation.action.name} shows the ${noun.singular} with ${how}`, [
      ...begin(3),
      `const result = ${call(operation.action.name, values)};`,
      `expect(result).toMatchObject({ success: true, data: { ${camel(noun.singular)}: ${literal(records[1])} } });`,
      `expect(result.text).toBe(${quote(predicted(writing, "shown", { line: line(1) }))});`,
    ]),
  );
}

function removed(operation: Of<"remove">, story: Story): string[] {
  const { collection, labels, line, writing } = story;
  const { noun } = collection;
  return pointers(operation, story, 1).map(({ how, values }) =>
    testSource(`${operation.action.name} removes only the ${noun.singular} with ${how}`, [
      ...begin(3),
      `const result = ${call(operation.action.name, values)};`,
      `expect(result.success, result.text).toBe(true);`,
      `expect(result.text).toBe(${quote(predicted(writing, "removed", { line: line(1) }))});`,
      `expect(await kept(agent)).toEqual(${literal([labels[0], labels[2]].toSorted())});`,
      `expect((${call(operation.action.name, values)}).success).toBe(false);`,
    ]),
  );
}

function updated(operation: Of<"update">, story: Story, others: Values): string[] {
  const { collection, records } = story;
  const { noun, fields } = collection;
  const { action, changes, nested, append, required, set } = operation;
  const nestedValues = (nested === undefined ? {} : others[nested]) as Values;
  const expected: Values = { ...nestedValues, ...set };
  for (const { param, field } of changes) {
    const value = others[param];
    expected[field] = append ? [...[records[1]?.[field] ?? []].flat(), ...[value].flat()] : value;
  }
  const tests = pointers(operation, story, 1).map(({ how, values }) =>
    testSource(`${action.name} changes the ${noun.singular} with ${how}`, [
      ...begin(3),
      `const result = ${call(action.name, { ...values, ...others })};`,
      `expect(result).toMatchObject({ success: true, data: { ${camel(noun.singular)}: ${literal({ ...records[1], ...expected })} } });`,
      `expect(await kept(agent)).toHaveLength(3);`,
    ]),
  );
  const [way] = pointers(operation, story, 1);
  if (way && set === undefined && !changes.some(({ param }) => required.includes(param))) {
    tests.push(
      testSource(`${action.name} says so when there is nothing to change`, [
        ...begin(2),
        `const result = ${call(action.name, { ...way.values, ...(nested !== undefined && { [nested]: {} }) })};`,
        `expect(result.success).toBe(false);`,
        `expect(result.text).toContain(${quote(Object.keys(nestedValues)[0] ?? changes[0]?.param ?? "")});`,
      ]),
    );
  }
  const clash = fields.find(
    ({ name, unique }) =>
      unique && (name in nestedValues || changes.some(({ field }) => field === name)),
  );
  if (way && clash) {
    const value = records[0]?.[clash.name];
    const param = changes.find(({ field }) => field === clash.name)?.param;
    const values =
      param === undefined && nested !== undefined
        ? { [nested]: { [clash.name]: value } }
        : { [param ?? ""]: value };
    tests.push(
      testSource(`${action.name} refuses a ${clash.name} that another ${noun.singular} has`, [
        ...begin(2),
        `const result = ${call(action.name, { ...way.values, ...values })};`,
        `expect(result.success).toBe(false);`,
        `expect(result.text).toContain(${quote(String(value))});`,
      ]),
    );
  }
  return tests;
}

function marked(operation: Of<"mark">, story: Story): string[] {
  const { collection, records, labels, line, writing } = story;
  const { noun, operations } = collection;
  const { action, set, toggles } = operation;
  const before = Object.fromEntries(Object.keys(set).map((name) => [name, records[1]?.[name]]));
  const list = operations.find(
    (each): each is Of<"list"> =>
      each.kind === "list" &&
      each.required.length === 0 &&
      each.listing.when === undefined &&
      Object.entries(set).every(
        ([name, value]) =>
          typeof value === "string" &&
          each.listing.filters.some(
            ({ fields, test }) => test === "choice" && fields[0] === name,
          ) &&
          Object.keys(each.listing.fixed).length === 0,
      ),
  );
  const filter = list?.listing.filters.find(
    ({ fields }) => fields[0] !== undefined && fields[0] in set,
  );
  const [value] = Object.values(set);
  const already = JSON.stringify(before) === JSON.stringify(set);
  return pointers(operation, story, 1).map(({ how, values }) =>
    testSource(`${action.name} changes the state of the ${noun.singular} with ${how}`, [
      ...begin(3),
      `const result = ${call(action.name, values)};`,
      `expect(result).toMatchObject({ success: true, data: { ${camel(noun.singular)}: ${literal({ ...records[1], ...set })} } });`,
      `expect(result.text).toContain(${quote(labels[1] ?? "")});`,
      ...(list && filter && !already && list.parameters[filter.param]?.enum?.includes(String(value))
        ? [
            `const { data = {} } = ${call(list.action.name, { [filter.param]: value })};`,
            `expect(${access("data", camel(noun.plural))}).toEqual([expect.objectContaining(${literal({ [collection.label.name]: labels[1] })})]);`,
          ]
        : []),
      `const again = ${call(action.name, values)};`,
      `expect(again).toMatchObject({ success: true, data: { ${camel(noun.singular)}: ${literal(toggles ? before : set)} } });`,
      ...(toggles
        ? []
        : [
            `expect(again.text).toBe(${quote(predicted(writing, "already", { line: line(1, 2, set) }))});`,
          ]),
    ]),
  );
}

function adjusted(operation: Of<"adjust">, story: Story): string[] {
  const { collection, records } = story;
  const { noun, fields } = collection;
  const { action, field: name, param, sign, parameters } = operation;
  const [way] = pointers(operation, story, 1);
  if (!way) return [];
  const start = Number(records[1]?.[name] ?? 0);
  const own = fields.find((each) => each.name === name);
  const tests = [
    testSource(`${action.name} changes the ${name} of the ${noun.singular}`, [
      ...begin(3),
      `const result = ${call(action.name, { ...way.values, [param]: 1 })};`,
      `expect(result).toMatchObject({ success: true, data: { ${camel(noun.singular)}: ${literal({ [name]: start + sign })} } });`,
      `expect(result.text).toContain(${quote(String(start + sign))});`,
    ]),
  ];
  const signed = parameters[param]?.minimum === undefined;
  if (own?.minimum !== undefined && (sign < 0 || signed)) {
    tests.push(
      testSource(`${action.name} does not let the ${name} fall below ${own.minimum}`, [
        ...begin(3),
        `const result = ${call(action.name, { ...way.values, [param]: sign * (sign < 0 ? -1 : -1) * (start + 1000) })};`,
        `expect(result.success).toBe(false);`,
        `expect(result.text).toContain(${quote(String(start))});`,
      ]),
    );
  }
  return tests;
}
