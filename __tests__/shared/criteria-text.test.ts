import { expect, test } from "vitest";
import { resultsOf } from "../../shared/criteria.ts";
import { countText, criteriaFacts, tableLines, testsNotes } from "../../shared/criteria-text.ts";
import { endingLines } from "../../plugin/terminal/ending.ts";
import { colorsFor } from "../../plugin/terminal/output.ts";
import { statusText } from "../../plugin/status-text.ts";
import type { Job } from "../../shared/job.ts";
import type { RanTest } from "../../shared/results.ts";
import { coded, committed, created, eventOf, planned, play, tested } from "../support/job-story.ts";

const criteria = ["keeps", "refuses", "lists"].map((text, index) => ({
  id: `AC-${index + 1}`,
  component: "addTodo",
  text: `It ${text}.`,
}));
const ran = (name: string, state: RanTest["state"]): RanTest => ({
  name,
  file: "a.test.ts",
  state,
});

function jobWith(tests?: RanTest[]): Job {
  const story = play(created(), planned(), committed("plan", 0), tested(), coded());
  const job: Job = { ...story, plan: story.plan && { ...story.plan, criteria } };
  const iterations = job.iterations.map((each) => ({
    ...each,
    gates: [
      {
        name: "test" as const,
        status: "failed" as const,
        summary: "",
        durationMs: 1,
        findings: [],
        ...(tests && { tests }),
      },
    ],
  }));
  return { ...job, iterations };
}
const job = jobWith([
  ran("[AC-1] one", "passed"),
  ran("[AC-1] two", "passed"),
  ran("[AC-2] no", "failed"),
]);

test("a table says of each criterion which tests show it and how they ended", () => {
  expect(tableLines(resultsOf(job))).toEqual([
    "✔ AC-1  addTodo: It keeps. (2 tests)",
    "✖ AC-2  addTodo: It refuses. (1 test)",
    "- AC-3  addTodo: It lists. (no tests)",
  ]);
  expect(criteriaFacts(resultsOf(job))[1]).toEqual({
    ...criteria[1],
    result: "failed",
    tests: [ran("[AC-2] no", "failed")],
  });
});

test("statuses and endings say in one line how far the tests reach", () => {
  const line = "1 of 3 criteria shown by tests; not yet AC-2; no test of AC-3";
  expect(countText(resultsOf(job))).toEqual([line]);
  expect(statusText(job).split("\n")).toContain(line);
  const ending = endingLines(job, [], colorsFor(process.stdout));
  expect(ending).toContain(line);
  expect(ending).toContain("  ✖ AC-2  addTodo: It refuses. (1 test)");
  expect(ending.join("\n")).not.toContain("It keeps.");
});

test("before any test ran, and in jobs of earlier versions, nothing is said", () => {
  expect(resultsOf(jobWith())).toEqual([]);
  expect(countText([])).toEqual([]);
});

test("people hear of tests that were taken out, of open criteria, and of what nobody proved", () => {
  const dropped = [{ name: "[AC-1] is there", file: "a.test.ts", why: "It passes." }];
  const unproven = "at sandbox level none";
  expect(testsNotes({ dropped, untested: ["AC-3"], unproven })).toEqual([
    '1 test taken out, since they pass without the plugin: "[AC-1] is there"',
    "No test of AC-3",
    "Not proven to fail without the plugin: at sandbox level none",
  ]);
  const story = play(created(), planned());
  const event = eventOf("tests:completed", {
    iteration: 1,
    tree: "t",
    summary: "tests",
    files: [],
    character: "c",
    untested: ["AC-3"],
  });
  expect(statusText({ ...story, recent: [event] })).toContain("- No test of AC-3");
});
