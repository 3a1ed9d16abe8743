import { expect, test } from "vitest";
import { unknownImports } from "../../agents/core-api/imports.ts";
import { earlierFindings, findingsPacket } from "../../agents/findings-packet.ts";
import { signatureOf } from "../../shared/loop/signature.ts";
import type { Files } from "../../shared/files.ts";
import type { Finding } from "../../shared/results.ts";
import { estimateTokens } from "../../shared/usage.ts";

const finding = (parts: Partial<Finding>): Finding => ({
  from: "build",
  severity: "blocker",
  message: "is wrong",
  ...parts,
});

const packet = (
  findings: Finding[],
  { history = [], files = {} }: { history?: Finding[][]; files?: Files } = {},
): string => findingsPacket({ findings, history, files });

const count = (text: string, part: string): number => text.split(part).length - 1;

test("of sixty errors that one missing name causes, the name is told and the rest is counted", () => {
  const handlers = Array.from(
    { length: 30 },
    (_, index) =>
      `export const h${index}: ActionHandler = async (runtime, message) => [runtime, message];`,
  );
  const files = {
    "src/a.ts": ['import type { ActionHandler } from "@elizaos/core";', ...handlers].join("\n"),
  };
  const followers = handlers.flatMap((_, index) =>
    ["runtime", "message"].map((name) =>
      finding({
        rule: "TS7006",
        file: "src/a.ts",
        line: index + 2,
        message: `Parameter '${name}' implicitly has an 'any' type.`,
      }),
    ),
  );
  const text = packet([...followers, ...unknownImports(files)], { files });
  expect(text).toContain('exports no "ActionHandler". Nearest: Handler');
  expect(text).toContain("+60 more that probably go away with it");
  expect(text).toContain('>    1| import type { ActionHandler } from "@elizaos/core";');
  expect(text).not.toContain("TS7006");
  expect(estimateTokens(text)).toBeLessThan(300);
});

test("sixty different errors fit too, and what is left out is counted", () => {
  const long = "an expectation that was not met ".repeat(60);
  const findings = Array.from({ length: 60 }, (_, index) =>
    finding({ file: `src/${"x".repeat(index + 1)}.ts`, line: 3, message: long }),
  );
  const files = Object.fromEntries(
    findings.map(({ file = "" }) => [file, `${"y".repeat(400)}\n`.repeat(9)]),
  );
  const text = packet(findings, { files });
  expect(estimateTokens(text)).toBeLessThanOrEqual(1500);
  const told = count(text, "[build blocker]");
  expect(told).toBeGreaterThan(1);
  expect(told).toBeLessThanOrEqual(8);
  expect(text).toContain(`And ${60 - told} more of another kind`);
});

test("two names that are missing are two causes, even in one file", () => {
  const text = packet([
    finding({ rule: "TS2304", file: "src/a.ts", message: "Cannot find name 'store'." }),
    finding({ rule: "TS2304", file: "src/a.ts", message: "Cannot find name 'clock'." }),
    finding({ rule: "TS2304", file: "src/b.ts", line: 7, message: "Cannot find name 'clock'." }),
  ]);
  expect(text).toContain("'store'");
  expect(text).toContain("'clock'. (+1 similar: src/b.ts:7)");
});

test("findings that differ in numbers, names and places only are told once", () => {
  const unused = (name: string, line: number): Finding =>
    finding({
      from: "lint",
      rule: "no-unused-vars",
      file: "src/a.ts",
      line,
      message: `'${name}' is not used on line ${line}.`,
    });
  const text = packet([unused("one", 3), unused("two", 9), unused("three", 12)]);
  expect(text).toBe(
    "1. [lint no-unused-vars blocker] src/a.ts:3 'one' is not used on line 3. (+2 similar: src/a.ts:9, src/a.ts:12)",
  );
});

test("causes come first, then blockers in the order of the gates, then warnings", () => {
  const text = packet([
    finding({ from: "lint", severity: "warning", message: "a warning" }),
    finding({ from: "review", message: "a remark of the reviewer" }),
    finding({ from: "test", message: "a failing test" }),
    finding({ message: "a type error" }),
    finding({ rule: "TS2307", file: "src/a.ts", message: "Cannot find module './b.js'." }),
  ]);
  const order = ["'./b.js'", "a type error", "a failing test", "the reviewer", "a warning"];
  expect(order.map((words) => text.indexOf(words))).toEqual(
    order.map((words) => text.indexOf(words)).sort((one, other) => one - other),
  );
});

test("tests that cannot be run and a bundle that fails go with a missing module", () => {
  const text = packet([
    finding({ message: 'The bundle failed: Could not resolve "./b.js"' }),
    finding({ from: "test", message: "src/__tests__/a.test.ts could not be run: Error" }),
    finding({ rule: "TS2307", file: "src/a.ts", message: "Cannot find module './b.js'." }),
    finding({ from: "test", message: "adds: expected 1 to be 2" }),
  ]);
  expect(text).toContain("./b.js'. (+2 more that probably go away with it)");
  expect(text).toContain("2. [test blocker] adds: expected 1 to be 2");
});

test("a failing test keeps its name and the difference, without colours, places and times of this machine", () => {
  const message = [
    "adds a todo: \u001b[31mAssertionError\u001b[39m: expected { success: false } to match object { success: true }",
    "- Expected",
    "+ Received",
    '-   "success": true,',
    '+   "success": false,',
    "    at /tmp/data-Xy1/jobs/abc/workspace/src/__tests__/todo.test.ts:12:3",
    "    at file:///home/someone/app/node_modules/vitest/dist/index.js:1:2",
    " ✓ lists todos 12ms",
    "GET http://127.0.0.1:9/nothing/at/all and /todos/first/done took longer than 20 s.",
  ].join("\n");
  const text = packet([
    finding({ from: "test", file: "src/__tests__/todo.test.ts", line: 12, message }),
  ]);
  expect(text).toContain(
    "todo.test.ts:12 adds a todo: AssertionError: expected { success: false }",
  );
  expect(text).toContain('-   "success": true,\n+   "success": false,');
  expect(text).toContain("at src/__tests__/todo.test.ts:12:3");
  expect(text).toContain("at node_modules/vitest/dist/index.js:1:2");
  expect(text).toContain("✓ lists todos\n");
  expect(text).toContain(
    "http://127.0.0.1:9/nothing/at/all and /todos/first/done took longer than 20 s.",
  );
  expect(text).not.toMatch(/\/tmp|\/home|12ms/);
  expect(text).not.toContain("\u001b");
});

test("a frame shows the lines around with their numbers, and none where the file is not to be had", () => {
  const files = { "src/a.ts": "one\ntwo\nthree\nfour\nfive\nsix\n" };
  expect(packet([finding({ file: "src/a.ts", line: 4 })], { files })).toBe(
    [
      "1. [build blocker] src/a.ts:4 is wrong",
      "     2| two",
      "     3| three",
      ">    4| four",
      "     5| five",
      "     6| six",
    ].join("\n"),
  );
  expect(packet([finding({ file: "src/__tests__/a.test.ts", line: 4 })], { files })).not.toContain(
    "|",
  );
});

test("what was mended and is broken again is said first, and what was never mended is said too", () => {
  const name = finding({ rule: "TS2304", file: "src/a.ts", message: "Cannot find name 'x'." });
  const back = finding({ from: "lint", message: "unused", severity: "warning" });
  const standing = finding({ message: "never mended" });
  const text = packet([name, standing, back], { history: [[back], [standing], [standing]] });
  expect(text.split("\n").map((line) => line.slice(0, 50))).toEqual([
    expect.stringContaining("1. This was mended before and is broken again."),
    expect.stringContaining("2. [build TS2304 blocker]"),
    expect.stringContaining("3. This was to be mended before and is still there"),
  ]);
});

test("what a red gate kept from being seen was not mended", () => {
  const load = finding({ from: "load", message: "The action add threw" });
  const red = finding({ message: "a type error" });
  expect(packet([load], { history: [[load, red], [red]] })).toContain("still there");
  expect(packet([load], { history: [[load], [finding({ from: "test" })]] })).toContain(
    "broken again",
  );
});

test("findings of earlier rounds are listed once unless they are open now", () => {
  const open = finding({ message: "open" });
  const mended = finding({ file: "src/a.ts", line: 2, message: "mended" });
  const remark = finding({ severity: "note", message: "only a remark" });
  expect(
    earlierFindings({
      findings: [open],
      history: [
        [open, mended],
        [mended, remark],
      ],
    }),
  ).toEqual(["[build blocker] src/a.ts:2 mended"]);
});

test("the compact packet tells five kinds", () => {
  const findings = ["a", "b", "c", "d", "e", "f", "g"].map((message) => finding({ message }));
  const text = findingsPacket({ findings, history: [], files: {} }, { compact: true });
  expect(count(text, "[build blocker]")).toBe(5);
  expect(text).toContain("And 2 more");
});

test("two findings are the same one when only numbers, names, hashes and places differ", () => {
  const one = finding({ message: "'a' took 12 tries at /tmp/x1/src/a.ts, hash deadbeef01" });
  const other = finding({ message: "'b' took 9 tries at /tmp/y2/src/b.ts, hash 0123456789" });
  expect(signatureOf(one)).toBe(signatureOf(other));
  expect(signatureOf(one)).not.toBe(signatureOf({ ...other, file: "src/b.ts" }));
});
