import { expect, test } from "vitest";
import { unfitTests } from "../../../agents/facts/test-facts.ts";

const HEAD = 'import { expect, it, test, vi } from "vitest";\nimport plugin from "../index.js";\n';
const unfit = (code: string, ours = true): string[] =>
  unfitTests(
    { "src/index.ts": "export default {};", "src/__tests__/a.test.ts": HEAD + code },
    { ours },
  ).map(({ from, severity, rule, file, line }) => `${from} ${severity} ${rule} ${file}:${line}`);

test.each([
  ["test-leaves", 'test("x", () => { expect(1).toBe(1); process.exit(0); });'],
  ["test-leaves", 'test("x", () => { expect(1).toBe(1); (process as any)["reallyExit"](0); });'],
  ["test-leaves", "const { kill } = process; kill(1);"],
  ["test-leaves", "process.send?.({});"],
  ["test-tampers", "(globalThis as any).__vitest_worker__.current.result = {};"],
  ["test-tampers", "expect.extend({ toBe: () => ({ pass: true, message: () => '' }) });"],
  ["test-tampers", "expect.extend(matchers);"],
  ["test-tampers", "(expect as any).prototype.toBe = () => {};"],
  ["test-tampers", `// @${"vitest"}-environment jsdom`],
  ["suppression", "// @ts-nocheck"],
  ["suppression", "/* @ts-ignore */"],
  ["lint-comment", "// eslint-disable-next-line"],
  ["test-not-run", 'test.only("x", () => expect(1).toBe(1));'],
  ["test-not-run", 'test["skip"]("x", () => expect(1).toBe(1));'],
  ["test-not-run", 'it.concurrent.todo("x");'],
  ["test-not-run", 'test.skipIf(true)("x", () => expect(1).toBe(1));'],
  ["test-mocks-subject", 'vi.mock("../index.js", () => ({}));'],
  ["test-mocks-subject", "vi.doMock(plugin.name);"],
  ["test-snapshot", 'test("x", () => expect(1).toMatchSnapshot());'],
  ["test-snapshot", 'test("x", () => expect(1).toMatchInlineSnapshot());'],
  ["test-without-assertion", 'test("x", () => { plugin.toString(); });'],
  ["test-without-assertion", 'test.each([1, 2])("x", () => { plugin.toString(); });'],
])("%s: %s", (rule, code) => {
  expect(unfit(code)).toEqual([`lint blocker ${rule} src/__tests__/a.test.ts:3`]);
});

test.each([
  'test("x", () => { expect(plugin).toBeTruthy(); });',
  'const same = (a: unknown) => expect(a).toBe(1);\ntest.each([1])("x", (n) => same(n));',
  'const inner = () => expect(1).toBe(1); const outer = () => inner();\ntest("x", () => outer());',
  "expect.extend({ toBeTodo: () => ({ pass: true, message: () => '' }) });",
  'vi.mock("pg", () => ({})); vi.spyOn(console, "log");',
  'test("x", () => expect(1).toMatchInlineSnapshot(`1`));',
  'test("skip is only a word: process.exit", () => expect(1).toBe(1));',
])("fit: %s", (code) => {
  expect(unfit(code)).toEqual([]);
});

test("other people's habits are theirs, but nobody may decide how a test ends", () => {
  const code =
    'vi.mock("../index.js"); test.skip("x", () => {}); expect(1).toMatchSnapshot(); process.exit(0);';
  expect(unfit(code, false)).toEqual(["lint blocker test-leaves src/__tests__/a.test.ts:3"]);
});
