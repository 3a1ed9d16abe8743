import { expect, test } from "vitest";
import { isSameCode } from "../../../agents/coder/same-code.ts";

const file = (text: string, name = "src/a.ts") => ({ [name]: text });

test.each([
  ["comments", "const a = 1; // one\n/* two */ export { a };", "const a = 1;\nexport { a };"],
  ["line breaks and spaces", "f( a,\n  b )", "f(a, b)"],
  ["nothing", "const a = `x ${1} y`;", "const a = `x ${1} y`;"],
])("%s make no new version", (_what, one, other) => {
  expect(isSameCode(file(one), file(other))).toBe(true);
  expect(isSameCode(file(other), file(one))).toBe(true);
});

test.each([
  ["a number", "const a = 1;", "const a = 2;"],
  ["a text", 'say("a b")', 'say("a  b")'],
  ["a text in a template", "say(`a b`)", "say(`a  b`)"],
  ["an operator", "a < b", "a <= b"],
  ["code that was a comment", "// f();", "f();"],
])("%s makes a new version", (_what, one, other) => {
  expect(isSameCode(file(one), file(other))).toBe(false);
});

test("files that come, go or are renamed make a new version; prose counts word by word", () => {
  const a = file("const a = 1;");
  expect(isSameCode(a, {})).toBe(false);
  expect(isSameCode(a, { ...a, "src/b.ts": "" })).toBe(false);
  expect(isSameCode(a, file("const a = 1;", "src/b.ts"))).toBe(false);
  expect(isSameCode(file("# A\n\ntext", "README.md"), file("# A\ntext\n", "README.md"))).toBe(true);
  expect(isSameCode(file("# A // b", "README.md"), file("# A", "README.md"))).toBe(false);
});
