import fc from "fast-check";
import { expect, test } from "vitest";
import { toRemove, type Retention, type StoredJob } from "../../shared/retention.ts";

const DAY = 24 * 60 * 60_000;
const NOW = Date.parse("2026-06-01T00:00:00.000Z");

const daysAgo = (days: number): string => new Date(NOW - days * DAY).toISOString();

const stored = (id: string, days: number, more: Partial<StoredJob> = {}): StoredJob => ({
  id,
  updatedAt: daysAgo(days),
  isOver: true,
  released: undefined,
  parent: undefined,
  bytes: 10,
  ...more,
});

const ids = (jobs: StoredJob[], retention: Retention): string[] =>
  toRemove(jobs, retention, NOW).map(({ id }) => id);

test("without a limit everything is kept", () => {
  expect(ids([stored("old", 9999, { bytes: 1e12 })], {})).toEqual([]);
});

test("by age go those that ended longer ago, oldest first", () => {
  expect(
    ids([stored("b", 8), stored("new", 6), stored("a", 100), stored("edge", 7)], { days: 7 }),
  ).toEqual(["a", "b"]);
});

test("by size goes the oldest one first, and no more than it takes", () => {
  const jobs = [stored("new", 1), stored("mid", 2), stored("old", 3)];
  expect(ids(jobs, { bytes: 30 })).toEqual([]);
  expect(ids(jobs, { bytes: 29 })).toEqual(["old"]);
  expect(ids(jobs, { bytes: 10 })).toEqual(["old", "mid"]);
});

test("what stays counts as well", () => {
  const jobs = [
    stored("work", 9, { isOver: false, bytes: 100 }),
    stored("old", 3),
    stored("new", 1),
  ];
  expect(ids(jobs, { bytes: 50 })).toEqual(["old", "new"]);
});

test("the newest release of each plugin stays, an older one and a newer failure go", () => {
  const jobs = [
    stored("a1", 50, { released: "a" }),
    stored("a2", 40, { released: "a" }),
    stored("a-failed", 30),
    stored("b1", 60, { released: "b" }),
  ];
  expect(ids(jobs, { days: 7 })).toEqual(["a1", "a-failed"]);
});

test("a job that waits stays, and the one that it goes on from", () => {
  const jobs = [
    stored("parent", 90),
    stored("waits", 80, { isOver: false, parent: "parent" }),
    stored("other", 70),
  ];
  expect(ids(jobs, { days: 1, bytes: 1 })).toEqual(["other"]);
});

const someJobs = fc
  .array(
    fc.record({
      days: fc.integer({ min: 0, max: 40 }),
      isOver: fc.boolean(),
      released: fc.option(fc.constantFrom("a", "b", "c"), { nil: undefined }),
      parent: fc.option(
        fc.nat(20).map((at) => `job${at}`),
        { nil: undefined },
      ),
      bytes: fc.nat(100),
    }),
    { maxLength: 20 },
  )
  .map((all) => all.map(({ days, ...more }, at) => stored(`job${at}`, days, more)));
const some = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined });
const retentions = fc.record({ days: some(fc.nat(40)), bytes: some(fc.nat(1000)) });

const bytes = (jobs: StoredJob[]): number => jobs.reduce((sum, job) => sum + job.bytes, 0);
const time = ({ updatedAt }: StoredJob): number => Date.parse(updatedAt);

test("whatever there is: what may not go never goes, and what is left fits or cannot be less", () => {
  fc.assert(
    fc.property(someJobs, retentions, (jobs, retention) => {
      const gone = toRemove(jobs, retention, NOW);
      const left = jobs.filter((job) => !gone.includes(job));
      expect(new Set(gone).size).toBe(gone.length);
      expect(gone.every(({ isOver }) => isOver)).toBe(true);
      for (const { isOver, parent } of jobs) {
        if (!isOver) expect(gone.map(({ id }) => id)).not.toContain(parent);
      }
      for (const plugin of ["a", "b", "c"]) {
        const releases = jobs.filter(({ isOver, released }) => isOver && released === plugin);
        const newest = Math.max(...releases.map(time));
        const last = left.filter(({ released, isOver }) => isOver && released === plugin);
        if (releases.length > 0) expect(Math.max(...last.map(time))).toBe(newest);
      }
      // Nobody is removed before somebody older who could have gone as well.
      expect(gone.map(time)).toEqual(gone.map(time).sort((one, other) => one - other));
      // One less would be too many or too old.
      const [last] = gone.slice(-1);
      if (last) {
        const isOld = NOW - time(last) > (retention.days ?? Infinity) * DAY;
        expect(isOld || bytes(left) + last.bytes > (retention.bytes ?? Infinity)).toBe(true);
      }
      // And again changes nothing, unless what was kept for another's sake may go now.
      expect(toRemove(left, retention, NOW)).toEqual([]);
    }),
    { numRuns: 2000, seed: 20_260_101 },
  );
});

test("the order in which jobs come does not matter", () => {
  const shuffled = someJobs.chain((jobs) =>
    fc.tuple(fc.constant(jobs), fc.shuffledSubarray(jobs, { minLength: jobs.length })),
  );
  fc.assert(
    fc.property(shuffled, retentions, ([jobs, others], retention) => {
      expect(ids(others, retention)).toEqual(ids(jobs, retention));
    }),
    { numRuns: 2000, seed: 20_260_101 },
  );
});
