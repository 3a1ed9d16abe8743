import { describe, expect, test } from "vitest";
import { changePlan } from "../../../../agents/models/offline/change-plan.ts";
import { describe as read } from "../../../../agents/models/offline/describe.ts";
import { readSpecification } from "../../../../shared/read-specification.ts";
import type { PluginSpecification } from "../../../../shared/specification.ts";
import { fixture } from "../../../support/cases.ts";

const TODO =
  "I need a plugin that helps manage todo lists with add, remove, and list functionality";

const planOf = (description: string): PluginSpecification => {
  const plan = read(description);
  if (plan.kind !== "specification") throw new Error(`No plan: ${plan.kind}`);
  return plan.specification;
};

/** The plan after these edits, one after the other; or what the planner says of the first that it cannot make. */
function edited(description: string, ...edits: string[]): PluginSpecification | string {
  let before = planOf(description);
  for (const index of edits.keys()) {
    const change = { before, assumptions: [], edits: edits.slice(0, index + 1) };
    const plan = changePlan({ description }, change);
    if (plan.kind !== "specification") return JSON.stringify(plan);
    before = plan.specification;
  }
  return before;
}

const partsOf = (plan: PluginSpecification | string): string[] => {
  if (typeof plan === "string") return [plan];
  const { actions, providers, services, evaluators } = plan;
  return [...actions, ...providers, ...services, ...evaluators].map(({ name }) => name);
};

describe("an edit in plain words", () => {
  test.each([
    ["also add a complete action", ["addTodo", "removeTodo", "listTodos", "completeTodo", "pendingTodos"]], // prettier-ignore
    ["It should also complete todos", ["addTodo", "removeTodo", "listTodos", "completeTodo", "pendingTodos"]], // prettier-ignore
    ["add a search action", ["addTodo", "removeTodo", "listTodos", "searchTodos", "todos"]],
    ["add an action that flips a coin", ["addTodo", "removeTodo", "listTodos", "flipCoin", "todos"]], // prettier-ignore
    ["drop the list action", ["addTodo", "removeTodo", "todos"]],
    ["please leave the list action out", ["addTodo", "removeTodo", "todos"]],
    ["remove removeTodo and listTodos", ["addTodo", "todos"]],
    ["drop the remove and list actions", ["addTodo", "todos"]],
    ["without the provider", ["addTodo", "removeTodo", "listTodos"]],
    ["rename removeTodo to deleteTodo", ["addTodo", "deleteTodo", "listTodos", "todos"]],
    ["yes, but rename the add action to createTodo", ["createTodo", "removeTodo", "listTodos", "todos"]], // prettier-ignore
    ["drop the list action and rename addTodo to createTodo", ["createTodo", "removeTodo", "todos"]], // prettier-ignore
    ["Also complete todos. Drop the list action.", ["addTodo", "removeTodo", "completeTodo", "pendingTodos"]], // prettier-ignore
  ])('"%s"', (edit, parts) => {
    expect(partsOf(edited(TODO, edit))).toEqual(parts);
  });

  test.each([
    ["call it plugin-groceries", "@elizaos/plugin-groceries"],
    ["name it groceries", "@elizaos/plugin-groceries"],
    ["rename the plugin to @acme/plugin-groceries.", "@acme/plugin-groceries"],
  ])('"%s" gives the plugin the name %s and changes nothing else', (edit, name) => {
    expect(edited(TODO, edit)).toEqual({ ...planOf(TODO), name });
  });

  test("keeps what earlier edits changed", () => {
    const plan = edited(
      TODO,
      "rename removeTodo to deleteTodo",
      "call it plugin-groceries",
      "also add a complete action",
      "drop the list action",
    );
    expect(partsOf(plan)).toEqual(["addTodo", "deleteTodo", "completeTodo", "pendingTodos"]);
    expect(plan).toMatchObject({
      name: "@elizaos/plugin-groceries",
      description: "Manages todo lists with add, delete, and complete functionality",
    });
  });

  test("leaves no promise behind of what was dropped", () => {
    const coin = "I need a plugin that flips a coin";
    expect(edited(coin, "also roll dice", "drop the coin")).toMatchObject({
      description: "Plugin for rolling dice",
      actions: [{ name: "rollDice" }],
    });
  });

  test("keeps what was assumed where nothing is read anew", () => {
    const change = { before: planOf(TODO), assumptions: ["A title."], edits: ["drop listTodos"] };
    expect(changePlan({ description: TODO }, change)).toMatchObject({ assumptions: ["A title."] });
  });
});

describe("what cannot be understood", () => {
  test.each([
    "make it nicer",
    "drop everything nice",
    "drop the export action",
    "drop the todo", // three actions and a provider are about it
    "rename exportTodo to saveTodo",
    "also add a frobnicate action",
    "drop the list action and the export action",
  ])('"%s" is named, with what would help, and nothing is changed', (edit) => {
    const sorry = edited(TODO, edit);
    expect(sorry).toContain(JSON.stringify(edit).slice(1, -1));
    expect(sorry).toContain("What would help");
  });

  test("of a specification that somebody wrote parts can be dropped, but words add none", () => {
    const { specification } = readSpecification(fixture("todo"));
    const say = (edit: string) =>
      changePlan({ specification }, { before: specification, assumptions: [], edits: [edit] });
    const [first] = specification.actions;
    expect(say(`drop ${first?.name}`)).toMatchObject({ kind: "specification" });
    expect(JSON.stringify(say("also roll dice"))).toContain("into the specification");
  });
});
