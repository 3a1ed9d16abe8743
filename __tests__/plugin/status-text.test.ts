import { expect, test } from "vitest";
import { endingText, finishedText, logLine, statusText } from "../../plugin/status-text.ts";
import { advance, foldJob } from "../../shared/fold-job.ts";
import type { Job } from "../../shared/job.ts";
import type { Payload } from "../../shared/events.ts";
import type { Finding, Gate } from "../../shared/results.ts";
import {
  approval,
  checked,
  coded,
  committed,
  created,
  eventOf,
  greenReport,
  planned,
  play,
  redReport,
  reviewed,
  tested,
} from "../support/job-story.ts";

const gate = (name: Gate["name"], summary = "done", status: Gate["status"] = "passed"): Gate => ({
  name,
  status,
  summary,
  durationMs: 1,
  findings: [],
});

const begin = play(
  created(),
  planned(),
  committed("plan", 0),
  tested(),
  coded(),
  committed("tests", 1),
  checked(1, redReport()),
  committed("iteration", 1),
);

const on = (job: Job, ...events: Parameters<typeof advance>[1][]): Job =>
  events.reduce<Job>(advance, job);

test("the status of a job in its second iteration reads as the README shows it", () => {
  const iteration = 2;
  const job = on(
    begin,
    coded(2),
    eventOf("gate:started", { iteration, gate: "build" }),
    eventOf("gate:started", { iteration, gate: "test" }),
    eventOf("gate:completed", { iteration, gate: gate("test", "5 passed, 0 failed") }),
    eventOf("gate:completed", { iteration, gate: gate("build") }),
  );
  expect(statusText(job)).toBe(`Plugin Creation Status: running
Current Phase: building
Progress: 60%

Recent logs:
- Starting iteration 2
- Generating plugin code...
- Building plugin...
- Running tests...
- 5 tests passed`);
});

test("the first iteration begins once, with tests and code", () => {
  const job = play(created(), planned(), committed("plan", 0));
  expect(statusText(job)).toContain(`- Planned @elizaos/plugin-greeter 1.0.0
- Starting iteration 1
- Writing acceptance tests...
- Generating plugin code...`);
});

test("a job that nobody has begun is pending and has a log", () => {
  const job = foldJob([created()]);
  expect(job && statusText(job)).toBe(`Plugin Creation Status: pending
Current Phase: specifying
Progress: 10%

Recent logs:
- Job created`);
});

test("a finished job tells where its plugin lies", () => {
  const plugin = {
    name: "@elizaos/plugin-greeter",
    version: "1.0.0",
    directory: "/data/plugins/plugin-greeter",
    entry: "/data/plugins/plugin-greeter/dist/index.js",
  };
  const end = { status: "completed", reason: "Fine.", plugin, iterations: 1, commit: "c" } as const;
  const text = statusText(on(begin, eventOf("job:finished", end)));
  expect(text).toContain(
    "Plugin Creation Status: completed\nCurrent Phase: finished\nProgress: 100%",
  );
  expect(text).toContain("Job abc123 is completed after 1 iteration: Fine.");
  expect(text).toContain("Folder: /data/plugins/plugin-greeter");
  expect(text).toContain("Entry: /data/plugins/plugin-greeter/dist/index.js");
});

test.each(["failed", "cancelled"] as const)("a %s job tells why", (status) => {
  const end = { status, reason: "No tests.", plugin: null, iterations: 2, commit: null };
  const text = finishedText(on(begin, eventOf("job:finished", end)));
  expect(text).toMatch(new RegExp(`^Job abc123 (is )?${status} after 2 iterations: No tests\\.$`));
});

test("the end of a job names its report, if there is one", () => {
  const end = {
    status: "failed",
    reason: "No.",
    plugin: null,
    iterations: 1,
    commit: null,
  } as const;
  const job = on(begin, eventOf("job:finished", end));
  expect(endingText(job, "/data/report.html")).toMatch(/: No\.\nReport: \/data\/report\.html$/);
  expect(endingText(job, undefined)).toBe(finishedText(job));
});

test.each([
  [gate("test", "1 passed, 0 failed"), "1 test passed"],
  [gate("test", "3 passed, 2 failed", "failed"), "2 tests failed, 3 passed"],
  [gate("test", "3 passed, 0 failed", "failed"), "The test check failed: 3 passed, 0 failed"],
  [gate("test", "no report", "failed"), "Tests: no report"],
  [gate("build", "2 errors", "failed"), "The build check failed: 2 errors"],
  [gate("build"), undefined],
  [gate("load", "build is red", "skipped"), undefined],
])("the verdict %j reads: %s", (verdict, line) => {
  expect(logLine(eventOf("gate:completed", { iteration: 1, gate: verdict }))).toBe(line);
});

test("a review and a trouble have their line", () => {
  expect(logLine(reviewed(1, approval))).toBe("Review: approved with 92 of 100");
  expect(logLine(eventOf("code:failed", { reason: "No blueprint.\nMore." }))).toBe(
    "Trouble: No blueprint.",
  );
  expect(logLine(checked(1, greenReport))).toBeUndefined();
});

const ended = (end: Partial<Payload<"job:finished">>): Job => {
  const usual = {
    status: "completed",
    reason: "Fine.",
    plugin: null,
    iterations: 1,
    commit: null,
  } as const;
  return on(begin, eventOf("job:finished", { ...usual, ...end }));
};

test("a job that got no farther says so, and where its best version is", () => {
  const text = finishedText(
    ended({ status: "failed", ending: "no-progress", best: 2, iterations: 4, reason: "Enough." }),
  );
  expect(text).toBe(
    "Job abc123 stopped without getting farther after 4 iterations: Enough.\nThe best version, of iteration 2, is kept on the branch job/abc123.",
  );
});

test("a completed job names what is open and blocks nothing", () => {
  const remark = { from: "review", severity: "warning", message: "No bound.", file: "src/a.ts" };
  const open = Array.from({ length: 7 }, () => remark) as Finding[];
  const text = finishedText(ended({ status: "completed", open }));
  expect(text).toContain("Open remarks, none of which blocks:\n- src/a.ts: No bound.\n");
  expect(text).toContain("- and 2 more");
});
