import { describe, expect, test } from "vitest";
import { readSpecification } from "../../shared/read-specification.ts";
import { PluginSpecification } from "../../shared/specification.ts";
import {
  message,
  pathsWith,
  problems,
  problemsWith,
  read,
  todo,
} from "../support/todo-specification.ts";

describe("a specification", () => {
  test("is brought into its one normal form", () => {
    const { specification, notes } = readSpecification(todo);
    expect(notes).toEqual([]);
    expect(specification).toEqual({
      name: "@elizaos/plugin-todo",
      description: "Manages todo lists",
      version: "1.0.0",
      actions: [
        { name: "addTodo", description: "Add a todo", parameters: { title: { type: "string" } } },
      ],
      providers: [],
      services: [],
      evaluators: [],
      dependencies: {},
      environmentVariables: [],
    });
    expect(PluginSpecification.parse(specification)).toEqual(specification);
  });

  test("in its normal form is read as itself", () => {
    const { specification } = read({
      actions: [
        {
          name: "forms",
          params: {
            "a?": "x | y",
            b: { c: "number[]", type: "string" },
            d: { type: "object", properties: { e: "integer = 5" }, required: ["e"] },
            properties: "object",
            required: "boolean",
            type: "string (the kind)",
          },
        },
      ],
      services: [{ name: "TodoService", methods: ["save(todo)", { name: "load" }] }],
      evaluators: { noticed: { triggers: "done" } },
      providers: ["todos"],
      dependencies: ["pg@^8", "dayjs"],
      environmentVariables: ["API_KEY", { name: "BASE_URL", default: "https://example.com" }],
    });
    expect(readSpecification(specification).specification).toEqual(specification);
    expect(readSpecification(JSON.stringify(specification)).specification).toEqual(specification);
  });

  test("is read from a chat message, repaired if need be, and says so", () => {
    const { specification, notes } = readSpecification(
      `Please build\nconst specification = ${JSON.stringify(todo).replace('"name"', "name")};\nThanks`,
    );
    expect(specification.name).toBe(todo.name);
    expect(notes).toEqual([expect.stringContaining("repaired")]);
  });

  test("is unwrapped", () => {
    expect(readSpecification({ specification: todo }).specification.name).toBe(todo.name);
    expect(readSpecification([todo]).specification.name).toBe(todo.name);
    expect(readSpecification({ kind: "create", payload: todo }).notes).toEqual([
      "Ignored unknown field kind.",
    ]);
  });

  test("may spell its fields in other styles", () => {
    const { specification } = readSpecification({
      Name: "plugin-x",
      DESCRIPTION: "x",
      Actions: ["go"],
      environment_variables: ["A_TOKEN"],
    });
    expect(specification).toMatchObject({
      name: "plugin-x",
      actions: [{ name: "go" }],
      environmentVariables: [{ name: "A_TOKEN" }],
    });
  });

  test("may have unknown fields, each of which is reported", () => {
    const { notes } = read({
      author: "me",
      actions: [{ name: "go", description: "Go", similes: ["walk"] }],
      ["__proto__"]: { name: "x" },
    });
    expect(notes).toContain("Ignored unknown field author.");
    expect(notes).toContain("Ignored unknown field actions.0.similes.");
  });

  test("needs a name, a description and a component, and hears of all three at once", () => {
    expect(problems("{}").map(({ path }) => path)).toEqual(["name", "description", ""]);
    expect(message("{}")).toContain("- name: Invalid plugin name: expected a valid plugin name");
    expect(pathsWith({ description: " \n" })).toEqual(["description"]);
  });

  test("of the wrong kind is refused with path, value and expectation", () => {
    expect(
      problemsWith({ description: 5, version: 2, actions: "x", dependencies: 1 }),
    ).toMatchObject([
      { path: "description", got: "5", expected: "a text" },
      {
        path: "version",
        got: "2",
        expected: expect.stringContaining('did you mean "2.0.0"?') as string,
      },
      { path: "actions", got: '"x"', expected: "a list of actions" },
      { path: "dependencies", got: "1" },
    ]);
    for (const input of [undefined, null, 5, true, [], [1, 2], "", "hello", "[]", () => 0, 5n]) {
      expect(problems(input), String(input)).toHaveLength(1);
    }
  });

  test("of more than 40 components or 64 KiB is refused", () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `act${index}`);
    expect(problemsWith({ actions: many(40) })).toEqual([]);
    expect(problemsWith({ actions: many(21), providers: many(20) })).toMatchObject([
      { got: "41 components" },
    ]);
    expect(problemsWith({ extra: "x".repeat(65_536) })[0]?.expected).toContain("64 KiB");
    expect(problemsWith({ description: "x".repeat(4001) })).toMatchObject([
      { got: "4001 characters" },
    ]);
  });

  test("keeps descriptions on one line and free of invisible characters", () => {
    const { specification } = read({
      description: " Add\n\t things\u0000\u202e, in 日本語 👩‍💻 too ",
    });
    expect(specification.description).toBe("Add things, in 日本語 👩‍💻 too");
  });
});

describe("components", () => {
  test("may be names, names with words, one object, or objects by name", () => {
    const { specification } = read({
      actions: ["addTodo", "listTodos: Lists all todos"],
      providers: { name: "todos", description: "All todos" },
      services: { TodoService: { description: "Keeps todos", methods: ["save"] } },
      evaluators: { noticed: "Notices todos" },
    });
    expect(specification).toMatchObject({
      actions: [
        { name: "addTodo", description: "Add todo." },
        { name: "listTodos", description: "Lists all todos" },
      ],
      providers: [{ name: "todos", description: "All todos" }],
      services: [{ name: "TodoService", description: "Keeps todos", methods: ["save"] }],
      evaluators: [{ name: "noticed", description: "Notices todos", triggers: [] }],
    });
  });

  test("without a description take one from their name, with a note", () => {
    const { specification, notes } = read({ actions: [{ name: "ADD_TODO" }] });
    expect(specification.actions[0]?.description).toBe("Add todo.");
    expect(notes).toEqual([expect.stringContaining("actions.0")]);
  });

  test.each([
    "add todo",
    "../x",
    "a`b",
    "a\nb",
    "a\u0000",
    "1a",
    "",
    "${x}",
    "constructor",
    "x".repeat(65),
    5,
    null,
  ])("may not be called %j", (name) => {
    expect(pathsWith({ actions: [{ name, description: "x" }] })).toEqual(["actions.0.name"]);
  });

  test("whose names differ in case, _ and - only are each refused", () => {
    const actions = ["greet", "greet", "GREET", "say-hello", "SAY_HELLO"].map((name) => ({
      name,
      description: "x",
    }));
    expect(pathsWith({ actions })).toEqual(["actions.1.name", "actions.2.name", "actions.4.name"]);
    expect(message({ ...todo, actions })).toContain("Duplicate name");
    expect(problemsWith({ providers: [{ name: "addTodo", description: "x" }] })).toEqual([]);
  });

  test("may not take the names of ElizaOS's own", () => {
    const named = (name: string) => [{ name, description: "x" }];
    for (const name of ["REPLY", "ignore", "sendMessage", "follow-room", "NONE"]) {
      expect(pathsWith({ actions: named(name) }), name).toEqual(["actions.0.name"]);
    }
    expect(pathsWith({ providers: named("time"), evaluators: named("Reflection") })).toEqual([
      "providers.0.name",
      "evaluators.0.name",
    ]);
    expect(pathsWith({ services: named("TaskService") })).toEqual(["services.0.name"]);
    expect(pathsWith({ providers: named("timeProvider"), services: named("TimeService") })).toEqual(
      [],
    );
  });

  test("may take ordinary words that ElizaOS uses too, with a warning", () => {
    for (const name of ["UPDATE_CONTACT", "updateContact", "none"]) {
      expect(read({ actions: [{ name, description: "x" }] }).notes, name).toHaveLength(1);
    }
    expect(read({ services: [{ name: "email", description: "x" }] }).notes).toHaveLength(1);
  });

  test("keep methods, triggers and data structures", () => {
    const { specification } = read({
      services: [
        {
          name: "Db",
          description: "x",
          methods: ["connect", "async query(sql, values): Rows", { name: "stop" }],
        },
      ],
      evaluators: [{ name: "health", description: "x", triggers: ["*/5 * * * *", "down"] }],
      providers: [
        { name: "now", description: "x", dataStructure: { time: "string", deep: { a: 1 } } },
      ],
    });
    expect(specification.services[0]?.methods).toEqual(["connect", "query", "stop"]);
    expect(specification.evaluators[0]?.triggers).toEqual(["*/5 * * * *", "down"]);
    expect(specification.providers[0]?.dataStructure).toEqual({ time: "string", deep: { a: 1 } });
  });

  test("are refused for methods and triggers no code can have", () => {
    const services = [
      { name: "Db", description: "x", methods: ["a-b", "constructor", "runtime", 5, "a", "a"] },
    ];
    expect(pathsWith({ services })).toEqual(
      [0, 1, 2, 3, 5].map((index) => `services.0.methods.${index}`),
    );
    const evaluators = [{ name: "health", description: "x", triggers: ["", {}, "a\u0000"] }];
    expect(problemsWith({ evaluators })).toHaveLength(3);
  });
});
