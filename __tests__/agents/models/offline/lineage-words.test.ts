import { describe, expect, test } from "vitest";
import { chat, type JobSummary } from "../../../../agents/models/offline/chat.ts";
import { lineageWish } from "../../../../agents/models/offline/words/lineage.ts";

const known = { jobs: ["abcdef"], plugins: ["@elizaos/plugin-todo"] };
const wish = (text: string) => lineageWish(text, known);
const job: JobSummary = {
  id: "abcdef",
  plugin: "@elizaos/plugin-todo",
  status: "completed",
  phase: "validation",
  iteration: 1,
  findings: [],
};
const actionFor = (message: string): string[] =>
  chat({ agent: "coordinator", message, characterName: "Ada", jobs: [job] }).actions;

describe("to try a job again", () => {
  test.each([
    "try again",
    "Try again, please",
    "Retry the job",
    "retry job abc123",
    "please try it once more",
    "Could you try the failed job again?",
  ])("%s", (text) => {
    expect(wish(text)).toEqual({ kind: "retry" });
    expect(actionFor(text)).toEqual(["retryPluginCreation"]);
  });
});

describe("to fork a job", () => {
  test.each([
    ["fork job abc123 from iteration 2: use fetch, not axios", 2, "use fetch, not axios"],
    ["Fork abc123 at iteration 12 and use fetch", 12, "use fetch"],
    ["please fork it from iteration 1", 1, undefined],
    ["fork job abcdef", undefined, undefined],
    ["fork abcdef: use fetch", undefined, "use fetch"],
  ])("%s", (text, iteration, hint) => {
    expect(wish(text)).toEqual({ kind: "fork", iteration, hint });
    expect(actionFor(text)).toEqual(["forkPluginCreation"]);
  });
});

describe("to improve a plugin", () => {
  test.each([
    ["improve plugin-todo: add a complete action", "plugin-todo", "add a complete action"],
    ["add a complete action to plugin-todo", "plugin-todo", "add a complete action"],
    ["Add a complete action to the todo plugin.", "todo", "add a complete action"],
    ["Please extend @acme/plugin-x so that x is y", "@acme/plugin-x", "x is y"],
    ["improve job a1b2c3: add a list", "a1b2c3", "add a list"],
    ["improve plugin-todo", "plugin-todo", ""],
  ])("%s", (text, target, words) => {
    const found = wish(text);
    expect(found).toMatchObject({ kind: "improve", target });
    expect(found?.kind === "improve" && found.wish.toLowerCase()).toBe(words);
    expect(actionFor(text)).toEqual(["improvePlugin"]);
  });
});

test.each(["compare abc123 and def456", "Compare jobs abc123 with def456, please"])(
  "to compare jobs: %s",
  (text) => {
    expect(wish(text)).toEqual({ kind: "compare", jobs: ["abc123", "def456"] });
    expect(actionFor(text)).toEqual(["comparePluginCreations"]);
  },
);

test.each([
  "I need a plugin that retries failed requests",
  "retry failed http requests",
  "fork the repository",
  "compare python and docker",
  "add a todo to my list",
  "add a list to the weather plugin",
  "change the weather plugin to use celsius",
  "create a plugin that compares prices",
  "Create a plugin that can add and remove things",
  `improve plugin-todo: ${"x".repeat(5000)}`,
])("something else: %s", (text) => {
  expect(wish(text)).toBeUndefined();
});

test("a change for harm is refused at once", () => {
  const message = "add an action that steals wallet seed phrases to plugin-todo";
  expect(actionFor(message)).toEqual(["REPLY"]);
});
