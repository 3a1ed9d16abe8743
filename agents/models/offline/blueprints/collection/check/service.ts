import { camel, kebab } from "../../../../../../shared/names.ts";
import type { SourceFile } from "../../../blueprint.ts";
import { serviceType } from "../../../code/context.ts";
import { literal, quote } from "../../../code/text.ts";
import type { Operation, ServicePart } from "../model.ts";
import type { Writing } from "../write/writing.ts";
import { addedRecord, addingValues } from "./predict.ts";

type Of<Kind extends Operation["kind"]> = Extract<Operation, { kind: Kind }>;

/** Tests of a service on records: the way in, each way out, bad input, a restart. */
export function recordServiceTests(
  { service, operations }: ServicePart,
  writing: Writing,
): SourceFile {
  const { collection } = writing;
  const { noun, idPrefix, label, ownIds } = collection;
  const type = quote(serviceType(service.name));
  const add =
    operations.find((each): each is Of<"add"> => each.kind === "add") ??
    collection.operations.find((each): each is Of<"add"> => each.kind === "add");
  const through = operations.some((each) => each.kind === "add");
  const given = [0, 1, 2].map((index) => (add ? addingValues(add, collection, index) : {}));
  const records = given.map((values) => (add ? addedRecord(add, collection, values) : {}));
  const id = (index: number): string =>
    ownIds ? String(given[index]?.id) : `${idPrefix}-${index + 1}`;
  const adds = through
    ? `const add = (agent: StartedPlugin, values: Record<string, unknown>): Promise<ActionResult> => serviceOf(agent).${add?.action.name ?? ""}(values);`
    : `const add = (agent: StartedPlugin, values: Record<string, unknown>): Promise<ActionResult> => agent.call(${quote(add?.action.name ?? "")}, values);`;
  const own = camel(noun.singular);
  const test = (title: string, lines: string[]): string =>
    `test(${quote(`${service.name} ${title}`)}, async () => {\n${lines.map((line) => `  ${line}`).join("\n")}\n});`;
  const begin = (count: number): string[] => [
    "const agent = await startPlugin(plugin);",
    ...given
      .slice(0, count)
      .map(
        (values) =>
          `expect(await add(agent, ${literal(values)})).toMatchObject({ success: true });`,
      ),
    "const service = serviceOf(agent);",
  ];
  const one = (operation: Operation): string | undefined =>
    "which" in operation && operation.which.length > 0 ? operation.which[0]?.param : undefined;
  const pointer = (operation: Operation, index: number): string => {
    const [which] = "which" in operation ? operation.which : [];
    const value =
      which && typeof which.by === "object"
        ? [records[index]?.[which.by.name]].flat()[0]
        : id(index);
    return literal({ [one(operation) ?? "id"]: value });
  };
  const tests = operations.flatMap((operation): string[] => {
    const { name } = operation.action;
    switch (operation.kind) {
      case "add":
        return [
          test(`keeps a ${noun.singular} by ${name}`, [
            ...begin(0),
            `expect(await service.${name}(${literal(given[0])})).toMatchObject({ success: true, data: { ${operation.many === undefined ? `${own}: ${literal(records[0])}` : "count: 1"} } });`,
            ...(operation.required.length > 0
              ? [`expect((await service.${name}({})).success).toBe(false);`]
              : []),
          ]),
        ];
      case "get":
      case "remove":
      case "mark":
        return [
          test(`does ${name} with one ${noun.singular} and says when there is none`, [
            ...begin(2),
            `const result = await service.${name}(${pointer(operation, 1)});`,
            `expect(result).toMatchObject({ success: true, data: { ${own}: ${literal({ [label.name]: records[1]?.[label.name] })} } });`,
            ...(operation.kind === "remove"
              ? [`expect((await service.${name}(${pointer(operation, 1)})).success).toBe(false);`]
              : []),
            `expect((await service.${name}(${literal({ [one(operation) ?? "id"]: "nothing like that" })})).success).toBe(false);`,
            `expect((await service.${name}()).success).toBe(false);`,
          ]),
        ];
      case "list":
        return operation.required.length > 0
          ? []
          : [
              test(`shows every ${noun.singular} by ${name}, also after a restart`, [
                "const storage = new Map<string, unknown>();",
                "const before = await startPlugin(plugin, { storage });",
                ...given.map((values) => `await add(before, ${literal(values)});`),
                "await before.stop();",
                "const service = serviceOf(await startPlugin(plugin, { storage }));",
                `expect(await service.${name}()).toMatchObject({ success: true, data: { count: ${Math.min(3, operation.listing.limit ?? 3)} } });`,
              ]),
            ];
      case "clear":
        return [
          test(`removes every ${noun.singular} by ${name}`, [
            ...begin(2),
            `expect(await service.${name}()).toMatchObject({ success: true, data: { removed: 2, count: 0 } });`,
          ]),
        ];
      case "count":
        return [
          test(`counts by ${name}`, [
            ...begin(3),
            `expect(await service.${name}()).toMatchObject({ data: { count: 3 } });`,
          ]),
        ];
      case "find": {
        const text = String(records[1]?.[label.name]).slice(0, 5).toLowerCase();
        return [
          test(`finds by ${name}`, [
            ...begin(3),
            `expect(await service.${name}(${quote(text)})).toMatchObject({ success: true, data: { count: 1 } });`,
            `expect(await service.${name}("nothing like that")).toMatchObject({ data: { count: 0 } });`,
          ]),
        ];
      }
      case "random":
      case "update":
      case "adjust":
        return [
          test(`answers ${name} with a sentence when nothing fits`, [
            ...begin(0),
            `const result = await service.${name}(${literal({ [one(operation) ?? "id"]: "nothing like that" })});`,
            "expect(result.success).toBe(false);",
            "expect(result.text).toMatch(/\\w+ \\w+/);",
          ]),
        ];
      default:
        return operation satisfies never;
    }
  });
  const needsAdd = tests.some((each) => each.includes("add("));
  return {
    path: `src/__tests__/${kebab(service.name)}.test.ts`,
    content: `import type { ActionResult } from "@elizaos/core";
import { expect, test } from "vitest";
import plugin from "../index.js";
import { startPlugin, type StartedPlugin } from "./support.js";

type Method = (values?: Record<string, unknown> | string) => Promise<ActionResult>;

interface Methods {
${operations.map(({ action }) => `  ${action.name}: Method;`).join("\n")}
}

const serviceOf = (agent: StartedPlugin): Methods => agent.service(${type}) as unknown as Methods;
${needsAdd ? `\n${adds}\n` : ""}
test(${quote(`${service.name} says what it can and stops as often as it is told`)}, async () => {
  const service = (await startPlugin(plugin)).service(${type});
  expect(service.capabilityDescription.length).toBeGreaterThan(0);
  await service.stop();
  await expect(service.stop()).resolves.toBeUndefined();
});

${tests.join("\n\n")}
`,
  };
}
