import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SpecificationError } from "../../shared/errors.ts";
import { readSpecification } from "../../shared/read-specification.ts";
import { PluginSpecification } from "../../shared/specification.ts";
import { anySpecification, anyTree } from "../support/any-specification.ts";
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
  test("no value leads to anything but a specification or a SpecificationError", () => {
    fc.assert(fc.property(anySpecification, only), { numRuns: 2000 });
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }), only),
    );
  });

  test("every accepted parameter is read the same again", () => {
    const action = anyTree.map((parameters) => ({
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

  test("numbers that JSON cannot keep are read as they will be stored", () => {
    const withDefault = (number: string) =>
      JSON.stringify({
        ...todo,
        actions: [
          { name: "go", description: "x", parameters: { a: { type: "number", default: 7 } } },
        ],
      }).replace('"default":7', `"default":${number}`);
    for (const number of ["-0", "-0.0", "-0e5", "1e400", "-1e400", "1e-400", "-1e-400"]) {
      only(withDefault(number));
      only(`Please: ${withDefault(number).replaceAll('"', "'")}`);
    }
    expect(problems(withDefault("1e400"))[0]?.got).toBe("a number beyond 1.8e308");
    const parameters = readSpecification(withDefault("-0")).specification.actions[0]?.parameters;
    expect(parameters).toMatchObject({ a: { default: 0 } });
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
