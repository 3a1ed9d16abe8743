import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdit } from "../../../../agents/models/drafts/apply-edit.ts";

const FILE = `export function add(a: number, b: number): number {
  return a + b;
}

export function twice(n: number): number {
  if (n > 0) {
    return n * 2;
  }
  return 0;
}
`;

const edited = (text: string, search: string, replace: string): string => {
  const result = applyEdit(text, { search, replace });
  if (!result.applied) throw new Error(result.why);
  return result.text;
};
const refusal = (text: string, search: string, replace: string): string => {
  const result = applyEdit(text, { search, replace });
  if (result.applied) throw new Error(`was applied: ${result.text}`);
  return result.why;
};

test("a piece that is there once is replaced, and its line is told", () => {
  const result = applyEdit(FILE, { search: "n * 2", replace: "n + n" });
  expect(result).toEqual({ applied: true, text: FILE.split("n * 2").join("n + n"), line: 7 });
});

test("dollar signs in a replacement mean themselves", () => {
  for (const replace of ["$&", "$1", "$$", "$`", "$'", "`${a}$&`"]) {
    expect(edited("let a = b;", "b", replace)).toBe(`let a = ${replace};`);
  }
});

test("space at the ends of lines does not matter", () => {
  expect(edited("a  \nb\t\nc\n", "a\nb", "x\ny")).toBe("x\ny\nc\n");
  expect(edited("a\nb\nc\n", "a  \nb ", "x\ny")).toBe("x\ny\nc\n");
});

test("lines that are indented otherwise by the same amount are found, and the replacement is indented alike", () => {
  const search = "if (n > 0) {\n  return n * 2;\n}";
  const replace = "if (n > 1) {\n  return n * 3;\n}\n\nlog(n);";
  expect(edited(FILE, search, replace)).toBe(
    FILE.split("  if (n > 0) {\n    return n * 2;\n  }").join(
      "  if (n > 1) {\n    return n * 3;\n  }\n\n  log(n);",
    ),
  );
  const deeper = "      if (n > 0) {\n        return n * 2;\n      }";
  expect(edited(FILE, deeper, deeper.split("0").join("9"))).toBe(FILE.split("> 0").join("> 9"));
});

test("lines whose indentation differs unevenly are refused", () => {
  expect(refusal(FILE, "if (n > 0) {\nreturn n * 2;\n}", "x")).toContain("was not found");
  expect(refusal("    a;\n    b;\n", "  a;\n  b;", "  a;\nc;")).toContain("was not found");
});

test("lines that may fit elsewhere too are not guessed at", () => {
  const even = "  if (a) {\n    b();\n  }\n";
  const uneven = "if (a) {\n b();\n   }\n";
  const search = "if (a) {\n  b();\n}";
  expect(edited(uneven + even, search, "c();")).toBe(`${uneven}  c();\n`);
  expect(refusal(even + even, search, "c();")).toContain("several times, at lines 1, 4. ");
  expect(refusal(even + uneven.repeat(9) + even, search, "c();")).toContain("was not found");
});

test("line ends stay as they are, also where they are mixed", () => {
  expect(edited("a\r\nb\r\nc\r\n", "a\nb", "x\ny\nz")).toBe("x\r\ny\r\nz\r\nc\r\n");
  expect(edited("a\nb\nc\n", "a\r\nb", "x\r\ny")).toBe("x\ny\nc\n");
  expect(edited("a\r\nb\nc\r\nd\n", "c\n", "x\ny\n")).toBe("a\r\nb\nx\r\ny\r\nd\n");
});

test("a last line without its line end is found by one that has it", () => {
  expect(edited("a\nb", "b\n", "c\n")).toBe("a\nc\n");
});

test("a piece that is not there is answered with the lines that come nearest, where they differ", () => {
  const why = refusal(FILE, "  if (n > 0) {\n    return n * 3;\n  }", "x");
  expect(why).toBe(
    "The text to be replaced was not found. Lines 6 to 8 come nearest:\n  if (n > 0) {\n    return n * 2;\n  }",
  );
  const long = Array.from({ length: 20 }, (_, n) => `line ${n + 1};`).join("\n");
  expect(refusal(long, long.replace("line 14;", "line fourteen;"), "x")).toContain(
    "Lines 13 to 17 come nearest:\nline 13;\nline 14;\nline 15;\nline 16;\nline 17;",
  );
  expect(refusal(FILE, "while (true) {\n    return n * 2;\n  }", "x")).toContain(
    "Lines 6 to 8 come",
  );
  expect(refusal(FILE, "export function tvice(m: number) {", "x")).toContain(
    "Line 5 comes nearest:\nexport function twice(n: number): number {",
  );
  expect(refusal(FILE, "quite another thing altogether", "x")).toContain(
    "Nothing in the file is like it.",
  );
});

test("an edit that was made already is told so", () => {
  expect(refusal(FILE, "return a - b;", "return a + b;")).toContain(
    "The replacement is already there, at line 2.",
  );
});

test("a piece that is there several times is answered with the lines", () => {
  expect(refusal(FILE, ": number", "x")).toMatch(
    /several times, at lines 1, 1, 1, 5, 5 and perhaps/,
  );
  expect(refusal(FILE, "return", "x")).toContain("at lines 2, 7, 9. ");
  expect(refusal("aaa", "aa", "b")).toContain("several times");
});

test("nothing cannot be replaced, nor a piece by itself", () => {
  expect(refusal(FILE, "", "x")).toContain("is empty");
  expect(refusal(FILE, " \n\t\n", "x")).toContain("is empty");
  expect(refusal(FILE, "a + b", "a + b")).toContain("are the same");
  expect(refusal(FILE, "b;\r\n}", "b;\n}")).toContain("are the same");
});

/** Texts of few different characters, so that pieces repeat and almost repeat. */
const text = fc
  .array(fc.constantFrom("a", "b", " ", "  ", "\t", "\n", "\r\n", "$&", "{", "é😀"), {
    maxLength: 40,
  })
  .map((parts) => parts.join(""));

test("an edit changes the one region it matched, or nothing", () => {
  let applied = 0;
  fc.assert(
    fc.property(text, text, text, fc.nat(), fc.nat(), (source, other, replace, from, length) => {
      const start = from % (source.length + 1);
      const piece = source.slice(start, start + (length % 12));
      for (const search of [piece, other, piece.trimEnd(), ` ${piece}`]) {
        const result = applyEdit(source, { search, replace });
        if (!result.applied) continue;
        applied += 1;
        // Some beginning and some end of the source stay to the byte; what is between them is the match, white space aside.
        const fits = regions(source, search).some(([before, after]) => {
          if (!result.text.startsWith(before) || !result.text.endsWith(after)) return false;
          const written = result.text.slice(before.length, result.text.length - after.length);
          return bare(written) === bare(replace);
        });
        expect(fits, JSON.stringify({ source, search, replace, result })).toBe(true);
      }
    }),
    { numRuns: 3_000 },
  );
  expect(applied).toBeGreaterThan(500);
});

const bare = (value: string): string => value.replace(/\s/g, "");

/** What is before and after each region that reads like the searched text, white space aside. */
function regions(source: string, search: string): [string, string][] {
  const found: [string, string][] = [];
  for (let start = 0; start <= source.length; start += 1) {
    for (let end = start; end <= source.length; end += 1) {
      if (bare(source.slice(start, end)) === bare(search)) {
        found.push([source.slice(0, start), source.slice(end)]);
      }
    }
  }
  return found;
}

test("a unique line is replaced and every other line is the same as before", () => {
  const line = fc
    .string({ unit: "grapheme", maxLength: 12 })
    .filter((each) => !/[\r\n]/.test(each));
  const lines = fc.array(line, { maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, line, fc.boolean(), (before, after, replace, windows) => {
      const end = windows ? "\r\n" : "\n";
      const source = [...before, "  the one", ...after].join(end);
      const expected = [...before, `  ${replace}`, ...after].join(end);
      fc.pre(!source.replace("the one", "").includes("the one"));
      expect(edited(source, "the one", replace)).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});

test("texts that are hard to compare are answered in bounded time", () => {
  const started = performance.now();
  const lines = "a\n".repeat(130_000);
  refusal(lines, `${"a\n".repeat(60_000)}b`, "x");
  refusal(`${" ".repeat(250_000)}x`, "y", "z");
  refusal("x".repeat(250_000), `${"x".repeat(120_000)}y`, "z");
  refusal(" a\n".repeat(80_000), ` b\n${"a\n".repeat(40_000)}`, "x");
  expect(performance.now() - started).toBeLessThan(5_000);
});
