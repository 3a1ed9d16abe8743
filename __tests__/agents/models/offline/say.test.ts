import { expect, test } from "vitest";
import { componentsOf } from "../../../../agents/models/offline/assemble.ts";
import { chances } from "../../../../agents/models/offline/blueprints/say/chance.ts";
import { expressions } from "../../../../agents/models/offline/blueprints/say/expressions.ts";
import { lists } from "../../../../agents/models/offline/blueprints/say/lists.ts";
import { numbers } from "../../../../agents/models/offline/blueprints/say/numbers.ts";
import { textEdits } from "../../../../agents/models/offline/blueprints/say/text-edits.ts";
import { texts } from "../../../../agents/models/offline/blueprints/say/texts.ts";
import { wholeNumbers } from "../../../../agents/models/offline/blueprints/say/whole-numbers.ts";
import { say } from "../../../../agents/models/offline/blueprints/say.ts";
import { readSpecification } from "../../../../shared/read-specification.ts";
import { builtPlugin } from "../../../support/built-plugin.ts";
import { checkedPlugin } from "../../../support/checked-plugin.ts";

interface Action {
  name: string;
  description: string;
  parameters?: Record<string, unknown>;
}

/** Names of the actions the blueprint takes. */
function taken(...actions: Action[]): string[] {
  const { specification } = readSpecification({ name: "plugin-x", description: "x", actions });
  const match = say.matches(specification, componentsOf(specification));
  return (match?.components ?? []).map((component) => component.specification.name);
}

test("greeting and farewell differ, and the provider remembers both", async () => {
  const plugin = await checkedPlugin({
    name: "@elizaos/plugin-greeter",
    description: "Greets people by name",
    actions: [
      { name: "greet", description: "Say hello to a person", parameters: { name: "string" } },
      { name: "farewell", description: "Say goodbye to a person", parameters: { name: "string" } },
      { name: "motto", description: 'Returns the fixed text "Per aspera `ad` ${astra}"' },
      {
        name: "introduce",
        description: 'Say "I am {name}, {age} years old"',
        parameters: { name: "string", age: "number" },
      },
    ],
    providers: [
      {
        name: "recentGreetings",
        description: "Recent greetings",
        dataStructure: { lastGreeting: "string", count: "number" },
      },
    ],
  });
  expect(plugin.missing).toEqual([]);
  expect(plugin.typeErrors).toBe("");
  expect(plugin.tests.exitCode, plugin.tests.output).toBe(0);
  expect(plugin.tests.output).toContain("answers.test.ts");
});

test("parameters of every form come back as they were given", async () => {
  const plugin = await checkedPlugin({
    name: "plugin-forms",
    description: "Echoes",
    actions: [
      { name: "plain", description: "Echo the value", parameters: { value: "string" } },
      {
        name: "choice",
        description: "Echo the value",
        parameters: { units: "celsius | fahrenheit" },
      },
      {
        name: "lists",
        description: "Echo the values",
        parameters: { items: "string[]", more: "array" },
      },
      {
        name: "nested",
        description: "Echo the values",
        parameters: { observer: { latitude: "number" } },
      },
      {
        name: "collides",
        description: "Echo the values",
        parameters: { text: "string", url: "string", source: "string", actions: "string[]" },
      },
      { name: "none", description: "No parameters at all" },
    ],
  });
  expect(plugin.missing).toEqual([]);
  expect(plugin.typeErrors).toBe("");
  expect(plugin.tests.exitCode, plugin.tests.output).toBe(0);
});

test("every row of data is real code that passes its own examples", async () => {
  const every: Action[] = [
    ["reverseWords", "Reverse the order of the words", { sentence: "string" }],
    ["reverse", "Reverse a text", { text: "string" }],
    ["palindrome", "Check whether a word is a palindrome", { word: "string" }],
    ["upper", "Convert text to uppercase", { text: "string" }],
    ["lower", "Convert text to lowercase", { text: "string" }],
    ["titled", "Title case", { text: "string" }],
    ["capital", "Capitalize the first letter of a text", { text: "string" }],
    ["slug", "Make a slug", { text: "string" }],
    ["snake", "To snake_case", { text: "string" }],
    ["camels", "To camelCase", { text: "string" }],
    ["wordCount", "Count the words of a text", { text: "string" }],
    ["vowels", "Count the vowels", { text: "string" }],
    ["sentences", "Count the sentences", { text: "string" }],
    ["lines", "Count the lines", { text: "string" }],
    ["characters", "Count the characters of a text", { text: "string" }],
    ["acronym", "Make an acronym", { text: "string" }],
    ["noSpaces", "Remove all spaces", { text: "string" }],
    ["trimmed", "Trim a text", { text: "string" }],
    ["fromBase64", "Decode base64", { text: "string" }],
    ["toBase64", "Encode as base64", { text: "string" }],
    ["fromUrl", "URL decode", { text: "string" }],
    ["toUrl", "URL encode", { text: "string" }],
    ["rot", "ROT13 of a text", { text: "string" }],
    ["hash", "SHA-256 hash", { text: "string" }],
    ["repeated", "Repeat a text n times", { text: "string", times: "number" }],
    ["replaced", "Replace text", { text: "string", search: "string", replacement: "string" }],
    ["occurrences", "Count how often a word occurs in a text", { text: "string", word: "string" }],
    ["joined", "Join a list of texts", { items: "string[]", separator: "string" }],
    ["truncated", "Truncate a text", { text: "string", maxLength: "number" }],
  ].map(([name, description, parameters]) => ({ name, description, parameters }) as Action);
  const counted: Action[] = [
    ["plus", "Add two numbers", { a: "number", b: "number" }],
    ["less", "Subtract the second number from the first", { a: "number", b: "number" }],
    ["times", "Multiply two numbers", { a: "number", b: "number" }],
    ["by", "Divide the first number by the second", { a: "number", b: "number" }],
    ["mod", "Remainder of a division", { a: "number", b: "number" }],
    ["pow", "Raise to a power", { base: "number", exponent: "number" }],
    ["gcd", "GCD", { a: "integer", b: "integer" }],
    ["share", "Calculate a percentage of a value", { value: "number", percent: "number" }],
    ["middle", "Median", { numbers: "number[]" }],
    ["mean", "Average of numbers", { numbers: "number[]" }],
    ["most", "Largest number", { numbers: "number[]" }],
    ["least", "Smallest number", { numbers: "number[]" }],
    ["sum", "Sum of numbers", { numbers: "number[]" }],
    ["factorialOf", "Factorial", { n: "integer" }],
    ["fib", "Fibonacci number", { n: "integer" }],
    ["prime", "Check whether a number is prime", { n: "integer" }],
    ["even", "Whether a number is even", { n: "integer" }],
    ["root", "Square root", { number: "number" }],
    ["evaluateIt", "Evaluate an arithmetic expression", { expression: "string" }],
    ["operateOn", "Do a calculation", { operation: "add | divide", a: "number", b: "number" }],
    [
      "units",
      "Convert a value from one unit to another",
      { value: "number", from: "string", to: "string" },
    ],
    ["fahrenheit", "Convert Celsius to Fahrenheit", { celsius: "number" }],
    ["flip", "Flip a coin", {}],
    ["rollIt", "Roll dice in notation such as 2d6", { notation: "string" }],
    ["rollThem", "Roll dice", { sides: "integer", count: "integer" }],
    ["anyNumber", "A random number between two", { min: "number", max: "number" }],
    ["mix", "Shuffle a list", { items: "string[]" }],
    ["pick", "Pick one option at random", { options: "string[]" }],
    ["uuid", "Generate a UUID", {}],
    ["password", "Generate a password", { length: { type: "integer", required: false } }],
    ["ball", "Ask the magic 8 ball", { question: "string" }],
    ["funny", "Tell a joke", {}],
    ["nice", "Give a compliment", {}],
    ["wise", "Tell a proverb", {}],
  ].map(([name, description, parameters]) => ({ name, description, parameters }) as Action);
  expect(taken(...every)).toEqual(every.map(({ name }) => name));
  expect(taken(...counted)).toEqual(counted.map(({ name }) => name));
  const rows = [
    ...texts,
    ...textEdits,
    ...numbers,
    ...wholeNumbers,
    ...expressions,
    ...chances,
    ...lists,
  ];
  expect(every.length + counted.length).toBe(rows.length + 2); // and two conversions of units
  for (const [name, actions] of Object.entries({ "plugin-texts": every, "plugin-sums": counted })) {
    const plugin = await checkedPlugin({ name, description: "Small things", actions });
    expect(plugin.typeErrors).toBe("");
    expect(plugin.tests.exitCode, plugin.tests.output).toBe(0);
  }
});

test.each([
  ["getNextLotteryNumbers", "Returns the winning lottery numbers of next Saturday", {}],
  ["horoscope", "Tell the horoscope", { sign: "string" }],
  ["translate", "Translate a text", { text: "string", to: "string" }],
  ["summarise", "Summarise a text", { text: "string" }],
  ["reverseGeocode", "Reverse geocode an address", { address: "string" }],
  ["predictNumber", "Predict the next random number", {}],
  ["greetByMood", "Greet users depending on their mood", { name: "string" }],
  ["greetInFrench", "Greet a person in French and German", { name: "string" }],
  ["sendHello", "Send hello by e-mail", { to: "string" }],
  ["pickBest", "Pick the best option", { options: "string[]" }],
  ["addThankYouNote", "Add a thank you note", { name: "string" }],
  ["addExpense", "Add an expense", { amount: "number", day: "number" }],
  ["addItems", "Add items to the list", { items: "string[]" }],
  ["listJokes", "List the jokes", {}],
  ["greet", "Say hello to a person", { name: "string", planet: "string" }],
  ["doMagic", "Does something", {}],
])("%s is more than can be said", (name, description, parameters) => {
  expect(taken({ name, description, parameters })).toEqual([]);
});

test("a plugin that keeps jokes does not tell those of a list", () => {
  const [add, tell] = [
    { name: "addJoke", description: "Add a joke", parameters: { text: "string" } },
    { name: "pickJoke", description: "Pick a random joke" },
  ];
  expect(taken(tell)).toEqual(["pickJoke"]);
  expect(taken(add, tell)).toEqual([]);
});

test("adding two numbers is arithmetic and keeps no record", async () => {
  const start = await builtPlugin({
    name: "plugin-calculator",
    description: "Calculator",
    actions: [
      { name: "add", description: "Add two numbers", parameters: { a: "number", b: "number" } },
    ],
  });
  const started = await start();
  expect(await started.call("add", { a: 2, b: 3 })).toMatchObject({
    success: true,
    data: { result: 5 },
  });
});

test("a second step is not left out", () => {
  const joke = { name: "greet", description: "Greet a person and tell a joke", parameters: {} };
  const kept = {
    name: "echo",
    description: "Echo the text and store it",
    parameters: { text: "string" },
  };
  const plain = { ...kept, description: "Echo the text and return it" };
  expect(taken(joke)).toEqual([]);
  expect(taken(kept)).toEqual([]);
  expect(taken(plain)).toEqual(["echo"]);
});
