import { expect, test } from "vitest";
import type { JobSummary } from "../../../plugin/studio/api/jobs.ts";
import { seriesOf, sumOf } from "../../../plugin/web/jobs/costs.ts";
import { filterJobs } from "../../../plugin/web/jobs/filter.ts";
import { planOf } from "../../../plugin/web/jobs/plan.ts";
import { ageText, costText, statusText, withoutCommands } from "../../../plugin/web/jobs/words.ts";
import { legible } from "../../../plugin/web/parts/legible.ts";
import { withListEnds } from "../../../plugin/web/parts/list-ends.ts";

const jobWith = (facts: Partial<JobSummary>): JobSummary => ({
  id: "abc123",
  status: "completed",
  place: null,
  phase: "validation",
  progress: 100,
  plugin: "@elizaos/plugin-todo",
  version: "1.0.0",
  wish: "I need todo lists",
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
  model: "offline",
  iteration: 1,
  maxIterations: 5,
  gates: [],
  gate: null,
  criteria: null,
  review: null,
  usd: 0,
  tokens: 0,
  calls: 0,
  estimate: null,
  parent: null,
  waiting: null,
  plan: [],
  reason: null,
  folder: null,
  commit: null,
  ...facts,
});

test("a plan's lines become sections, what is empty, and what stands beside them", () => {
  const lines = ["Rolls dice", "Components:", "- action: rollDice: Roll: again", "Dependencies: none", "Expected: $0.10"]; // prettier-ignore
  expect(planOf(lines)).toEqual({
    summary: "Rolls dice",
    sections: [{ title: "Components", items: ["action: rollDice: Roll: again"] }],
    none: ["Dependencies"],
    notes: ["Expected: $0.10"],
  });
});

test("jobs are found by group and by words, newest first", () => {
  const jobs = [
    jobWith({ id: "old", createdAt: "2026-01-01T00:00:00.000Z" }),
    jobWith({ id: "new", createdAt: "2026-01-02T00:00:00.000Z" }),
    jobWith({ id: "dice", status: "waiting", plugin: "@elizaos/plugin-dice", wish: "Roll dice" }),
  ];
  const ids = (...search: [Parameters<typeof filterJobs>[1], string]): string[] =>
    filterJobs(jobs, ...search).map(({ id }) => id);
  expect(ids("all", "")).toEqual(["new", "old", "dice"]);
  expect(ids("open", "")).toEqual(["dice"]);
  expect(ids("all", "TODO lists")).toEqual(["new", "old"]);
  expect(ids("all", "todo dice")).toEqual([]);
  expect(ids("completed", "dice")).toEqual([]);
});

test.each([
  [{ status: "running" }, "running"],
  [{ status: "pending", place: 2 }, "number 2 in line"],
  [
    { status: "waiting", waiting: { kind: "pause", text: "", until: null, packages: [] } },
    "paused",
  ],
] satisfies [Partial<JobSummary>, string][])("%o is told as %s", (facts, text) => {
  expect(statusText(jobWith(facts))).toBe(text);
});

test("a job without calls to a model cost nothing; an unknown price is no zero", () => {
  expect(costText({ usd: 0, calls: 0 })).toBe("no cost");
  expect(costText({ usd: null, calls: 3 })).toBe("cost unknown");
  expect(costText({ usd: 0.42, calls: 3 })).toBe("$0.42");
});

test("ages are told in the largest whole unit", () => {
  const ago = (ms: number): string => ageText(new Date(0).toISOString(), ms);
  expect([ago(59_999), ago(60_000), ago(7_200_000), ago(50 * 3_600_000)]).toEqual([
    "just now",
    "1 min ago",
    "2 h ago",
    "2 d ago",
  ]);
});

test("sentences that name commands are left out, with version numbers and lines as they are", () => {
  const text =
    'It wants left-pad 1.3.0.\nMay the plugin be built with left-pad? "yes, go on" or plugin-dynamic continue abc123 allows it from now on.';
  expect(withoutCommands(text)).toBe(
    "It wants left-pad 1.3.0.\nMay the plugin be built with left-pad?",
  );
  const approval =
    'The plan waits for a yes. "yes, go on" or plugin-dynamic continue abc123 begins the work; or plugin-dynamic edit abc123 "…".';
  expect(withoutCommands(approval)).toBe("The plan waits for a yes.");
});

test("a list of a plain text ends where it ends for people, but not within code", () => {
  expect(withListEnds("- one\n- two\nThree\n\n1. x\ny")).toBe("- one\n- two\n\nThree\n\n1. x\n\ny");
  expect(withListEnds("- one\n  goes on")).toBe("- one\n  goes on");
  expect(withListEnds("```\n- a\nb\n```\n- c\nd")).toBe("```\n- a\nb\n```\n- c\n\nd");
});

test("colours of a terminal go, and what hides is shown by its number", () => {
  expect(legible("\u001b[31mred\u001b[0m a\u202eb\r\nc\u001b")).toBe("red a⟨U+202E⟩b\nc⟨U+001B⟩");
});

test("the series of a chart are each day's noon, its value and the total until then", () => {
  const days = [
    { day: "2026-01-01", calls: 1, usd: 0.5, tokens: 10, estimated: false },
    { day: "2026-01-02", calls: 1, usd: null, tokens: 5, estimated: false },
  ];
  const [at, usd, total] = seriesOf(days, (day) => day.usd ?? 0);
  expect(at.map((each) => new Date(each * 1000).getHours())).toEqual([12, 12]);
  expect([usd, total]).toEqual([
    [0.5, 0],
    [0.5, 0.5],
  ]);
  expect(sumOf(days)).toEqual({ usd: 0.5, tokens: 15, calls: 2, hasUnknown: true });
});
