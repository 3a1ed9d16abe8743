import { expect, test } from "vitest";
import { lineChanges } from "../../../plugin/web/parts/code/line-changes.ts";

/** What is taken out of one text and put into the other, change by change. */
const changed = (a: string, b: string) =>
  lineChanges(a, b).map(({ fromA, toA, fromB, toB }) => [a.slice(fromA, toA), b.slice(fromB, toB)]);

test("whole lines are told that are new, gone or different", () => {
  expect(changed("one\ntwo\nthree\n", "one\n2\nthree\nfour")).toEqual([
    ["two\n", "2\n"],
    ["", "four"],
  ]);
  expect(changed("one\ntwo\n", "two\n")).toEqual([["one\n", ""]]);
  expect(changed("same\n", "same\n")).toEqual([]);
  expect(changed("", "new\n")).toEqual([["", "new\n"]]);
});

test("thousands of changed lines are found exactly", () => {
  const lines = (word: string) =>
    Array.from({ length: 4_500 }, (_, at) => (at % 3 === 0 ? `same ${at}` : `${word} ${at}`));
  const all = changed(`${lines("old").join("\n")}\n`, `${lines("new").join("\n")}\n`);
  expect(all).toHaveLength(1_500);
  expect(all[1]).toEqual(["old 4\nold 5\n", "new 4\nnew 5\n"]);
});
