import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findJson, findSpecification } from "../../shared/find-json.ts";

const greeter = {
  name: "@elizaos/plugin-greeter",
  description: "Greets people",
  actions: [
    { name: "greet", description: "Say hello {to} [a] person", parameters: { name: "string" } },
  ],
};
const json = JSON.stringify(greeter, null, 2);
const found = (text: string) => {
  const { value, problems } = findJson(text) ?? { problems: [] };
  expect(problems).toEqual([]);
  return value;
};
const trouble = (text: string) => findJson(text)?.problems[0];

describe("a specification is found", () => {
  test.each([
    ["alone", json],
    ["in prose", `I'd like {this} plugin, don't you?\n${json}\nThanks! It's urgent :}`],
    ["in a code fence", `Create a plugin:\n\`\`\`json\n${json}\n\`\`\`\nThanks!`],
    ["in an unfinished fence", `\`\`\`json\n${json}`],
    ["assigned", `export const specification: PluginSpecification = ${json} as const;`],
    [
      "inside a function",
      `function make() {\n  const specification = ${json};\n  return specification;\n}`,
    ],
    ["inside another object's prose", `The config {"debug": true} stays. ${json}`],
    ["with trailing commas", json.replaceAll(/([\]}])(?=\n)/g, "$1,").replace(/,\s*$/, "")],
    ["with comments", json.replace('"actions"', '// the { only one\n/* ] */ "actions"')],
    ["in single quotes", json.replaceAll('"', "'")],
    ["in curly quotes", json.replaceAll(/"([^"]*)"/g, "“$1”")],
    ["without quotes around keys", json.replaceAll(/"(\w+)":/g, "$1:")],
    ["with missing commas", json.replaceAll(",\n", "\n")],
    ["after a byte order mark", `\uFEFF${json}`],
    ["in a list of one", `[${json}]`],
  ])("%s", (_how, text) => expect(found(text)).toEqual(greeter));

  test("by its fields when the text holds several objects", () => {
    expect(found(`Send {"name": "Bob"} to the server. {"a": 1} ${json} {"b": [2]}`)).toEqual(
      greeter,
    );
  });

  test("in full where two are given, and the text says which", () => {
    const short = `{"name": "plugin-short", "actions": []}`;
    expect(findJson(`${short} or rather ${json}`)).toMatchObject({
      value: greeter,
      notes: ["The text holds 2 specifications; the one of line 1, column 51 was taken."],
    });
  });

  test("when it is only tried: an object and nothing else", () => {
    for (const text of ["{}", " {} ", "```json\n{}\n```", "const x = {};", '{"foo": 1}']) {
      expect(findSpecification(text), text).toBeDefined();
    }
  });
});

describe("prose is no specification", () => {
  test.each([
    "I need a plugin that helps manage todo lists with add, remove, and list functionality",
    "Make a plugin that answers {} when asked",
    'Make a plugin that posts {"name": "Bob", "description": "a man"} to https://example.com',
    "Items look like { name: string; price: number }, please",
    "Greet with :{ or {name}, it's fun",
    "",
    "plugin",
  ])("%s", (text) => expect(findSpecification(text)).toBeUndefined());
});

describe("half of a specification is never read", () => {
  test("wherever the text is cut off", () => {
    for (let end = 1; end < json.length; end += 1) {
      const message = `Create a plugin with this specification:\n${json.slice(0, end)}`;
      const { value, problems } = findJson(message) ?? { problems: [] };
      expect(problems.length > 0 || value === undefined, `cut at ${end}`).toBe(true);
    }
  });

  test("wherever one bracket or comma is missing, repaired or refused as a whole", () => {
    for (let at = 0; at < json.length; at += 1) {
      if (!"{}[],".includes(json.charAt(at))) continue;
      const { value, problems } = findJson(json.slice(0, at) + json.slice(at + 1)) ?? {
        problems: [],
      };
      const inDescription = json.slice(at - 20, at + 20).includes("Say hello");
      if (problems.length === 0 && value && !inDescription)
        expect(value, `without ${at}`).toEqual(greeter);
    }
  });

  test("and the place of the trouble is named", () => {
    expect(trouble('{\n  "name": "plugin-a",\n  "actions": [\n    {"name": "b"}\n')).toEqual({
      path: "line 5, column 1",
      got: "the end of the text",
      expected: '"]" for the "[" of line 3, column 14',
      title: "The JSON cannot be read",
    });
    expect(trouble('{"name": "plugin-a", "actions": [1}')?.path).toBe("line 1, column 35");
    expect(trouble('{"name": "plugin-a", "actions": [{"name": "go}]}')).toMatchObject({
      path: "line 1, column 43",
      got: "a string without an end",
    });
  });

  test("when it says ... for the rest", () => {
    expect(trouble('{"name": "plugin-a", "actions": ["go", ...]}')?.got).toBe('"..."');
  });

  test("when a value is missing", () => {
    expect(trouble('{"name": "plugin-a", "providers": ["p"], "actions": }')?.expected).toMatch(
      /value/,
    );
  });

  test("when quotes inside a text make it ambiguous where brackets belong", () => {
    const quoted =
      '{"name": "plugin-a", "actions": ["go"], "description": "the keys "\'"[ to press"}';
    expect(trouble(quoted)?.got).toBe("an object that can be read in several ways");
  });

  test("when a key stands twice in one object", () => {
    const twice = '{"name": "plugin-a", "actions": ["a"], "actions": ["b"]}';
    expect(trouble(twice)?.got).toBe('"actions" twice');
  });

  test("when it goes on after its last bracket", () => {
    const early = '{"name": "plugin-a", "actions": ["a"]}, "providers": ["b"]}';
    expect(trouble(early)).toMatchObject({ path: "line 1, column 39", got: "more of it" });
    expect(trouble('{"name": "plugin-a", "actions": ["a"]}}')).toBeDefined();
  });

  test("when a fence ends before it does", () => {
    const cut =
      '```json\n{"name": "plugin-a", "actions": [{"name": "b"}\n```\nThat is ] all } folks';
    expect(trouble(cut)?.path).toBe("line 3, column 1");
  });
});

test("more than 64 KiB are refused, counted in bytes", () => {
  const sized = (text: string) =>
    `{"name": "plugin-a", "actions": ["go"], "description": "${text}"}`;
  expect(trouble(sized("x".repeat(60_000)))).toBeUndefined();
  expect(trouble(sized("x".repeat(66_000)))?.expected).toMatch(/64 KiB/);
  expect(trouble(sized("ü".repeat(40_000)))?.expected).toMatch(/64 KiB/);
});

test("deep nesting and floods of braces are answered quickly", () => {
  expect(trouble(`{"actions": ${"[".repeat(5000)}`)?.expected).toMatch(/levels of nesting/);
  const started = performance.now();
  for (const flood of ["{", '{"a":', "{ x", "[{", "}{", "{}", '"{', "/*{"])
    findJson(flood.repeat(30_000));
  expect(performance.now() - started).toBeLessThan(3000);
});

test("an object that no repair makes JSON is refused, not a crash", () => {
  expect(trouble('{"name": "plugin-a", "actions": ["A("addTodo": }')).toBeDefined();
  expect(
    trouble('{"name": "plugin-a", "actions": [{"name""A("x", "b": "c" "":\n}]}'),
  ).toBeDefined();
});

test("what is found can be read again with the same result", () => {
  const broken = `Create: {"name": "plugin-a", "actions": ["a"]}, "providers": []}`;
  for (const text of [broken, `so: ${json} yes`, 'spec {"name": "plugin-a", "actions": [']) {
    const first = findJson(text);
    const again = findJson(findSpecification(text) ?? "");
    expect(again?.value).toEqual(first?.value);
    expect(again?.problems.length).toBe(first?.problems.length);
  }
});

test("no text breaks the search", () => {
  const pieces = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    ":",
    ",",
    "`",
    "```",
    "//",
    "\n",
    "...",
    "\\",
    "name",
    "actions",
    "a",
    " ",
    "“",
    "/*",
    "*/",
  );
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 40 }).map((all) => all.join("")),
    fc.string(),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const result = findJson(text);
      expect(result === undefined || result.problems.length > 0 || result.value !== undefined).toBe(
        true,
      );
    }),
    { numRuns: 3000 },
  );
});

test("every JSON object survives the way through a fence unchanged", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (value) => {
      const text = JSON.stringify(value, null, 1);
      expect(found(`\`\`\`json\n${text}\n\`\`\``)).toEqual(JSON.parse(text));
    }),
  );
});
