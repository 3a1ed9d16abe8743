import fc from "fast-check";
import { expect } from "vitest";

/**
 * How much is tried, and from which seed: the same cases every time, so that a red run is red again. A failure prints seed
 * and path; `FUZZ_SEED` and `FUZZ_RUNS` in the environment try others.
 */
export const fuzz = {
  numRuns: Number(process.env.FUZZ_RUNS ?? 10_000),
  seed: Number(process.env.FUZZ_SEED ?? 20_260_101),
};

/** Processor time that no input may take, in milliseconds: much more than any needs, much less than a hang. */
const MOST_MS = 3_000;

/** Runs something on an input and makes sure that it ends soon, however busy the machine is. */
export function soon<Result>(run: () => Result): Result {
  const before = process.cpuUsage();
  try {
    return run();
  } finally {
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000, "milliseconds of processor time").toBeLessThan(MOST_MS);
  }
}

/** Pieces over and over, at which a careless pattern looks for ever. */
export const repetitions = (...pieces: string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 3 }), fc.nat(4_000))
    .map(([some, times]) => some.join("").repeat(times));

/** A text with some of it cut out, doubled or replaced. */
export const mutated = (texts: fc.Arbitrary<string>, insert: fc.Arbitrary<string>) =>
  fc
    .tuple(texts, fc.array(fc.tuple(fc.nat(), fc.nat(30), insert), { maxLength: 4 }))
    .map(([text, edits]) =>
      edits.reduce((result, [place, length, piece]) => {
        const at = place % (result.length + 1);
        return result.slice(0, at) + piece + result.slice(at + length);
      }, text),
    );
