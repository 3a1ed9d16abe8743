import { describe, expect, test } from "vitest";
import { message, pathsWith, problemsWith, read, todo } from "../support/todo-specification.ts";

describe("the plugin's name", () => {
  test.each(["plugin-todo", "@elizaos/plugin-todo", "@acme/plugin-todo-list2", "plugin-3d"])(
    "may be %s",
    (name) => expect(read({ name }).specification.name).toBe(name),
  );

  test.each([
    "../../../etc/passwd",
    "@elizaos/../../x",
    "@elizaos/plugin-a/../../b",
    "..%2f..%2fx",
    "C:\\x",
    ".",
    "..",
    "",
    "plugin-\u0000x",
    "plugin-\nx",
    "plugin-x\n",
    "-rf",
    `@elizaos/plugin-${"a".repeat(250)}`,
    `plugin-${"a".repeat(94)}`,
    "node_modules",
    "@elizaos/plugin-$(touch OWNED2)",
    "plugin-",
    "plugin--x",
    "Plugin-x",
    "plugin-ünï",
    "@/plugin-x",
    "@elizaos/plugin-sql",
    5,
    null,
    { a: 1 },
  ])("may not be %j", (name) => {
    expect(problemsWith({ name })).toMatchObject([{ path: "name", title: "Invalid plugin name" }]);
    expect(message({ ...todo, name })).toContain("Invalid plugin name");
  });

  test.each([
    ["todo", "plugin-todo"],
    ["TodoList", "plugin-todo-list"],
    ["@acme/todo", "@acme/plugin-todo"],
    ["@elizaos/Plugin_Todo", "@elizaos/plugin-todo"],
    ["todo plugin", "plugin-todo"],
  ])("%s leads to a proposal", (name, near) => {
    expect(problemsWith({ name })[0]?.expected).toContain(`did you mean "${near}"?`);
  });
});

describe("version and dependencies", () => {
  test("take semantic versions and ranges", () => {
    expect(read({ version: "2.0.0-beta.1" }).specification.version).toBe("2.0.0-beta.1");
    expect(read({ version: "v1.2.3" }).specification.version).toBe("1.2.3");
    expect(
      read({ dependencies: { pg: "^8.0.0", "@a/b": "1.x || >=3 <4" } }).specification.dependencies,
    ).toEqual({ pg: "^8.0.0", "@a/b": "1.x || >=3 <4" });
  });

  test("are each named when they are invalid", () => {
    const fields = {
      version: "v1.beta",
      dependencies: { dayjs: "not a version", "left pad": "^1.0.0" },
    };
    const text = message({ ...todo, ...fields });
    for (const each of ["v1.beta", "not a version", "left pad"]) expect(text).toContain(each);
  });

  test.each([
    "git+https://127.0.0.1:9/evil.git",
    "git@github.com:a/b.git",
    "github:a/b",
    "a/b",
    "http://example.com/a.tgz",
    "https://example.com/a.tgz",
    "file:../../../../etc",
    "link:../x",
    "workspace:*",
    "npm:other@^1.0.0",
    "../x",
    "next",
    8,
    null,
  ])("never come from %j", (range) => {
    expect(pathsWith({ dependencies: { evil: range } })).toEqual(["dependencies.evil"]);
  });

  test("take any version only with a note", () => {
    const { specification, notes } = read({ dependencies: { express: "*", dayjs: "latest" } });
    expect(specification.dependencies).toEqual({ express: "*", dayjs: "*" });
    expect(notes).toHaveLength(2);
  });

  test("leave out what the host or Node brings", () => {
    const dependencies = { "@elizaos/core": "^0.1.0", zod: "git+x", fs: "*", "node:path": "1" };
    const { specification, notes } = read({ dependencies });
    expect(specification.dependencies).toEqual({});
    expect(notes).toHaveLength(4);
  });

  test("may be a list", () => {
    expect(
      read({ dependencies: ["pg@^8", "@a/b@1.2.3", "dayjs"] }).specification.dependencies,
    ).toEqual({
      pg: "^8",
      "@a/b": "1.2.3",
      dayjs: "*",
    });
    expect(problemsWith({ dependencies: ["pg@^8", "pg@^9", 5, "a@file:x"] })).toHaveLength(3);
  });
});

describe("environment variables", () => {
  const variables = (environmentVariables: unknown) =>
    read({ environmentVariables }).specification.environmentVariables;

  test("may be definitions, names, or descriptions by name", () => {
    expect(
      variables([{ name: "API_URL", description: "Where", required: false }, "API_KEY"]),
    ).toEqual([
      { name: "API_URL", description: "Where", required: false, sensitive: false },
      { name: "API_KEY", description: "Api key.", required: true, sensitive: true },
    ]);
    expect(variables({ DATABASE_URL: "Connection", PORT: { default: 80 } })).toEqual([
      { name: "DATABASE_URL", description: "Connection", required: true, sensitive: true },
      { name: "PORT", description: "Port.", required: false, sensitive: false, default: "80" },
    ]);
  });

  test.each([
    ["OPENAI_API_KEY", true],
    ["GITHUB_TOKEN", true],
    ["DB_PASSWORD", true],
    ["CLIENT_SECRET", true],
    ["REDIS_URL", true],
    ["MONGODB_URI", true],
    ["BASE_URL", false],
    ["MAX_TOKENS", false],
    ["KEYBOARD_LAYOUT", false],
    ["PUBLIC_KEY", false],
    ["DATABASE_POOL_SIZE", false],
  ])("called %s are sensitive: %s", (name, sensitive) => {
    expect(variables([name])[0]?.sensitive).toBe(sensitive);
    expect(variables([{ name, sensitive: !sensitive }])[0]?.sensitive).toBe(!sensitive);
  });

  test("have names of capitals and each only once", () => {
    expect(problemsWith({ environmentVariables: ["apiKey"] })[0]?.expected).toContain("API_KEY");
    expect(pathsWith({ environmentVariables: ["A", "A"] })).toEqual(["environmentVariables"]);
    expect(
      problemsWith({ environmentVariables: [5, {}, { name: "A", required: "maybe" }] }),
    ).toHaveLength(3);
  });

  test("that are sensitive have no value, only placeholders", () => {
    for (const key of ["value", "default"]) {
      const environmentVariables = [{ name: "API_KEY", [key]: "hunter2hunter2" }];
      expect(pathsWith({ environmentVariables })).toEqual([`environmentVariables.0.${key}`]);
      expect(message({ ...todo, environmentVariables })).not.toContain("hunter2");
    }
    expect(variables([{ name: "API_KEY", default: "your_api_key_here" }])[0]).not.toHaveProperty(
      "default",
    );
  });
});
