import { expect, test } from "vitest";
import { accusesTests, testFindings } from "../../../shared/loop/test-findings.ts";
import type { Finding } from "../../../shared/results.ts";
import { redReport } from "../../support/job-story.ts";

const FILE = "src/__tests__/a.test.ts";
const finding = (more: Partial<Finding>): Finding => ({
  from: "test",
  severity: "blocker",
  message: "red",
  ...more,
});

test.each([
  ["a test that does not compile", finding({ from: "build", file: FILE }), true],
  ["a test that breaks a rule", finding({ from: "lint", file: FILE }), true],
  ["a test that a reviewer cites", finding({ from: "review", file: FILE }), true],
  ["tests that nothing can break", finding({ rule: "proves-nothing" }), true],
  ["tests that do not bite", finding({ rule: "tests-do-not-bite" }), true],
  ["a test that fails", finding({ file: FILE, test: "adds" }), false],
  ["code that does not compile", finding({ from: "build", file: "src/a.ts" }), false],
])("%s is for who it accuses", (_what, each, isOfTests) => {
  expect(accusesTests(each)).toBe(isOfTests);
});

test("the tester hears that its tests do not bite, and sees nothing of the code", () => {
  const message =
    "No test notices when addTodo is broken. It was broken in 3 ways, one at a time, and all tests stayed green: src/a.ts:3 `count > 1` is `count < 1`. Test what addTodo does.";
  const report = redReport(finding({ rule: "tests-do-not-bite", message }));
  const [told, ...others] = testFindings({ number: 1, findings: [], gates: report.gates, report });
  expect(told?.message).toBe(
    "No test notices when addTodo is broken. Call it, and check answers and stored data.",
  );
  expect(others).toEqual([]);
});
