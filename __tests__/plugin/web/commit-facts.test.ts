import { expect, test } from "vitest";
import {
  charactersIn,
  rangeText,
  readRange,
  verdictsOf,
} from "../../../plugin/web/history/commit-facts.ts";
import { openFindings, placeText } from "../../../plugin/web/history/findings.ts";
import { legible } from "../../../plugin/web/parts/legible.ts";
import type { Finding } from "../../../shared/results.ts";

const statuses = (trailers: Record<string, string>) =>
  Object.fromEntries(verdictsOf({ trailers }).map(({ name, status }) => [name, status]));

test("verdicts are read from what a commit measured", () => {
  const green = { Build: "passed", Tests: "28 passed, 0 failed; 3 of 4 mutants killed" };
  expect(statuses({ ...green, Review: "94 approved", Job: "abc123" })).toEqual({
    build: "passed",
    tests: "passed",
    review: "passed",
  });
  expect(
    statuses({ Build: "failed", Lint: "not run", Tests: "27 passed, 1 failed", Review: "none" }),
  ).toEqual({ build: "failed", lint: "skipped", tests: "failed", review: "skipped" });
  expect(statuses({ Review: "71 rejected", Tests: "10 passed, 0 failed" })).toEqual({
    tests: "passed",
    review: "failed",
  });
});

test("characters are told by their trailers", () => {
  const trailers = { "Character-coder": "c0ffee", "Character-reviewer": "", Cost: "none" };
  expect(charactersIn({ trailers })).toEqual([{ agent: "coder", hash: "c0ffee" }]);
});

test("two commits stand in an address, and nothing else is taken for them", () => {
  const text = rangeText("a9e8fff015e644f92b0b", "7eca113da4020c5c5fe2");
  expect(text).toBe("a9e8fff..7eca113");
  expect(readRange(text)).toEqual({ from: "a9e8fff", to: "7eca113" });
  expect(readRange("a9e8fff")).toBeUndefined();
  expect(readRange("--all..7eca113")).toBeUndefined();
});

test("the worst findings come first, with where they are", () => {
  const finding = (
    severity: Finding["severity"],
    from: Finding["from"],
    line?: number,
  ): Finding => ({
    ...{ severity, from, message: severity },
    ...(line ? { file: "src/index.ts", line } : {}),
  });
  const gate = { name: "lint", status: "failed", summary: "", durationMs: 1 } as const;
  const all = openFindings({
    gates: [{ ...gate, findings: [finding("warning", "lint", 3)] }],
    review: {
      ...{ verdict: "revise", score: 50, summary: "" },
      findings: [finding("note", "review"), finding("blocker", "review", 9)],
    },
  });
  expect(all.map(({ severity }) => severity)).toEqual(["blocker", "warning", "note"]);
  expect(all.map(placeText)).toEqual(["src/index.ts:9", "src/index.ts:3", undefined]);
});

test("nothing in a text hides or paints", () => {
  expect(legible("\u001b[31mred\u001b[0m\r\nnext\u202e\u0007")).toBe("red\nnext⟨U+202E⟩⟨U+0007⟩");
  expect(legible("a [b] 你好 👩‍💻")).toBe("a [b] 你好 👩‍💻");
});
