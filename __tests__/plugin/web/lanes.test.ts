import { expect, test } from "vitest";
import { lanesOf, widthOf } from "../../../plugin/web/history/lanes.ts";

/** `c: b a` is a commit c with the parents b and a. */
const nodes = (...lines: string[]) =>
  lines.map((line) => {
    const [hash = "", parents = ""] = line.split(":");
    return { hash, parents: parents.trim().split(" ").filter(Boolean) };
  });

test("a straight line of work has one lane", () => {
  const rows = lanesOf(nodes("c: b", "b: a", "a:"), "c");
  expect(rows).toEqual([
    { lane: 0, passing: [], from: [], to: [0] },
    { lane: 0, passing: [], from: [0], to: [0] },
    { lane: 0, passing: [], from: [0], to: [] },
  ]);
});

test("main keeps the leftmost lane, and forks end where they began", () => {
  // Two jobs go on from b; only the first one became main.
  const rows = lanesOf(nodes("y: x", "x: b", "d: c", "c: b", "b: a", "a:"), "d");
  expect(rows.map(({ lane }) => lane)).toEqual([1, 1, 0, 0, 0, 0]);
  expect(rows[2]).toEqual({ lane: 0, passing: [1], from: [], to: [0] });
  expect(rows[4]).toEqual({ lane: 0, passing: [], from: [0, 1], to: [0] });
  expect(widthOf(rows)).toBe(2);
});

test("a merge leads to both of its parents", () => {
  const rows = lanesOf(nodes("m: d x", "x: a", "d: a", "a:"), "m");
  expect(rows[0]).toEqual({ lane: 0, passing: [], from: [], to: [0, 1] });
  expect(rows[1]).toEqual({ lane: 1, passing: [0], from: [1], to: [1] });
  expect(rows[3]).toEqual({ lane: 0, passing: [], from: [0, 1], to: [] });
});

test("lanes that ended are used again", () => {
  const rows = lanesOf(nodes("x: b", "c: b", "b: a", "y: a", "a:"), "c");
  expect(rows.map(({ lane }) => lane)).toEqual([1, 0, 0, 1, 0]);
  expect(widthOf(rows)).toBe(2);
});

test("without main every line of work begins at the left", () => {
  expect(lanesOf(nodes("b: a", "a:")).map(({ lane }) => lane)).toEqual([0, 0]);
});

test("parents that are cut off do not stop the graph, and thousands of commits are quick", () => {
  const many = Array.from({ length: 2_000 }, (_, index) => `${index}: ${index + 1}`);
  const rows = lanesOf(nodes(...many), "0");
  expect(rows.at(-1)).toEqual({ lane: 0, passing: [], from: [0], to: [0] });
});
