import { describe, expect, test } from "vitest";
import { Findings } from "../../shared/findings.ts";
import { readParameters } from "../../shared/parameters.ts";
import { Parameter } from "../../shared/specification.ts";

function read(value: unknown) {
  const findings = new Findings();
  const parameters = readParameters(value, "parameters", findings);
  return { parameters, problems: findings.problems, notes: findings.notes };
}

/** What one parameter is read as; it must be read without a problem. */
function form(value: unknown): Parameter | undefined {
  const { parameters, problems } = read({ value });
  expect(problems).toEqual([]);
  return Parameter.parse(parameters.value);
}

const text = { type: "string" };
const list = (items: object) => ({ type: "array", items });
const choice = (...values: unknown[]) => ({ type: "string", enum: values });

describe("short forms", () => {
  test.each<[string, object]>([
    ["string", text],
    ["String", text],
    ["str", text],
    ["text", text],
    ["number", { type: "number" }],
    ["float", { type: "number" }],
    ["integer", { type: "integer" }],
    ["int", { type: "integer" }],
    ["bool", { type: "boolean" }],
    ["array", { type: "array" }],
    ["object", { type: "object" }],
    ["Record<string, number>", { type: "object" }],
    ["string[]", list(text)],
    ["number[][]", list(list({ type: "number" }))],
    ["Array<string>", list(text)],
    ["list of strings", list(text)],
    ["(low | high)[]", list(choice("low", "high"))],
    ["date", { ...text, description: "date" }],
    ["string?", { ...text, required: false }],
    ["string!", { ...text, required: true }],
    ["string | undefined", { ...text, required: false }],
    ["string | null", { ...text, required: false }],
    ["string (optional)", { ...text, required: false }],
    ["optional string", { ...text, required: false }],
    ["string, required", { ...text, required: true }],
    ["string[] (optional)", { ...list(text), required: false }],
    ["a | b | c", choice("a", "b", "c")],
    ["all|in progress|done", choice("all", "in progress", "done")],
    [`"a" | 'b'`, choice("a", "b")],
    [`"string" | "number"`, choice("string", "number")],
    ["1 | 2", { type: "number", enum: [1, 2] }],
    ["1 | all", choice("1", "all")],
    ["true | false", { type: "boolean" }],
    ["constructor | toString", choice("constructor", "toString")],
    ["enum: a, b", choice("a", "b")],
    ["low | high (default: low)", { ...choice("low", "high"), default: "low" }],
    ["low | high, optional", { ...choice("low", "high"), required: false }],
    ["number = 10", { type: "number", default: 10 }],
    ["boolean, default false", { type: "boolean", default: false }],
    ["integer (1 to 10, default 5)", { type: "integer", default: 5, description: "1 to 10" }],
    ["string - The city", { ...text, description: "The city" }],
    ["string: the city", { ...text, description: "the city" }],
  ])("%s", (written, parameter) => expect(form(written)).toEqual(parameter));

  test("without one clear meaning are read as strings, with a note", () => {
    for (const written of ["any", "foo", "string | number"]) {
      expect(read({ value: written })).toMatchObject({
        parameters: { value: text },
        notes: [expect.stringContaining("string")],
      });
    }
  });

  test("in words describe a string", () => {
    expect(form("City name or zip code, e.g. 10115")).toEqual({
      ...text,
      description: "City name or zip code, e.g. 10115",
    });
  });

  test("that say nothing a message could carry are refused", () => {
    for (const value of ["", "function", null, "undefined"]) {
      expect(read({ value }).problems, String(value)).toHaveLength(1);
    }
  });
});

describe("definitions", () => {
  test.each<[object, object]>([
    [{ type: "string" }, text],
    [{ type: "string[]" }, list(text)],
    [{ type: "a | b" }, choice("a", "b")],
    [{ type: ["string", "null"] }, { ...text, required: false }],
    [
      { type: "string", required: "true" },
      { ...text, required: true },
    ],
    [
      { type: "string", optional: true },
      { ...text, required: false },
    ],
    [
      { type: "string", description: "The\n path", required: true, default: "/" },
      { ...text, description: "The path", required: true, default: "/" },
    ],
    [{ type: "string", enum: ["a", "b"] }, choice("a", "b")],
    [{ type: "enum", values: ["a", "b"] }, choice("a", "b")],
    [{ enum: [1, 2] }, { type: "number", enum: [1, 2] }],
    [{ type: "array", enum: ["a", "b"] }, list(choice("a", "b"))],
    [{ type: "array", items: "number" }, list({ type: "number" })],
    [{ type: "array", items: { type: "string", enum: ["a"] } }, list(choice("a"))],
    [{ type: "array", items: ["string"] }, list(text)],
    [
      { type: "integer", minimum: 1, max: 5 },
      { type: "integer", minimum: 1, maximum: 5 },
    ],
    [
      { type: "number", default: "2.5" },
      { type: "number", default: 2.5 },
    ],
    [
      { type: "boolean", default: "false" },
      { type: "boolean", default: false },
    ],
    [{ default: 5 }, { type: "number", default: 5 }],
    [{ description: "The city to look up" }, { ...text, description: "The city to look up" }],
    [{ oneOf: [{ const: "a" }, { const: "b" }] }, choice("a", "b")],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, text],
    [{ type: "object" }, { type: "object" }],
    [{}, { type: "object" }],
    [
      { type: "object", properties: { a: { type: "string" }, b: "number" }, required: ["a"] },
      {
        type: "object",
        properties: { a: { ...text, required: true }, b: { type: "number", required: false } },
      },
    ],
  ])("%j", (written, parameter) => expect(form(written)).toEqual(parameter));

  test("are told from nested parameters with the same names", () => {
    const nested = (names: Record<string, object>) => ({ type: "object", properties: names });
    const number = { type: "number" };
    expect(form({ latitude: "number", longitude: "number" })).toEqual(
      nested({ latitude: number, longitude: number }),
    );
    expect(form({ type: "string", value: "number" })).toEqual(
      nested({ type: text, value: number }),
    );
    expect(form({ type: "string", description: "string" })).toEqual(
      nested({ type: text, description: text }),
    );
    expect(form({ min: "number", max: "number" })).toEqual(nested({ min: number, max: number }));
    expect(form({ title: "string", options: "string[]" })).toEqual(
      nested({ title: text, options: list(text) }),
    );
    expect(form({ a: { b: { c: "string" } } })).toEqual(
      nested({ a: nested({ b: nested({ c: text }) }) }),
    );
  });

  test("name each field they cannot keep", () => {
    expect(read({ mail: { type: "string", format: "email", foo: 1 } })).toMatchObject({
      parameters: { mail: text },
      notes: [
        "Ignored unknown field parameters.mail.format.",
        "Ignored unknown field parameters.mail.foo.",
      ],
    });
  });

  test.each<[object, string]>([
    [{ type: "function" }, "parameters.value.type"],
    [{ type: "number", default: "many" }, "parameters.value.default"],
    [{ type: "integer", default: 1.5 }, "parameters.value.default"],
    [{ type: "array", default: "a" }, "parameters.value.default"],
    [{ type: "string", enum: ["a"], default: "b" }, "parameters.value.default"],
    [{ type: "number", enum: ["a", "b"] }, "parameters.value.enum"],
    [{ type: "string", enum: [] }, "parameters.value.enum"],
    [{ type: "string", enum: [{}] }, "parameters.value.enum"],
    [{ type: "number", minimum: 5, maximum: 1 }, "parameters.value.minimum"],
    [{ type: "string", description: 5 }, "parameters.value.description"],
    [{ type: "object", properties: { a: "string" }, required: ["b"] }, "parameters.value.required"],
  ])("that contradict themselves are refused: %j", (value, path) => {
    expect(read({ value }).problems).toMatchObject([{ path }]);
  });
});

describe("all parameters together", () => {
  test("may be missing", () => {
    expect(read(undefined)).toEqual({ parameters: {}, problems: [], notes: [] });
    expect(read(null).parameters).toEqual({});
    expect(read({}).parameters).toEqual({});
    expect(read([]).parameters).toEqual({});
  });

  test("may be a JSON schema", () => {
    const schema = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      properties: { a: { type: "integer", minimum: 1 }, b: { type: "string" } },
      required: ["a"],
      additionalProperties: false,
    };
    expect(read(schema)).toEqual({
      parameters: {
        a: { type: "integer", minimum: 1, required: true },
        b: { ...text, required: false },
      },
      problems: [],
      notes: [],
    });
    expect(read({ type: "object", properties: {} }).parameters).toEqual({});
  });

  test("may really be called type, properties or required", () => {
    expect(read({ type: "string", properties: "object" }).parameters).toEqual({
      type: text,
      properties: { type: "object" },
    });
    expect(read({ type: "object", properties: "string" }).parameters).toEqual({
      type: { type: "object" },
      properties: text,
    });
    expect(read({ type: "object", id: "string" }).parameters).toEqual({
      type: { type: "object" },
      id: text,
    });
    expect(read({ required: "boolean", description: "string" }).parameters).toEqual({
      required: { type: "boolean" },
      description: text,
    });
    expect(read({ type: { type: "string", enum: ["a"] } }).parameters).toEqual({
      type: choice("a"),
    });
  });

  test("may be a list of named definitions or names", () => {
    const named = [
      { name: "title", type: "string", description: "What to do", required: true },
      { name: "count" },
      "due?: date",
      "note",
    ];
    expect(read(named)).toEqual({
      parameters: {
        title: { ...text, description: "What to do", required: true },
        count: text,
        due: { ...text, description: "date", required: false },
        note: text,
      },
      problems: [],
      notes: [],
    });
    expect(read([5]).problems).toMatchObject([{ path: "parameters.0" }]);
  });

  test("may be marked optional in the name", () => {
    expect(read({ "dueDate?": "string" }).parameters).toEqual({
      dueDate: { ...text, required: false },
    });
    expect(read({ "a?": "string", a: "string" }).problems).toHaveLength(1);
  });

  test("may be lists of one element, choices, and values that serve as defaults", () => {
    expect(form(["string"])).toEqual(list(text));
    expect(form([{ id: "string" }])).toEqual(list({ type: "object", properties: { id: text } }));
    expect(form([])).toEqual({ type: "array" });
    expect(form(["low", "high"])).toEqual(choice("low", "high"));
    expect(form(10)).toEqual({ type: "number", default: 10 });
    expect(form(false)).toEqual({ type: "boolean", default: false });
  });

  test("have names that are safe in code", () => {
    const names = [
      "__proto__",
      "constructor",
      "prototype",
      "due-date",
      "a b",
      "",
      "1st",
      "a;b",
      "naïve",
      "a".repeat(65),
    ];
    for (const name of names) {
      const value: unknown = JSON.parse(`{${JSON.stringify(name)}: "string"}`);
      const { parameters, problems } = read(value);
      expect(problems, name).toHaveLength(1);
      expect(Object.keys(parameters)).toEqual([]);
    }
    expect(read({ "due-date": "string" }).problems[0]?.expected).toContain(
      'did you mean "dueDate"?',
    );
    expect(
      Object.getPrototypeOf(read(JSON.parse('{"__proto__": {"a": "string"}}')).parameters),
    ).toBe(Object.prototype);
  });

  test("are refused as a whole when they are neither object nor list", () => {
    expect(read("title").problems).toMatchObject([{ path: "parameters", got: '"title"' }]);
    expect(read(5).problems).toHaveLength(1);
  });

  test("nest at most eight deep", () => {
    const nest = (depth: number): unknown => (depth === 0 ? "string" : { a: nest(depth - 1) });
    expect(read(nest(8)).problems).toEqual([]);
    expect(read(nest(12)).problems).toMatchObject([
      { expected: "parameters nested at most 8 deep" },
    ]);
    expect(read({ a: `string${"[]".repeat(50)}` }).problems).toHaveLength(1);
  });
});
