import fc from "fast-check";
import { expect, test } from "vitest";
import { SpecificationError } from "../../shared/errors.ts";
import { findJson, findSpecification } from "../../shared/find-json.ts";
import { readSpecification } from "../../shared/read-specification.ts";
import { PluginSpecification } from "../../shared/specification.ts";
import { anySpecification, anyTree } from "../support/any-specification.ts";
import { fuzz, mutated, repetitions, soon } from "../support/fuzz.ts";
import { todo } from "../support/todo-specification.ts";

const prototypes = (): string =>
  [Object.prototype, Array.prototype, String.prototype]
    .flatMap((prototype) => Reflect.ownKeys(prototype).map(String))
    .join();
const UNTOUCHED = prototypes();

/** Reads what comes; whether it was accepted. What is accepted is the normal form, and stays it. */
function read(input: unknown): boolean {
  try {
    const { specification } = soon(() => readSpecification(input));
    expect(PluginSpecification.parse(specification)).toEqual(specification);
    expect(readSpecification(specification)).toEqual({ specification, notes: [] });
    const text = JSON.stringify(specification);
    expect(readSpecification(text)).toEqual({ specification, notes: [] });
    return true;
  } catch (error) {
    if (!(error instanceof SpecificationError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    return false;
  } finally {
    expect(prototypes()).toBe(UNTOUCHED);
  }
}

const PIECES = [
  ...["{", "}", "[", "]", '"', "'", "`", "“", "”", ":", ",", "\\", '\\"', "\\u0000", "\\ud800"],
  ...[
    "//",
    "/*",
    "*/",
    "#",
    "```",
    "```json\n",
    "\n",
    "\r\n",
    " ",
    "\t",
    "\u2028",
    "\ufeff",
    "...",
  ],
  ...[
    "null",
    "true",
    "1e999",
    "-0",
    "NaN",
    "undefined",
    "0x1",
    "__proto__",
    '"__proto__":',
    "name",
  ],
  ...['"name": "plugin-x"', '"actions": []', "actions:", "const a =", "as const", "satisfies P"],
  ...["export default", "(", ")", "new Date(", "sk-ant-", "postgres://a:", "@", "é", "\ud83d"],
];

const prose = fc.oneof(
  fc.constantFrom(
    "",
    "Please build this:\n",
    "```json\n",
    "\n```\nThanks!",
    "const plugin = ",
    ";",
  ),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary", maxLength: 30 }),
);

const written = fc.tuple(anySpecification, fc.constantFrom(0, 1)).map(([value, indent]) => {
  const json = JSON.stringify(value, null, indent);
  // As people write it: keys without quotes, other quotes, one comma too many.
  return indent === 0 ? json : json.replace(/"(\w+)":/g, "$1:").replaceAll('"', "'");
});
const valid = fc.constantFrom(JSON.stringify(todo), JSON.stringify(todo, null, 2));

test("a text is a specification or a SpecificationError", () => {
  const text = fc.oneof(
    { weight: 3, arbitrary: mutated(valid, fc.constantFrom("", ...PIECES)) },
    { weight: 3, arbitrary: fc.tuple(prose, written, prose).map((parts) => parts.join("")) },
    {
      weight: 2,
      arbitrary: fc.tuple(prose, mutated(valid, prose), prose).map((all) => all.join("")),
    },
    { weight: 1, arbitrary: fc.tuple(valid, prose, valid).map((parts) => parts.join("")) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  );
  let accepted = 0;
  fc.assert(
    fc.property(text, (input) => {
      if (read(input)) accepted += 1;
    }),
    fuzz,
  );
  expect(accepted).toBeGreaterThan(fuzz.numRuns / 50);
});

test("a text full of repetitions is answered soon", () => {
  const around = fc.constantFrom("", JSON.stringify(todo), '{"name": "plugin-x", "actions": [');
  const text = fc.tuple(around, repetitions(...PIECES), around).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (input) => {
      read(input);
      soon(() => [findJson(input), findSpecification(input)]);
    }),
    { ...fuzz, numRuns: fuzz.numRuns / 50 },
  );
});

test("a value is a specification or a SpecificationError", () => {
  const hostile = fc.constantFrom<unknown>(
    JSON.parse('{"__proto__": {"polluted": 1}}'),
    JSON.parse('{"constructor": {"prototype": {"polluted": 1}}}'),
    { toString: {}, valueOf: 1, toJSON: 5 },
    { toJSON: () => ({ name: "plugin-x" }) },
    "\u0000",
    "\ud800",
    Number.NaN,
    -0,
    1e308,
    [],
    {},
  );
  const value = fc.oneof(
    { weight: 5, arbitrary: anySpecification },
    {
      weight: 2,
      arbitrary: fc.tuple(hostile, anyTree).map(([a, b]) => ({ ...todo, extra: a, actions: b })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...Object.keys(todo)), fc.oneof(hostile, anyTree))
        .map(([key, part]) => ({ ...todo, [key]: part })),
    },
    {
      weight: 1,
      arbitrary: fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }),
    },
  );
  let accepted = 0;
  fc.assert(
    fc.property(value, (input) => {
      if (read(input)) accepted += 1;
    }),
    fuzz,
  );
  expect(accepted).toBeGreaterThan(fuzz.numRuns / 100);
});

test("no depth is too deep, and no text too long", () => {
  for (const [open, close] of [
    ["{", "}"],
    ["[", "]"],
    ['{"a":', "}"],
    ['{"actions":[', "]}"],
  ] as const) {
    for (const depth of [30, 33, 1_000, 100_000]) {
      read(`${open.repeat(depth)}1${close.repeat(depth)}`);
      read(`{"name": "plugin-x", "actions": ${open.repeat(depth)}1${close.repeat(depth)}}`);
    }
  }
  for (const text of ["a", '"', "{", '{"', "\n", "`", "é"]) read(text.repeat(1_000_000));
  read(JSON.stringify({ ...todo, description: "x".repeat(2_000_000) }));
  read({ ...todo, description: "x".repeat(2_000_000) });
});
