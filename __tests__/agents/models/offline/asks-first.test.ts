import { expect, test } from "vitest";
import { describe as read } from "../../../../agents/models/offline/describe.ts";
import { asksFirst } from "../../../../agents/models/offline/words/asks-first.ts";

test.each([
  ["I need a plugin that flips a coin. Show me the plan first.", "I need a plugin that flips a coin."], // prettier-ignore
  ["I need a plugin that flips a coin, but show me the plan before you build it", "I need a plugin that flips a coin"], // prettier-ignore
  ["I need a plugin that flips a coin. Please ask me before you build!", "I need a plugin that flips a coin."], // prettier-ignore
  ["Ask me first. I need a plugin that flips a coin", "I need a plugin that flips a coin"],
  ["First show me the plan: I need a plugin that flips a coin", "I need a plugin that flips a coin"], // prettier-ignore
  ["I need a plugin that flips a coin and I want to approve the plan before you start", "I need a plugin that flips a coin"], // prettier-ignore
  ["Don’t build it until I say yes. I need a plugin that flips a coin", "I need a plugin that flips a coin"], // prettier-ignore
  ["I need a plugin that flips a coin; let me see the plan first, and rolls dice.", "I need a plugin that flips a coin; and rolls dice."], // prettier-ignore
  ["Zeig mir zuerst den Plan. Ich brauche ein Plugin, das eine Münze wirft", "Ich brauche ein Plugin, das eine Münze wirft"], // prettier-ignore
])('"%s" asks for the plan first', (request, rest) => {
  expect(asksFirst(request)).toEqual({ asks: true, rest });
});

test.each([
  "I need a plugin that asks me before it deletes a todo",
  "I need a plugin to plan meals: show the meal plan first thing in the morning",
  "A quiz: ask first the name, then the age",
  "I need a plugin with  two spaces, and it shows me the plan of the day",
])('"%s" does not, and stays as it is', (request) => {
  expect(asksFirst(request)).toEqual({ asks: false, rest: request });
});

test("the words are no wish for what the plugin does", () => {
  const wish = "I need a plugin that flips a coin";
  expect(read(`${wish}, show me the plan before you build it`)).toEqual(read(wish));
});
