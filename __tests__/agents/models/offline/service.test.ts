import { describe, expect, test } from "vitest";
import type { StartedPlugin } from "../../../../agents/template/src/__tests__/support.ts";
import { assembled, builtPlugin } from "../../../support/built-plugin.ts";

type Methods = Record<string, (...values: unknown[]) => Promise<unknown>>;

const plugin = (service: object, parts: object = {}) => ({
  name: "@elizaos/plugin-services",
  description: "Services",
  services: [service],
  ...parts,
});

const methodsOf = (agent: StartedPlugin, type: string) =>
  agent.service(type) as unknown as Record<string, Methods[string]>;

function method(agent: StartedPlugin, type: string, name: string): Methods[string] {
  const service = methodsOf(agent, type);
  const found = service[name];
  if (!found) throw new Error(`The service ${type} has no method ${name}.`);
  return found.bind(service);
}

test("a store of values keeps them over a restart", async () => {
  const start = await builtPlugin(
    plugin({
      name: "CacheService",
      description: "Keeps values",
      methods: ["get", "set", "has", "delete", "keys", "clear"],
    }),
  );
  const storage = new Map<string, unknown>();
  const agent = await start({ storage });
  await Promise.all([1, 2, 3].map((each) => method(agent, "cache", "set")(`k${each}`, each)));
  await agent.stop();
  await agent.stop();
  const again = await start({ storage });
  expect(await method(again, "cache", "keys")()).toEqual(["k1", "k2", "k3"]);
  expect(await method(again, "cache", "get")("k2")).toBe(2);
  expect(await method(again, "cache", "delete")("k2")).toBe(true);
  expect(await method(again, "cache", "has")("k2")).toBe(false);
  expect(await method(again, "cache", "get")("constructor")).toBeUndefined();
  await method(again, "cache", "clear")();
  expect(await method(again, "cache", "keys")()).toEqual([]);
});

test("a counter loses nothing when it is used at the same time", async () => {
  const start = await builtPlugin(
    plugin(
      { name: "CounterService", description: "", methods: ["increment", "decrement", "getCount"] },
      { providers: [{ name: "counterState", description: "Current value of the counter" }] },
    ),
  );
  const agent = await start();
  await Promise.all([1, 2, 3, 4].map(() => method(agent, "counter", "increment")()));
  expect(await method(agent, "counter", "decrement")(3)).toBe(1);
  expect(await method(agent, "counter", "getCount")()).toBe(1);
  expect((await agent.provide("counterState")).data).toEqual({ counter: 1 });
});

test("a service that only begins and ends does both as often as it is told", async () => {
  const start = await builtPlugin(
    plugin({ name: "Heartbeat", description: "", methods: ["start", "stop", "isRunning"] }),
  );
  const agent = await start();
  expect(await method(agent, "heartbeat", "isRunning")()).toBe(true);
  await method(agent, "heartbeat", "stop")();
  await method(agent, "heartbeat", "stop")();
  expect(await method(agent, "heartbeat", "isRunning")()).toBe(false);
  await method(agent, "heartbeat", "start")();
  expect(await method(agent, "heartbeat", "isRunning")()).toBe(true);
});

describe("a service on records", () => {
  const TodoService = {
    name: "TodoService",
    description: "Manages todos",
    methods: ["addTodo", "getTodo(id)", "listTodos", "removeTodo"],
  };

  test("works on the same records as the actions", async () => {
    const start = await builtPlugin(
      plugin(TodoService, {
        actions: [
          { name: "addTodo", description: "Add a todo", parameters: { title: "string" } },
          { name: "listTodos", description: "List todos" },
        ],
      }),
    );
    const agent = await start();
    await agent.call("addTodo", { title: "by action" });
    await method(agent, "todo", "addTodo")({ title: "by service" });
    expect((await agent.call("listTodos", {})).data).toMatchObject({
      todos: [{ title: "by action" }, { title: "by service" }],
    });
    expect(await method(agent, "todo", "getTodo")("todo-2")).toMatchObject({
      data: { todo: { title: "by service" } },
    });
    expect(await method(agent, "todo", "removeTodo")("nothing")).toMatchObject({ success: false });
    expect(await method(agent, "todo", "addTodo")({})).toMatchObject({ success: false });
  });

  test("needs no actions", async () => {
    const start = await builtPlugin(plugin(TodoService));
    const agent = await start();
    await method(agent, "todo", "addTodo")("Buy milk");
    expect(await method(agent, "todo", "listTodos")()).toMatchObject({ data: { count: 1 } });
  });
});

describe("no service is made up", () => {
  test.each([
    ["without methods", { description: "Does things", methods: [] }],
    ["for methods that could mean anything", { description: "", methods: ["frobnicate"] }],
    ["for a system outside", { description: "Connects to Discord", methods: ["connect"] }],
    ["for values that expire", { description: "Cache with TTL", methods: ["get", "set"] }],
  ])("%s", (_why, parts) => {
    const { missing } = assembled(plugin({ name: "SomeService", ...parts }));
    expect(missing.map(({ component }) => component)).toEqual(["service SomeService"]);
  });
});
