import type { Iteration } from "../job.ts";
import type { Gate, GateName } from "../results.ts";

/** Tests that were green in an iteration, by file and name. */
export const passedTests = (iteration: Iteration): Set<string> =>
  new Set(testsOf(iteration).flatMap((each) => (each.state === "passed" ? [idOf(each)] : [])));

/** Tests that an earlier iteration had green and this one has red or lost; a test that was rewritten away is not lost. */
export function brokenTests(iteration: Iteration, earlier: Iteration): string[] {
  const passed = passedTests(iteration);
  const there = new Set(testsOf(iteration).map(idOf));
  const isSame = iteration.testsTree === earlier.testsTree;
  return [...passedTests(earlier)].filter((id) => !passed.has(id) && (isSame || there.has(id)));
}

/** How a test is known across iterations. */
export const idOf = ({ file, name }: { file: string; name: string }): string => `${file} > ${name}`;

/**
 * Whether one iteration came farther than an earlier one: above 0 if so, below 0 if it fell back. What counts more comes
 * first; what the gates measured outranks what the reviewer thinks.
 */
export function compareIterations(one: Iteration, earlier: Iteration): number {
  const measures: ((iteration: Iteration) => number)[] = [
    (each) => green(each, "install"),
    (each) => green(each, "build"),
    (each) => green(each, "load"),
    (each) => -errors(each, "build"),
    (each) => (each === one ? -brokenTests(one, earlier).length : 0),
    (each) => passedTests(each).size / Math.max(1, testsOf(each).length),
    (each) => green(each, "test"),
    (each) => green(each, "lint"),
    (each) => -errors(each, "lint"),
    (each) => (one.review && earlier.review ? (each.review?.score ?? 0) : 0),
  ];
  return measures.map((of) => of(one) - of(earlier)).find((difference) => difference !== 0) ?? 0;
}

/** The checked iteration that came farthest; of equal ones the newer. */
export const bestOf = (iterations: Iteration[]): Iteration | undefined =>
  iterations
    .filter(({ report }) => report)
    .reduce<Iteration | undefined>(
      (best, each) => (!best || compareIterations(each, best) >= 0 ? each : best),
      undefined,
    );

const gateOf = ({ gates }: Iteration, name: GateName): Gate | undefined =>
  gates.find((gate) => gate.name === name);

const green = (iteration: Iteration, name: GateName): number =>
  gateOf(iteration, name)?.status === "passed" ? 1 : 0;

const errors = (iteration: Iteration, name: GateName): number =>
  gateOf(iteration, name)?.findings.filter(({ severity }) => severity === "blocker").length ?? 0;

const testsOf = (iteration: Iteration) => gateOf(iteration, "test")?.tests ?? [];
