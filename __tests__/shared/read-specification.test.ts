import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SpecificationError } from "../../shared/errors.ts";
import { readSpecification } from "../../shared/read-specification.ts";
import { PluginSpecification } from "../../shared/specification.ts";
import { problems, todo } from "../support/todo-specification.ts";

describe("whatever comes", () => {
  const only = (input: unknown) => {
    try {
      const { specification } = readSpecification(input);
      expect(PluginSpecification.parse(specification)).toEqual(specification);
      expect(readSpecification(specification).specification).toEqual(specification);
    } catch (error) {
      if (!(error instanceof SpecificationError)) throw error;
      expect(error.problems.length).toBeGreaterThan(0);
    }
  };
  const keys = fc.oneof(
    fc.constantFrom(
      "name",
      "description",
      "type",
      "required",
      "default",
      "enum",
      "items",
      "properties",
      "value",
      "__proto__",
      "constructor",
      "toString",
      "anyOf",
      "minimum",
      "methods",
      "triggers",
      "title",
    ),
    fc.string(),
  );
  const leaves = fc.oneof(
    fc.constantFrom(
      "string",
      "number",
      "a | b",
      "string[]",
      "string?",
      "object",
      "enum",
      "",
      "addTodo",
      "A_KEY",
      "^1.0.0",
      "(",
      "a = b",
      "array",
      "string (optional)",
      "list of",
    ),
    fc.string(),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaves,
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(keys, tie("tree"), { maxKeys: 5 }),
    ),
  }));
  const component = fc.record(
    {
      name: fc.oneof(fc.constantFrom("go", "stay", "add_it"), fc.string()),
      description: fc.oneof(fc.constant("x"), tree),
      parameters: tree,
      methods: tree,
      triggers: tree,
      dataStructure: tree,
    },
    { requiredKeys: ["name"] },
  );
  const specification = fc.record(
    {
      name: fc.oneof(fc.constant("plugin-x"), tree),
      description: fc.oneof(fc.constant("x"), tree),
      version: fc.oneof(fc.constant("1.0.0"), tree),
      actions: fc.oneof(fc.array(component, { maxLength: 2 }), tree),
      providers: fc.oneof(fc.array(component, { maxLength: 2 }), tree),
      services: fc.oneof(fc.array(component, { maxLength: 1 }), tree),
      evaluators: fc.oneof(fc.array(component, { maxLength: 1 }), tree),
      dependencies: tree,
      environmentVariables: tree,
    },
    { requiredKeys: [] },
  );

  test("no value leads to anything but a specification or a SpecificationError", () => {
    fc.assert(fc.property(specification, only), { numRuns: 2000 });
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }), only),
    );
  });

  test("every accepted parameter is read the same again", () => {
    const action = tree.map((parameters) => ({
      ...todo,
      actions: [{ name: "go", description: "x", parameters: { a: parameters, b: "string" } }],
    }));
    fc.assert(fc.property(action, only), { numRuns: 3000 });
  });

  test("no text leads to anything but a specification or a SpecificationError", () => {
    fc.assert(fc.property(fc.string(), only));
    const text = JSON.stringify(todo, null, 1);
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(20),
        fc.string({ maxLength: 5 }),
        (at, cut, insert) => {
          only(`${text.slice(0, at)}${insert}${text.slice(at + cut)}`);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("an object that hides how it is written is no way around", () => {
    for (const type of [{ toString: {} }, [{ toString: 1 }], { valueOf: 1 }]) {
      const parameters = { a: { type, items: "string", required: true, enum: { toString: 1 } } };
      only({ ...todo, actions: [{ name: "go", description: "x", parameters }] });
    }
  });

  test("cycles, getters and depth are no way around", () => {
    const cycle: Record<string, unknown> = { ...todo };
    cycle.self = cycle;
    const trap = {
      ...todo,
      get extra(): never {
        throw new Error("boo");
      },
    };
    let deep: unknown = "x";
    for (let level = 0; level < 5000; level += 1) deep = [deep];
    for (const input of [cycle, trap, { ...todo, deep }, Object.create(null)]) {
      expect(problems(input).length).toBeGreaterThan(0);
    }
  });
});
