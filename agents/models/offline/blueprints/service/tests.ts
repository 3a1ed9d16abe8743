import { kebab } from "../../../../../shared/names.ts";
import type { SourceFile } from "../../blueprint.ts";
import { serviceType } from "../../code/context.ts";
import { quote } from "../../code/text.ts";
import type { Meaning, Understood } from "./methods.ts";

/** The behaviour tests of a service; each knows only names and what they promise. */
export function serviceTests(understood: Understood): SourceFile {
  const { service, methods, kind } = understood;
  const type = quote(serviceType(service.name));
  const named = (meaning: Meaning): string | undefined =>
    methods.find((each) => each.meaning === meaning)?.name;
  const at = (meaning: Meaning): string => `service.${named(meaning) ?? ""}`;
  const can = (...meanings: Meaning[]): boolean =>
    meanings.every((each) => named(each) !== undefined);
  const all = methods.map(({ name }) => `  ${name}(...values: unknown[]): Promise<unknown>;`);
  const story = (title: string, lines: string[]): string =>
    `test(${quote(`${service.name} ${title}`)}, async () => {\n${lines.map((line) => `  ${line}`).join("\n")}\n});`;
  const begin = ["const agent = await startPlugin(plugin);", "const service = serviceOf(agent);"];
  const tests = [
    story("starts with the plugin, says what it can and stops twice", [
      "const agent = await startPlugin(plugin);",
      `const service = agent.service(${type});`,
      "expect(service.capabilityDescription.length).toBeGreaterThan(0);",
      "await service.stop();",
      "await expect(service.stop()).resolves.toBeUndefined();",
    ]),
    ...(can("connect", "disconnect")
      ? [
          story("begins and ends as often as it is told", [
            ...begin,
            ...(["connect", "connect", "disconnect", "disconnect", "connect"] as const).map(
              (each) => `await ${at(each)}();`,
            ),
            ...(can("isRunning") ? [`expect(await ${at("isRunning")}()).toBe(true);`] : []),
            ...(can("status")
              ? [`expect(await ${at("status")}()).toMatchObject({ running: true });`]
              : []),
            `await ${at("disconnect")}();`,
            ...(can("isRunning") ? [`expect(await ${at("isRunning")}()).toBe(false);`] : []),
            ...(can("status")
              ? [`expect(await ${at("status")}()).toMatchObject({ running: false });`]
              : []),
            `await expect(agent.stop()).resolves.toBeUndefined();`,
          ]),
        ]
      : []),
    ...(kind === "keyValue"
      ? [
          story("keeps values over a restart", [
            "const storage = new Map<string, unknown>();",
            "const agent = await startPlugin(plugin, { storage });",
            `await serviceOf(agent).${named("set") ?? ""}("city", { name: "Wien", "人": 2 });`,
            "await agent.stop();",
            "const service = serviceOf(await startPlugin(plugin, { storage }));",
            `expect(await ${at("get")}("city")).toEqual({ name: "Wien", "人": 2 });`,
            `expect(await ${at("get")}("toString")).toBeUndefined();`,
            ...(can("has")
              ? [
                  `expect(await ${at("has")}("city")).toBe(true);`,
                  `expect(await ${at("has")}("town")).toBe(false);`,
                ]
              : []),
            ...(can("keys") ? [`expect(await ${at("keys")}()).toEqual(["city"]);`] : []),
            ...(can("entries")
              ? [`expect(await ${at("entries")}()).toEqual({ city: { name: "Wien", "人": 2 } });`]
              : []),
            ...(can("delete")
              ? [
                  `expect(await ${at("delete")}("town")).toBe(false);`,
                  `expect(await ${at("delete")}("city")).toBe(true);`,
                  `expect(await ${at("get")}("city")).toBeUndefined();`,
                ]
              : []),
          ]),
          story("loses nothing when much is set at the same time", [
            ...begin,
            `await Promise.all([1, 2, 3, 4, 5].map((each) => ${at("set")}(\`key \${each}\`, each)));`,
            `expect(await Promise.all([1, 5].map((each) => ${at("get")}(\`key \${each}\`)))).toEqual([1, 5]);`,
            ...(can("size") ? [`expect(await ${at("size")}()).toBe(5);`] : []),
            ...(can("clear")
              ? [`await ${at("clear")}();`, `expect(await ${at("get")}("key 1")).toBeUndefined();`]
              : []),
          ]),
          story("refuses an empty key", [
            ...begin,
            `await expect((async () => ${at("set")}(" ", 1))()).rejects.toThrow(/key/);`,
          ]),
        ]
      : []),
    ...(kind === "counter"
      ? [
          story("counts exactly, also at the same time and over a restart", [
            "const storage = new Map<string, unknown>();",
            "const agent = await startPlugin(plugin, { storage });",
            "const before = serviceOf(agent);",
            ...(can("increment")
              ? [
                  `await Promise.all([1, 2, 3].map(() => before.${named("increment") ?? ""}()));`,
                  `expect(await before.${named("increment") ?? ""}(4)).toBe(7);`,
                ]
              : []),
            ...(can("decrement")
              ? [
                  `expect(await before.${named("decrement") ?? ""}(2)).toBe(${can("increment") ? 5 : -2});`,
                ]
              : []),
            "await agent.stop();",
            "const service = serviceOf(await startPlugin(plugin, { storage }));",
            ...(can("value")
              ? [
                  `expect(await ${at("value")}()).toBe(${can("increment") ? (can("decrement") ? 5 : 7) : -2});`,
                ]
              : []),
            ...(can("reset") ? [`expect(await ${at("reset")}()).toBe(0);`] : []),
            `await expect((async () => ${at(can("increment") ? "increment" : "decrement")}("much"))()).rejects.toThrow(/number/);`,
          ]),
        ]
      : []),
    ...(kind === "queue"
      ? [
          story("hands out what waits longest, also after a restart", [
            "const storage = new Map<string, unknown>();",
            "const agent = await startPlugin(plugin, { storage });",
            `await serviceOf(agent).${named("enqueue") ?? ""}("first");`,
            `expect(await serviceOf(agent).${named("enqueue") ?? ""}({ second: true })).toBe(2);`,
            "await agent.stop();",
            "const service = serviceOf(await startPlugin(plugin, { storage }));",
            ...(can("size") ? [`expect(await ${at("size")}()).toBe(2);`] : []),
            ...(can("peek") ? [`expect(await ${at("peek")}()).toBe("first");`] : []),
            `expect(await ${at("dequeue")}()).toBe("first");`,
            `expect(await ${at("dequeue")}()).toEqual({ second: true });`,
            `expect(await ${at("dequeue")}()).toBeUndefined();`,
          ]),
        ]
      : []),
  ];
  const uses = tests.some((each) => each.includes("serviceOf("));
  return {
    path: `src/__tests__/${kebab(service.name)}.test.ts`,
    content: `import { expect, test } from "vitest";
import plugin from "../index.js";
import { startPlugin${uses ? ", type StartedPlugin" : ""} } from "./support.js";
${
  uses
    ? `
interface Methods {
${all.join("\n")}
}

const serviceOf = (agent: StartedPlugin): Methods => agent.service(${type}) as unknown as Methods;
`
    : ""
}
${tests.join("\n\n")}
`,
  };
}
