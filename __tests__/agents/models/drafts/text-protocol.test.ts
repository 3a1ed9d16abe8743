import fc from "fast-check";
import { expect, test } from "vitest";
import { parseProtocol } from "../../../../agents/models/drafts/parse-protocol.ts";
import {
  applySteps,
  protocolInstructions,
  protocolTag,
  renderAnswer,
  type Step,
} from "../../../../agents/models/drafts/text-protocol.ts";
import { draftOf } from "../../../support/draft.ts";

const TAG = "K7Q2";
const { signal } = new AbortController();
const parse = (text: string) => parseProtocol(text, TAG);

test("an answer is read as it was written", () => {
  const text = `Here is what I changed.

@@K7Q2 FILE src/b.ts
export const b = 1;
@@K7Q2 END

@@K7Q2 EDIT src/a.ts
<<<<<<< SEARCH
old
=======
new
>>>>>>> REPLACE
<<<<<<< SEARCH
gone
=======
>>>>>>> REPLACE
@@K7Q2 END
@@K7Q2 DELETE src/c.ts
@@K7Q2 SUMMARY Add b and mend a
@@K7Q2 DONE
Anything else?`;
  expect(parse(text)).toEqual({
    steps: [
      { kind: "write", path: "src/b.ts", content: "export const b = 1;\n" },
      {
        kind: "edit",
        path: "src/a.ts",
        edits: [
          { search: "old", replace: "new" },
          { search: "gone\n", replace: "" },
        ],
      },
      { kind: "delete", path: "src/c.ts" },
    ],
    summary: "Add b and mend a",
    problems: [],
    complete: true,
  });
});

test("the slips that models make are forgiven", () => {
  const text = [
    "<think>I could write",
    "@@K7Q2 FILE src/no.ts",
    "x",
    "@@K7Q2 END",
    "</think>",
    "```",
    "**@@K7Q2 FILE: `./src/a.ts`**",
    "```typescript",
    "const a = `",
    "```",
    "`;",
    "```",
    "  @@K7Q2 END  ",
    '@@K7Q2 EDIT "src/b.ts"',
    "```",
    "<<<<<<< SEARCH>",
    "b",
    "=====  ",
    "c",
    ">>>>>>> REPLACE>",
    "```",
    "@@K7Q2 END src/b.ts",
    "`@@K7Q2 DONE`",
  ].join("\r\n");
  expect(parse(text)).toEqual({
    steps: [
      { kind: "write", path: "src/a.ts", content: "const a = `\n```\n`;\n" },
      { kind: "edit", path: "src/b.ts", edits: [{ search: "b", replace: "c" }] },
    ],
    problems: [],
    complete: true,
  });
});

test("lines that look like markers, fences and conflicts belong to the file they are in", () => {
  const content = [
    "@@AAAA END",
    "// @@K7Q2 END",
    "@@K7Q2",
    "@@K7Q2 CONTINUE",
    "```ts",
    "<<<<<<< SEARCH",
    "=======",
    ">>>>>>> REPLACE",
    "DONE",
    "",
  ].join("\n");
  const { steps } = parse(`@@K7Q2 FILE README.md\n${content}@@K7Q2 END\n@@K7Q2 DONE`);
  expect(steps).toEqual([{ kind: "write", path: "README.md", content }]);
});

test("a Markdown file keeps a code fence of its own and loses one around it", () => {
  const content = (body: string) => {
    const [step] = parse(`@@K7Q2 FILE README.md\n${body}\n@@K7Q2 END`).steps;
    return step?.kind === "write" ? step.content : undefined;
  };
  expect(content("```bash\nnpm i\n```")).toBe("```bash\nnpm i\n```\n");
  expect(content("```markdown\n# Title\n```")).toBe("# Title\n");
});

test("a section that was cut off is left out and named, whatever comes after it", () => {
  const cut = parse(
    "@@K7Q2 FILE src/a.ts\nconst a = 1;\n@@K7Q2 END\n@@K7Q2 FILE src/b.ts\nconst b",
  );
  expect(cut).toEqual({
    steps: [{ kind: "write", path: "src/a.ts", content: "const a = 1;\n" }],
    problems: ["src/b.ts: the section has no END and was left out."],
    complete: false,
  });
  const next = parse("@@K7Q2 FILE src/a.ts\na\n@@K7Q2 FILE src/b.ts\nb\n@@K7Q2 END\n@@K7Q2 DONE");
  expect(next.steps).toEqual([{ kind: "write", path: "src/b.ts", content: "b\n" }]);
  expect(next.problems).toEqual(["src/a.ts: the section has no END and was left out."]);
  expect(next.complete).toBe(true);
});

test("what cannot be read without a doubt is left out with the reason", () => {
  const problem = (text: string) => {
    const { steps, problems } = parse(text);
    expect(steps).toEqual([]);
    return problems.join("\n");
  };
  const edit = (body: string) => problem(`@@K7Q2 EDIT README.md\n${body}\n@@K7Q2 END\n@@K7Q2 DONE`);
  const heading = "<<<<<<< SEARCH\nTitle\n=======\n=======\nOther\n>>>>>>> REPLACE";
  expect(edit(heading)).toContain('a line "=======" where it does not belong');
  expect(edit("<<<<<<< SEARCH\na\n>>>>>>> REPLACE")).toContain(
    '">>>>>>> REPLACE" where it does not',
  );
  expect(edit("<<<<<<< SEARCH\na\n=======\nb")).toContain("without its end");
  expect(edit("just prose")).toContain("no SEARCH/REPLACE block");
  expect(problem("@@K7Q2 FILE src/a.ts\n\n@@K7Q2 END")).toContain("is empty");
  expect(problem("@@K7Q2 DELETE")).toContain("DELETE has no path");
  expect(problem("I cannot do that.")).toBe("The answer has no line that begins with @@K7Q2.");
});

test("the instructions show the form that is read, with edits and without", () => {
  const withEdits = protocolInstructions(TAG, { edits: true });
  expect(parse(withEdits)).toMatchObject({
    steps: [{ kind: "write" }, { kind: "edit" }, { kind: "delete" }],
    problems: [],
    complete: true,
  });
  expect(protocolInstructions(TAG, { edits: false })).not.toMatch(/EDIT|SEARCH/);
});

test("a tag is the same for the same call and another for another", () => {
  expect(protocolTag("coder/1/1/1")).toBe(protocolTag("coder/1/1/1"));
  const tags = Array.from({ length: 500 }, (_, call) => protocolTag(`coder/1/${call}/1`));
  expect(new Set(tags).size).toBeGreaterThan(490);
  for (const tag of tags) expect(tag).toMatch(/^[A-HJ-NP-Z2-9]{4}$/);
});

const line = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.constantFrom(
    "```ts",
    "```",
    "@@AAAA END",
    "<<<<<<< SEARCH",
    "=======",
    "",
    "$&",
    "const a = 1;",
  ),
  fc.constantFrom(
    "// @@K7Q2 DONE",
    "x @@K7Q2 END",
    "@@K7Q2",
    "<think>",
    "</think>",
    "日本語",
    "😀",
  ),
);
const content = fc
  .array(line, { minLength: 1, maxLength: 12 })
  .map((lines) => `${["// begin", ...lines, "// end"].join("\n").replace(/\r/g, "")}\n`);
const piece = content
  .filter((text) => !/^(<{5,9}|>{5,9}|={5,9})/m.test(text))
  .map((text) => text.trim());
const path = fc.constantFrom("src/index.ts", "src/actions/add.ts", "README.md");
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("write" as const), path, content }),
  fc.record({
    kind: fc.constant("edit" as const),
    path,
    edits: fc.array(fc.record({ search: piece, replace: piece }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant("delete" as const), path }),
);

test("whatever is written in the form is read again as it was, with either line end", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), fc.boolean(), (steps, windows) => {
      const text = renderAnswer(TAG, { steps, summary: "Add a thing" });
      const parsed = parse(windows ? text.replaceAll("\n", "\r\n") : text);
      expect(parsed).toEqual({ steps, summary: "Add a thing", problems: [], complete: true });
    }),
    { numRuns: 3_000 },
  );
});

test("an answer that is cut off anywhere yields only whole sections of it", () => {
  const steps: Step[] = [
    { kind: "write", path: "src/a.ts", content: "const a = 1;\n" },
    { kind: "edit", path: "src/b.ts", edits: [{ search: "x", replace: "y" }] },
  ];
  const text = renderAnswer(TAG, { steps, summary: "Add a" });
  for (let length = 0; length < text.trimEnd().length; length += 1) {
    const parsed = parse(text.slice(0, length));
    expect(parsed.complete).toBe(false);
    expect(steps).toEqual(expect.arrayContaining(parsed.steps));
  }
});

test("no text makes the parser throw or hang", () => {
  const parts = fc.constantFrom(
    "@@K7Q2",
    "@@K7Q2 FILE ",
    "@@K7Q2 EDIT ",
    "@@K7Q2 END",
    "@@K7Q2 DELETE ",
    "@@K7Q2 SUMMARY ",
    "@@K7Q2 DONE",
    "\n",
    "\r\n",
    "\r",
    "\u2028",
    " ",
    "`",
    "**",
    "```ts",
    "~~~",
    "<<<<<<< SEARCH",
    "=======",
    ">>>>>>> REPLACE",
    "<think>",
    "</think>",
    "src/a.ts",
    "\ud800",
    "\u0000",
  );
  const some = fc.oneof(parts, parts, fc.string({ unit: "binary", maxLength: 20 }));
  const texts = fc.array(some, { maxLength: 60 }).map((each) => each.join(""));
  const started = performance.now();
  fc.assert(
    fc.property(texts, (text) => {
      const { steps, problems, complete } = parse(text);
      for (const step of steps) {
        expect(step.kind === "dispute" ? step.dispute.test : step.path).not.toBe("");
      }
      // Whoever answers with nothing that can be read is told so.
      expect(steps.length > 0 || problems.length > 0 || complete || text.includes("@@K7Q2")).toBe(
        true,
      );
    }),
    { numRuns: 10_000 },
  );
  expect(performance.now() - started).toBeLessThan(20_000);
});

test("long texts are read in time that grows with their length only", () => {
  const started = performance.now();
  for (const part of [
    "@@K7Q2 FILE a\n",
    "@@K7Q2 ",
    " ",
    "`",
    "@@K7Q2 FILE `",
    "<<<<<<< SEARCH\n",
    "=",
    "<think>",
    "\r",
    "@@K7Q2 SUMMARY *** ",
  ]) {
    const text = part.repeat(Math.ceil(1_000_000 / part.length));
    parse(text);
    parse(`@@K7Q2 DELETE a${text}b`);
    parse(`@@K7Q2 EDIT a\n${text}\n@@K7Q2 END\n`);
  }
  expect(performance.now() - started).toBeLessThan(10_000);
});

test("steps are taken on the draft, and what is refused is told for the next answer", async () => {
  const draft = draftOf({ "src/a.ts": "let a = 1;\n", "src/old.ts": "let b = 1;\n" });
  const problems = await applySteps(
    draft,
    [
      { kind: "edit", path: "src/a.ts", edits: [{ search: "1", replace: "2" }] },
      { kind: "edit", path: "src/a.ts", edits: [{ search: "let a = 3", replace: "x" }] },
      { kind: "edit", path: "src/a.ts", edits: [{ search: "let d", replace: "x" }] },
      { kind: "write", path: "package.json", content: "{}\n" },
      { kind: "delete", path: "src/old.ts" },
      { kind: "write", path: "README.md", content: "# $&\n" },
    ],
    signal,
  );
  expect(draft.files).toEqual({ "src/a.ts": "let a = 2;\n", "README.md": "# $&\n" });
  expect(problems).toEqual([
    expect.stringMatching(/^src\/a\.ts is unchanged\. The text .* was not found\. Line 1 comes/),
    expect.stringMatching(/Send the whole file in a FILE section\.$/),
    'The coder may write src/**.ts or README.md, got "package.json".',
  ]);
});

test("no further step is taken after an abort", async () => {
  const draft = draftOf({});
  const write: Step = { kind: "write", path: "README.md", content: "x\n" };
  await expect(applySteps(draft, [write], AbortSignal.abort(new Error("stop")))).rejects.toThrow(
    "stop",
  );
  expect(draft.files).toEqual({});
});

test("a disputed test is read from one line, and only the coder may dispute one", async () => {
  const dispute = { test: "[AC-1] adds > twice", clause: "adds one", reason: "It wants two: no." };
  const text = renderAnswer("K7Q2", { steps: [{ kind: "dispute", dispute }], summary: "mend" });
  expect(parse(text).steps).toEqual([{ kind: "dispute", dispute }]);
  expect(parse("@@K7Q2 DISPUTE only a name\n@@K7Q2 DONE").problems).toEqual([
    "DISPUTE needs a test, a clause and a reason, with :: between them.",
  ]);
  const asked = (disputes: boolean) => protocolInstructions("K7Q2", { edits: true, disputes });
  expect(asked(true)).toContain("@@K7Q2 DISPUTE <name of a red test> :: ");
  expect(asked(false)).not.toContain("DISPUTE");
});
