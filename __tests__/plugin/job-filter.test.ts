import fc from "fast-check";
import { expect, test } from "vitest";
import { readFilter, select, type FilterOptions } from "../../plugin/commands/job-filter.ts";
import { foldJob } from "../../shared/fold-job.ts";
import type { Job } from "../../shared/job.ts";
import { created, eventOf, planned } from "../support/job-story.ts";

const NOW = Date.parse("2026-03-10T12:00:00.000Z");

const begun = (id: string, createdAt: string, change: Partial<Job> = {}): Job => ({
  ...foldJob([created()])!,
  id,
  createdAt,
  ...change,
});

const finished = (status: "completed" | "failed"): Partial<Job> => ({
  status,
  finished: eventOf("job:finished", {
    status,
    reason: "",
    plugin: null,
    iterations: 0,
    commit: null,
  }) as Job["finished"],
});

const plan = foldJob([created(), eventOf("plan:requested", {}), planned()])?.plan;
const waiting = { kind: "budget", reason: "", request: "plan:requested" } as Job["waiting"];

const jobs: Job[] = [
  begun("work", "2026-03-10T11:00:00.000Z", { status: "running" }),
  begun("wait", "2026-03-10T10:00:00.000Z", { status: "waiting", waiting }),
  begun("done", "2026-03-05T00:00:00.000Z", { ...finished("completed"), plan }),
  begun("lost", "2026-03-04T23:59:59.999Z", finished("failed")),
];

const ids = (options: FilterOptions, isOwned = true): string[] =>
  select(jobs, readFilter(options, NOW), () => isOwned).map(({ id }) => id);

test("without options all jobs are shown", () => {
  expect(ids({})).toEqual(["work", "wait", "done", "lost"]);
});

test("by status, of which there can be several; a job left behind is interrupted and not at work", () => {
  expect(ids({ status: ["running"] })).toEqual(["work"]);
  expect(ids({ status: ["completed", "Waiting"] })).toEqual(["wait", "done"]);
  expect(ids({ status: ["running"] }, false)).toEqual([]);
  expect(ids({ status: ["interrupted"] }, false)).toEqual(["work"]);
});

test("by plugin, by its whole name or its folder's", () => {
  expect(ids({ plugin: "@elizaos/plugin-greeter" })).toEqual(["done"]);
  expect(ids({ plugin: "plugin-greeter" })).toEqual(["done"]);
  expect(ids({ plugin: "@acme/plugin-greeter" })).toEqual([]);
});

test("by when they began: a day in UTC, a moment, or an age", () => {
  expect(ids({ since: "2026-03-05" })).toEqual(["work", "wait", "done"]);
  expect(ids({ since: "2026-03-05T02:00:00+02:00" })).toEqual(["work", "wait", "done"]);
  expect(ids({ since: "90m" })).toEqual(["work"]);
  expect(ids({ since: "5d" })).toEqual(["work", "wait"]);
  expect(ids({ since: "1w" })).toHaveLength(4);
});

test("so many at most, of those that are like that", () => {
  expect(ids({ limit: "2" })).toEqual(["work", "wait"]);
  expect(ids({ limit: "1", status: ["failed", "completed"] })).toEqual(["done"]);
});

test.each<[FilterOptions, string]>([
  [
    { status: ["done"] },
    'Expected --status to be one of pending, running, waiting, completed, failed, cancelled, interrupted, got "done".',
  ],
  [{ plugin: " " }, "Expected --plugin to be a name such as @elizaos/plugin-todo"],
  [{ plugin: "a/b/c" }, 'got "a/b/c"'],
  [{ since: "yesterday" }, "Expected --since to be a day such as 2026-01-31, or an age such as 7d"],
  [{ since: "2026-02-30" }, 'got "2026-02-30"'],
  [{ since: "" }, 'got ""'],
  [{ limit: "0" }, 'Expected --limit to be a whole number from 1 on, got "0".'],
  [{ limit: "1.5" }, 'got "1.5"'],
])("%j is refused with what was expected", (options, sentence) => {
  expect(() => readFilter(options, NOW)).toThrow(sentence);
});

test("whatever is typed is read or refused with its own words", () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^\d{1,6}[mhdwy]$/));
  fc.assert(
    fc.property(fc.constantFrom("plugin", "since", "limit"), text, (name, value) => {
      try {
        readFilter({ [name]: value }, NOW);
      } catch (error) {
        expect(String(error)).toContain(`ConfigError: Expected --${name} to be `);
      }
    }),
  );
});
