import { describe, expect, test } from "vitest";
import { assembled, builtPlugin } from "../../../support/built-plugin.ts";

const todos = {
  name: "@elizaos/plugin-todo",
  description: "Todos",
  actions: [
    {
      name: "addTodo",
      description: "Add a todo with a title and an optional due date",
      parameters: { title: "string", dueDate: "string" },
    },
    { name: "completeTodo", description: "Complete a todo", parameters: { id: "string" } },
  ],
};

const withProvider = (provider: object) => ({ ...todos, providers: [provider] });

describe("a provider of a collection", () => {
  test("shows only the pending ones by title when that is what it is for", async () => {
    const start = await builtPlugin(
      withProvider({
        name: "pendingTodos",
        description: "Shows the number of pending todos and their titles",
      }),
    );
    const agent = await start();
    expect((await agent.provide("pendingTodos")).text).toBe("There are no pending todos.");
    await agent.call("addTodo", { title: "Buy milk", dueDate: "2030-01-01" });
    await agent.call("addTodo", { title: "Call Ada" });
    await agent.call("completeTodo", { id: "Call Ada" });
    expect(await agent.provide("pendingTodos")).toMatchObject({
      text: "1 pending todo:\n- Buy milk",
      values: { todoCount: 1, todos: "Buy milk" },
      data: { count: 1, todos: [{ title: "Buy milk" }] },
    });
  });

  test("shows the number of all and the latest few when that is what it is for", async () => {
    const start = await builtPlugin(
      withProvider({ name: "TODOS", description: "Number of todos and the two added last" }),
    );
    const agent = await start();
    for (const title of ["one", "two", "three"]) await agent.call("addTodo", { title });
    const { text, values } = await agent.provide("TODOS");
    expect(text).toBe(
      '3 todos. Added last:\n- "three" (todo-3, pending)\n- "two" (todo-2, pending)',
    );
    expect(values).toMatchObject({ todoCount: 3 });
  });

  test("fills the fields of its declared data", async () => {
    const start = await builtPlugin(
      withProvider({
        name: "todoStats",
        description: "How many todos there are",
        dataStructure: { total: "number", completedCount: "number", latest: "object" },
      }),
    );
    const agent = await start();
    for (const title of ["one", "two"]) await agent.call("addTodo", { title });
    await agent.call("completeTodo", { id: "todo-1" });
    const { text, data } = await agent.provide("todoStats");
    expect(text).toBe("2 todos.");
    expect(data).toMatchObject({ total: 2, completedCount: 1, latest: { title: "two" } });
  });

  test("shows several kinds of records when it names several", async () => {
    const start = await builtPlugin({
      ...todos,
      actions: [
        ...todos.actions,
        { name: "addNote", description: "Add a note", parameters: { text: "string" } },
      ],
      providers: [{ name: "dashboard", description: "Number of notes and of pending todos" }],
    });
    const agent = await start();
    await agent.call("addNote", { text: "hello" });
    const { text, values } = await agent.provide("dashboard");
    expect(text).toContain("1 note");
    expect(text).toContain("There are no pending todos.");
    expect(values).toMatchObject({ noteCount: 1, todoCount: 0 });
  });
});

test("a provider about abilities names every action", async () => {
  const start = await builtPlugin(
    withProvider({ name: "todoHelp", description: "Tells what the plugin can do" }),
  );
  const { text } = await (await start()).provide("todoHelp");
  expect(text).toContain("addTodo");
  expect(text).toContain("completeTodo");
});

test("a provider about something that nobody keeps is missing", () => {
  const { missing } = assembled(
    withProvider({ name: "stockPrices", description: "Current stock prices" }),
  );
  expect(missing.map(({ component }) => component)).toEqual(["provider stockPrices"]);
});
