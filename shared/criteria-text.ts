import type { CriterionResult } from "./criteria.ts";
import type { Payload } from "./events.ts";

/** How many criteria the tests show, and which not: one line, or none where there are no criteria. */
export function countText(results: CriterionResult[]): string[] {
  if (results.length === 0) return [];
  const ids = (result: CriterionResult["result"]): string =>
    results
      .filter((each) => each.result === result)
      .map(({ criterion }) => criterion.id)
      .join(", ");
  const passed = results.filter(({ result }) => result === "passed").length;
  const [failed, untested] = [ids("failed"), ids("untested")];
  return [
    [
      `${passed} of ${results.length} criteria shown by tests`,
      ...(failed ? [`not yet ${failed}`] : []),
      ...(untested ? [`no test of ${untested}`] : []),
    ].join("; "),
  ];
}

const MARKS = { passed: "✔", failed: "✖", untested: "-" };

/** The table: a criterion a line, with its mark and how many tests show it. */
export const tableLines = (results: CriterionResult[]): string[] =>
  results.map(({ criterion: { id, component, text }, tests, result }) => {
    const count = tests.length === 1 ? "1 test" : `${tests.length || "no"} tests`;
    return `${MARKS[result]} ${id.padEnd(6)}${component}: ${text} (${count})`;
  });

/** The table as JSON. */
export const criteriaFacts = (results: CriterionResult[]) =>
  results.map(({ criterion, tests, result }) => ({
    ...criterion,
    result,
    tests: tests.map(({ name, file, state }) => ({ name, file, state })),
  }));

type Written = Pick<Payload<"tests:completed">, "dropped" | "untested" | "unproven">;

/** What people should know of tests that were just written, in short. */
export function testsNotes({ dropped = [], untested = [], unproven }: Written): string[] {
  const tests = dropped.length === 1 ? "1 test" : `${dropped.length} tests`;
  return [
    ...(dropped.length > 0
      ? [`${tests} taken out, since they pass without the plugin: ${quoted(dropped)}`]
      : []),
    ...(untested.length > 0 ? [`No test of ${untested.join(", ")}`] : []),
    ...(unproven ? [`Not proven to fail without the plugin: ${unproven}`] : []),
  ];
}

const quoted = (dropped: NonNullable<Written["dropped"]>): string =>
  dropped.map(({ name }) => `"${name}"`).join(", ");
