import { describe, expect, test } from "vitest";
import { broken, changesBetween, nextVersion, weightOf } from "../../shared/changes.ts";
import { readSpecification } from "../../shared/read-specification.ts";
import type { PluginSpecification } from "../../shared/specification.ts";

const base = readSpecification({
  name: "@elizaos/plugin-todo",
  description: "Manages todos",
  version: "1.2.3",
  actions: [
    {
      name: "addTodo",
      description: "Add a todo",
      parameters: {
        title: { type: "string", required: true },
        due: { type: "string", required: false },
        priority: { type: "string", enum: ["low", "high"], required: false },
        count: { type: "integer", minimum: 1, maximum: 10, required: false },
      },
    },
    { name: "listTodos", description: "List todos", parameters: {} },
  ],
  providers: [{ name: "todos", description: "Shows todos", dataStructure: { count: "number" } }],
  services: [{ name: "todoStore", description: "Keeps todos", methods: ["add", "list"] }],
  environmentVariables: [{ name: "TODO_URL", description: "Address", required: false }],
}).specification;

/** The plugin with something changed in it. */
function next(change: (copy: PluginSpecification) => void): PluginSpecification {
  const copy = structuredClone(base);
  change(copy);
  return copy;
}
const parameter = (copy: PluginSpecification, name: string) => {
  const found = copy.actions[0]?.parameters[name];
  if (!found) throw new Error(name);
  return found;
};

const table: [string, string, (copy: PluginSpecification) => void][] = [
  ["major", "an action is gone", (copy) => void copy.actions.pop()],
  ["major", "an action has another name", (copy) => void Object.assign(copy.actions[1] ?? {}, { name: "showTodos" })], // prettier-ignore
  ["major", "a provider is gone", (copy) => void copy.providers.pop()],
  ["major", "a parameter is required now", (copy) => (parameter(copy, "due").required = true)],
  ["major", "a new parameter is required", (copy) => void (copy.actions[0]!.parameters.owner = { type: "string", required: true })], // prettier-ignore
  ["major", "a parameter is gone", (copy) => delete copy.actions[0]!.parameters.due],
  ["major", "a parameter has another type", (copy) => (parameter(copy, "due").type = "number")],
  ["major", "a choice is gone", (copy) => (parameter(copy, "priority").enum = ["low"])],
  ["major", "a bound is tighter", (copy) => (parameter(copy, "count").maximum = 5)],
  ["major", "a method is gone", (copy) => (copy.services[0]!.methods = ["add"])],
  ["major", "a field of data is gone", (copy) => (copy.providers[0]!.dataStructure = {})],
  ["major", "a variable has to be set", (copy) => (copy.environmentVariables[0]!.required = true)],
  ["minor", "an action is new", (copy) => void copy.actions.push({ name: "completeTodo", description: "Complete", parameters: {} })], // prettier-ignore
  ["minor", "a parameter is new", (copy) => void (copy.actions[1]!.parameters.status = { type: "string", required: false })], // prettier-ignore
  ["minor", "a new parameter is required and has a default", (copy) => void (copy.actions[1]!.parameters.status = { type: "string", required: true, default: "all" })], // prettier-ignore
  [
    "minor",
    "a choice is new",
    (copy) => (parameter(copy, "priority").enum = ["low", "high", "mid"]),
  ],
  ["minor", "any whole number is any number", (copy) => (parameter(copy, "count").type = "number")],
  ["minor", "a bound is gone", (copy) => delete parameter(copy, "count").maximum],
  ["minor", "a method is new", (copy) => void copy.services[0]!.methods.push("clear")],
  ["minor", "a variable is new", (copy) => void copy.environmentVariables.push({ name: "TODO_KEY", description: "Key", required: false, sensitive: true })], // prettier-ignore
  ["patch", "words are others", (copy) => (copy.actions[0]!.description = "Add one todo")],
  ["patch", "nothing changes", () => undefined],
];

describe("the version says what a change means for users", () => {
  test.each(table)("%s: %s", (weight, _what, change) => {
    const changes = changesBetween(base, next(change));
    expect(weightOf(changes)).toBe(weight);
    const versions = { major: "2.0.0", minor: "1.3.0", patch: "1.2.4" };
    expect(nextVersion("1.2.3", changes)).toBe(versions[weight as keyof typeof versions]);
  });
});

test("the weightiest change decides, is told first, and names what no old test can rely on", () => {
  const changes = changesBetween(
    base,
    next((copy) => {
      copy.actions.push({ name: "completeTodo", description: "Complete one", parameters: {} });
      parameter(copy, "due").required = true;
    }),
  );
  expect(changes.map(({ text }) => text)).toEqual([
    'The action "addTodo" needs its parameter "due" now.',
    'New action "completeTodo": Complete one',
  ]);
  expect(broken(changes)).toEqual(["addTodo"]);
});
