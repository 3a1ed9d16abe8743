import { describe, expect, test } from "vitest";
import { judgeMutants } from "../../agents/tester/mutants/judge.ts";
import { mutate, SWITCH, type Mutant } from "../../agents/tester/mutants/mutants.ts";
import { inTurns } from "../../agents/tester/mutants/order.ts";
import { hollow } from "../../agents/tester/tests/hollow.ts";
import { parse } from "../../agents/core-api/typescript.ts";
import type { MutantOutcome } from "../../agents/tester/tests/report.ts";

/** What is broken in the body of a handler, each as `operator: what`. */
const inHandler = (body: string): string[] =>
  mutate({
    "src/index.ts": `export const act = { name: "act", async handler(x) {\n${body}\n} };\n`,
  })
    .mutants.filter(({ line }) => line > 1)
    .map(({ operator, what }) => `${operator}: ${what}`);

describe("ways to break code", () => {
  test.each([
    ["a condition", "if (x) return 1;", ["condition: `x` is negated", "constant: `1` is 0"]],
    [
      "a comparison in a condition is negated once",
      "if (x === y) go();",
      ["condition: `x === y` is negated", "dropped: `go()` is left out"],
    ],
    ["a boundary", "const a = x < y;", ["condition: `<` is `<=` in `x < y`"]],
    ["what joins conditions", "const a = x && y;", ["condition: `&&` is `||` in `x && y`"]],
    ["an assignment", "x.done = y; return x;", ["dropped: `x.done = y` is left out"]],
    ["an awaited call", "await save(x); return x;", ["dropped: `await save(x)` is left out"]],
    ["numbers", "const a = [0, 10];", ["constant: `0` is 1", "constant: `10` is 9"]],
    ["truth values", "const a = { ok: true };", ["constant: `true` is false"]],
    [
      "what has few values is only compared otherwise",
      'const a = x === true, b = typeof x !== "string";',
      [
        "condition: `===` is `!==` in `x === true`",
        'condition: `!==` is `===` in `typeof x !== "string"`',
      ],
    ],
    [
      "texts are there or not",
      'const a = ["pending", ""];',
      ['constant: `"pending"` is ""', 'constant: `""` is "broken on purpose"'],
    ],
    ["templates", "const a = `Hello ${x}`;", ['constant: `Hello ${x}` is ""']],
    ["conditions of loops stay", "while (x) y();", ["dropped: `y()` is left out"]],
    ["logs", 'runtime.logger.info("x", 1); console.log(2); elizaLogger.warn("y");', []],
    ["errors", 'throw new TypeError("x");', []],
    ["types", 'const a = x as "all" | 1; type B = { c: "d" }; let e: 7;', []],
    ["what zod says", 'const a = z.string("must be text").min(x, "not empty");', []],
    ["values of zod", 'const a = z.literal("x");', ['constant: `"x"` is ""']],
    ["what stands between words", 'const a = x.join(", ");', []],
    ["imports", 'const a = await import("./x.js");', []],
    ["names of properties", 'const a = { "b-c": x, 1: y };', []],
    [
      "no more than three of a table",
      `const a = ["${[..."abcdefghi"].join('","')}"];`,
      ['constant: `"a"` is ""', 'constant: `"b"` is ""', 'constant: `"c"` is ""'],
    ],
  ])("%s", (_what, body, expected) => {
    expect(inHandler(body)).toEqual(expected);
  });

  test("bodies do nothing, and the members that do the work throw", () => {
    const { mutants } = mutate({
      "src/index.ts": `export const act = {
  name: "act",
  description: "Acts",
  similes: ["ACT"],
  examples: [[{ name: "{{user}}", content: { text: "act" } }]],
  parameters: { title: { type: "string", required: true } },
  validate: () => Promise.resolve(true),
  handler: (_runtime, message) => work(message),
};
function work(message) { return message; }
`,
    });
    expect(mutants.map(({ line, operator, what }) => [line, operator, what])).toEqual([
      [7, "nothing", "validate does nothing"],
      [8, "nothing", "handler does nothing"],
      [8, "throws", "handler throws an error"],
      [10, "nothing", "work does nothing"],
    ]);
  });
});

const PLUGIN = {
  "src/index.ts": `import { addAction } from "./add.js";
import { list } from "./list.js";
import { CountService } from "./count.js";
export const plugin = { name: "plugin", actions: [addAction], providers: [list], services: [CountService], init: () => setUp() };
function setUp() { start(1); }
`,
  "src/add.ts": `import { store as kept } from "./store.js";
const LIMIT = 10;
export const addAction = { name: "add", handler: async () => kept(LIMIT) };
`,
  "src/list.ts": `import { store } from "./stores.js";
export const list = { name: "list", get: async () => store(2) };
`,
  "src/count.ts": `export class CountService extends Service {
  static serviceType = "count";
  static async start() { return new CountService(); }
  count() { return three(); }
}
const three = () => 3;
`,
  "src/stores.ts": 'export * from "./store.js";\n',
  "src/store.ts": `export function store(x) { return x + 5; }
export function nobody() { return 6; }
export interface Unused { seven: 7 }
`,
  "src/parameters.ts": "export const eight = () => 8;\n",
  "src/__tests__/add.test.ts": "export const nine = { name: 'x', handler: () => 9 };\n",
};

test("a mutant belongs to the one component that reaches it, or to shared code; dead code is left alone", () => {
  const { mutants } = mutate(PLUGIN);
  const of = (name: string): string[] =>
    mutants.filter(({ component }) => component === name).map(({ what }) => what);
  expect([...new Set(mutants.map(({ component }) => component))].sort()).toEqual([
    "add",
    "count",
    "list",
    "shared code",
  ]);
  expect(of("add")).toContain("`10` is 9");
  expect(of("list")).toContain("`2` is 1");
  expect(of("count")).toEqual(["count does nothing", "three does nothing", "`3` is 2"]);
  expect(of("shared code")).toContain("store does nothing");
  expect(of("shared code")).toContain("setUp does nothing");
  expect(JSON.stringify(mutants)).not.toMatch(/[6789]` is/);
});

test("what holds all mutants is whole TypeScript, and does the same while none is chosen", () => {
  const body = `let n = 0; const o = { a: [1] };
  for (const each of [1, 2, 3]) { if (each < 2 && x !== "no") n += each; else n -= each * each }
  switch (x) { case "five": n *= 5; break; default: n = -n }
  const f = (a = 2) => a > 0 ? \`\${a} is \${a >= 2 ? "many" : "one"}\` : "none";
  x?.length;
  return [f(), f(0), f(1), f(2), n, o["a"][0]]`;
  const files = { "src/index.ts": `({ name: "act", handler: function (x) { ${body} } })\n` };
  const { mutants, sources } = mutate(files);
  const text = sources["src/index.ts"] ?? "";
  expect(mutants.length).toBeGreaterThan(20);
  const { parseDiagnostics } = parse("index.ts", text) as unknown as {
    parseDiagnostics: unknown[];
  };
  expect(parseDiagnostics).toEqual([]);
  const run = (code: string): unknown[] =>
    ["five", "no"].map((word) => {
      const plugin = (0, eval)(code) as { handler: (word: string) => unknown };
      try {
        return plugin.handler(word);
      } catch (error) {
        return String(error);
      }
    });
  const results = (chosen?: number): unknown[] => {
    Object.assign(globalThis, { [SWITCH]: (id: number) => id === chosen });
    return run(text);
  };
  const plain = run(files["src/index.ts"]);
  expect(results()).toEqual(plain);
  const same = mutants.filter(({ id }) => JSON.stringify(results(id)) === JSON.stringify(plain));
  // Nobody can notice that what has no effect is left out.
  expect(same.map(({ what }) => what)).toEqual(["`x?.length` is left out"]);
});

test.each([
  ["a long chain", `const a = ${Array(40_000).fill("b").join("&&")};`],
  ["long chains of calls", `const a = z${'.a("b")'.repeat(20_000)};`],
  ["a long list", `const a = f("${Array(40_000).fill("b").join('","')}");`],
  ["deep nesting", `${"[".repeat(900)}1${"]".repeat(900)};`],
])("code that is made to be slow is read in no time: %s", (_what, code) => {
  const body = `export const act = { name: "act", handler: async () => { ${code} } };`;
  const { sources } = mutate({ "src/index.ts": body });
  expect(Object.keys(hollow({ "src/index.ts": body }))).toEqual(["src/index.ts"]);
  expect(sources["src/index.ts"]?.length).toBeLessThan(20 * body.length);
});

const mutant = (id: number, component: string, operator: Mutant["operator"]): Mutant => ({
  id,
  component,
  operator,
  file: "src/a.ts",
  line: id + 1,
  what: `${id} is broken`,
});

test("components take turns, and so do the ways to break them", () => {
  const mutants = [
    mutant(0, "a", "constant"),
    mutant(1, "a", "constant"),
    mutant(2, "a", "nothing"),
    mutant(3, "b", "dropped"),
    mutant(4, "b", "nothing"),
  ];
  expect(inTurns(mutants).map(({ id }) => id)).toEqual([2, 4, 0, 3, 1]);
  const throwing = mutant(5, "b", "throws");
  expect(inTurns([...mutants, throwing]).map(({ id }) => id)).toEqual([2, 5, 0, 4, 1, 3]);
});

describe("what became of mutants", () => {
  const mutants = ["a", "a", "b", "b", "shared code"].map((name, id) =>
    mutant(id, name, "constant"),
  );
  const judged = (...outcomes: MutantOutcome[]) =>
    judgeMutants(mutants, { outcomes: outcomes.map((each, id) => [id, each]), durationMs: 1 });

  test("a component of which nothing was noticed is red, with its survivors", () => {
    const { findings, summary } = judged("killed", "survived", "survived", "unreached", "killed");
    expect(summary).toBe("2 of 5 mutants killed");
    expect(findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
      "blocker tests-do-not-bite",
      "note surviving-mutant",
    ]);
    expect(findings[0]?.message).toContain(
      "src/a.ts:3 2 is broken; src/a.ts:4 3 is broken (no test gets there)",
    );
  });

  test("shared code of which nothing was noticed is noted", () => {
    const { findings } = judged("killed", "killed", "killed", "killed", "survived");
    expect(findings.map(({ severity }) => severity)).toEqual(["note"]);
  });

  test("where there was no time to know, nothing is red", () => {
    const { findings } = judged("killed", "killed", "survived");
    expect(findings.map(({ severity }) => severity)).toEqual(["note"]);
  });

  test("what was not tried does not count", () => {
    const { findings, summary, mutation } = judged("killed");
    expect(summary).toBe("1 of 1 mutants killed, 5 in all");
    expect(findings).toEqual([]);
    expect(mutation.components.map(({ name }) => name)).toEqual(["a"]);
  });
});
