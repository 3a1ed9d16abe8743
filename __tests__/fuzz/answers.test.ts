import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdit } from "../../agents/models/drafts/apply-edit.ts";
import { runTool } from "../../agents/models/drafts/draft-tools.ts";
import { parseProtocol } from "../../agents/models/drafts/parse-protocol.ts";
import { applySteps, renderAnswer, type Step } from "../../agents/models/drafts/text-protocol.ts";
import { purposes } from "../../agents/models/model.ts";
import { readJson } from "../../agents/models/structured.ts";
import { assertWritablePath } from "../../shared/files.ts";
import { anySpecification, anyTree } from "../support/any-specification.ts";
import { draftOf } from "../support/draft.ts";
import { fuzz, mutated, repetitions, soon } from "../support/fuzz.ts";

const TAG = "K7QX";
const { signal } = new AbortController();

/** What an answer in the text protocol is made of, and what confuses it with something else. */
const LINES = [
  ...[
    `@@${TAG} FILE README.md`,
    `@@${TAG} FILE \`src/index.ts\``,
    `@@${TAG} FILE ../../etc/passwd`,
  ],
  ...[
    `@@${TAG} FILE src/../x.ts`,
    `@@${TAG} FILE package.json`,
    `@@${TAG} FILE src/vitest.config.ts`,
  ],
  ...[
    `@@${TAG} FILE ./src/parameters.ts`,
    `@@${TAG} FILE /etc/passwd`,
    `@@${TAG} FILE "src/a b.ts"`,
  ],
  ...[`@@${TAG} FILE C:\\x.ts`, `@@${TAG} FILE __proto__`, `@@${TAG} FILE src/__tests__/a.test.ts`],
  ...[`@@${TAG} EDIT README.md`, `@@${TAG} EDIT .git/config`, `@@${TAG} DELETE README.md`],
  ...[`@@${TAG} DELETE constructor`, `@@${TAG} DELETE ../x`, `@@${TAG} END`, `@@${TAG} DONE`],
  ...[
    `@@${TAG} SUMMARY x`,
    `**@@${TAG} SUMMARY**`,
    `  \`@@${TAG}: END\``,
    `@@${TAG}`,
    "@@AAAA END",
  ],
  ...["<<<<<<< SEARCH", "=======", ">>>>>>> REPLACE", "<<<<<<<SEARCH>", "```ts", "```", "~~~", ""],
  ...["# hello", "one", "  two", "<think>", "</think>", "\u0000", "\u202e", "```markdown", "\r"],
];
const lines = fc
  .array(fc.oneof(fc.constantFrom(...LINES), fc.string({ unit: "binary", maxLength: 20 })), {
    maxLength: 14,
  })
  .map((all) => all.join("\n"));

const refusal = (path: string): boolean => {
  try {
    assertWritablePath("coder", path);
    return false;
  } catch {
    return true;
  }
};

/** Steps that start no program: what may be written as TypeScript is looked at by esbuild. */
const isQuick = (step: Step): boolean =>
  step.kind === "delete" ||
  step.kind === "dispute" ||
  !step.path.endsWith(".ts") ||
  refusal(step.path);

test("an answer in the text protocol is read without an error, and writes nothing that may not be written", async () => {
  let steps = 0;
  const before = { "README.md": "# hello\none\n", "src/index.ts": "export {};\n" };
  await fc.assert(
    fc.asyncProperty(lines, async (text) => {
      const answer = soon(() => parseProtocol(text, TAG));
      const quick = answer.steps.filter(isQuick);
      const draft = draftOf(before);
      const problems = await applySteps(draft, quick, signal);
      steps += quick.length;
      const refused = quick.filter((step) => step.kind !== "dispute" && refusal(step.path));
      expect(problems.length).toBeGreaterThanOrEqual(refused.length);
      expect(draft.changed.filter(refusal)).toEqual([]);
      for (const problem of problems) expect(problem).not.toMatch(/[^\P{Cc}\n\t]/u);
    }),
    fuzz,
  );
  expect(steps).toBeGreaterThan(fuzz.numRuns / 10);
});

test("what is written in the text protocol is read as it was written", () => {
  const path = fc.stringMatching(/^[a-z][a-z0-9/.-]{0,20}[a-z]$/);
  const content = fc
    .array(fc.stringMatching(/^[a-z][\w {}();="'-]{0,20}$/), { minLength: 1, maxLength: 5 })
    .map((all) => `${all.join("\n")}\n`);
  const step = fc.oneof(
    fc.record({ kind: fc.constant("write" as const), path, content }),
    fc.record({ kind: fc.constant("delete" as const), path }),
    fc.record({
      kind: fc.constant("edit" as const),
      path,
      edits: fc.array(fc.record({ search: content, replace: content }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  );
  const ended = (text: string): string => text.replace(/\n$/, "");
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 4 }),
      fc.stringMatching(/^[a-z][a-z ]{0,20}[a-z]$/),
      (steps, summary) => {
        const answer = parseProtocol(renderAnswer(TAG, { steps, summary }), TAG);
        const read = steps.map((each) =>
          each.kind === "edit"
            ? {
                ...each,
                edits: each.edits.map(({ search, replace }) => ({
                  search: ended(search),
                  replace: ended(replace),
                })),
              }
            : each,
        );
        expect(answer).toEqual({ steps: read, summary, problems: [], complete: true });
      },
    ),
    fuzz,
  );
});

test("an edit is made where it is meant, or refused in words", () => {
  const line = fc.constantFrom(
    "a",
    "  a",
    "b {",
    "}",
    "",
    "\t",
    "aa",
    "a  ",
    "return a;",
    "é\u2028",
  );
  const text = fc
    .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom("\n", "\n", "\r\n"))
    .map(([all, end]) => all.join(end));
  fc.assert(
    fc.property(text, text, text, (source, search, replace) => {
      const result = soon(() => applyEdit(source, { search, replace }));
      if (!result.applied) {
        expect(result.why.length).toBeGreaterThan(10);
        return;
      }
      expect(search.trim()).not.toBe("");
      const isPlain = !`${source}${search}${replace}`.includes("\r");
      if (isPlain && source.split(search).length === 2) {
        expect(result.text).toBe(source.replace(search, () => replace));
      }
    }),
    fuzz,
  );
});

test("a tool is called with anything, and answers in words", async () => {
  const path = fc.oneof(
    fc.constantFrom(
      "README.md",
      "src/index.ts",
      "../x",
      "package.json",
      "__proto__",
      "constructor",
    ),
    fc.string({ unit: "binary", maxLength: 12 }),
  );
  const input = fc.oneof(
    fc.record({
      path,
      content: fc.string({ unit: "binary" }),
      old_str: fc.string(),
      new_str: fc.string(),
    }),
    fc.record({ path: fc.anything(), content: fc.anything() }, { requiredKeys: [] }),
    fc.anything(),
  );
  const name = fc.constantFrom(
    "write_file",
    "str_replace",
    "delete_file",
    "check",
    "__proto__",
    "",
  );
  await fc.assert(
    fc.asyncProperty(name, input, async (tool, value) => {
      const draft = draftOf({ "README.md": "# hello\n" });
      const given = value as { path?: unknown } | null | undefined;
      if (typeof given?.path === "string" && given.path.endsWith(".ts")) return;
      const { content } = await runTool(draft, tool, value, signal);
      expect(content).not.toBe("");
      expect(draft.changed.filter(refusal)).toEqual([]);
    }),
    fuzz,
  );
});

test("an answer that should be JSON is JSON, or nothing", () => {
  const json = fc.oneof(anySpecification, anyTree).map((value) => JSON.stringify(value) ?? "");
  const piece = fc.constantFrom(
    "",
    "{",
    "}",
    "[",
    '"',
    "'",
    ":",
    ",",
    "\\",
    "//",
    "/*",
    "```",
    "NaN",
    "é",
    "\u0000",
  );
  const text = fc.oneof(
    { weight: 3, arbitrary: mutated(json, piece) },
    { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
  );
  fc.assert(
    fc.property(text, (answer) => {
      const value = soon(() => readJson(answer));
      if (value !== undefined) expect(JSON.stringify(value)).toBeTypeOf("string");
      for (const { wire, fromWire } of Object.values(purposes).filter((each) => "wire" in each)) {
        const read = wire.safeParse(value);
        if (read.success) fromWire(read.data as never);
      }
    }),
    fuzz,
  );
  for (const depth of [1_000, 100_000]) {
    for (const [open, close] of [
      ["{", "}"],
      ["[", "]"],
      ['{"a":', "}"],
      ["{a:[", "]}"],
    ] as const) {
      soon(() => readJson(`${open.repeat(depth)}${close.repeat(depth)}`));
      soon(() => readJson(`{${open.repeat(depth)}`));
    }
  }
  soon(() => readJson("a b\n".repeat(100_000)));
});

test("answers full of repetitions are read soon", () => {
  const text = repetitions(
    ...LINES,
    "\n",
    "@@",
    "`",
    "*",
    " ",
    "{",
    '"',
    "\\",
    "}",
    "[",
    ",",
    ":",
    "//",
    "/*",
  );
  fc.assert(
    fc.property(text, text, (one, other) => {
      soon(() => parseProtocol(`${one}\n${other}`, TAG));
      soon(() => applyEdit(one, { search: other, replace: "x" }));
      soon(() => readJson(one + other));
    }),
    { ...fuzz, numRuns: fuzz.numRuns / 50 },
  );
});
