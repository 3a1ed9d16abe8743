import { expect, test } from "vitest";
import { advance, foldJob, resumed } from "../../shared/fold-job.ts";
import { phaseOf, progressOf } from "../../shared/phase.ts";
import {
  approval,
  blockerOf,
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
  wanted,
} from "../support/job-story.ts";

const written = [
  created(),
  planned(),
  committed("plan", 0),
  tested(),
  coded(),
  committed("tests", 1),
];

test("the phases are the README's, in its order", () => {
  const gate = (name: "build" | "lint" | "test" | "load") =>
    eventOf("gate:started", { iteration: 1, gate: name }, "tester");
  const story = [...written, gate("build"), gate("lint"), gate("test"), gate("load")];
  const phases = story.map((_, index) => phaseOf(play(...story.slice(0, index + 1))));
  const reviewing = play(...story, checked(1, greenReport));
  expect([...new Set([...phases, phaseOf(reviewing)])]).toEqual([
    "specification",
    "generation",
    "build",
    "lint",
    "test",
    "validation",
  ]);
});

test("building is 60 percent", () => {
  const building = play(...written, eventOf("gate:started", { iteration: 1, gate: "build" }));
  expect(progressOf(building)).toBe(60);
});

test("an answer from another iteration changes nothing", () => {
  const job = play(...written);
  expect(advance(job, coded(2))).toBe(job);
  expect(advance(job, checked(2, greenReport))).toBe(job);
});

test("an answer nobody asked for changes nothing", () => {
  const job = play(created(), planned());
  expect(advance(job, reviewed(1, approval))).toBe(job);
  expect(advance(job, planned())).toBe(job);
});

test("nothing moves a finished job", () => {
  const stopped = play(...written, eventOf("job:stopped", { status: "cancelled", reason: "x" }));
  expect(advance(stopped, checked(1, greenReport))).toBe(stopped);
  expect(advance(stopped, eventOf("agent:thought", { text: "late" }))).toBe(stopped);
});

test("folding does not touch the job it starts from", () => {
  const job = play(...written);
  const before = structuredClone(job);
  advance(job, checked(1, greenReport));
  expect(job).toEqual(before);
});

test("after a restart the open requests are asked again, and no others", () => {
  const job = play(...written);
  expect(wanted(resumed(job))).toEqual(["checks 1"]);
  expect(resumed(job).inFlight).toEqual([]);
});

test("no events are no job, and a story without a beginning is an error", () => {
  expect(foldJob([])).toBeUndefined();
  expect(() => advance(undefined, planned())).toThrow("A job begins with job:created");
});

test("a job that is over remembers what its status tells, without reports", () => {
  const [gate] = redReport(blockerOf("test", "red")).gates;
  if (!gate) throw new Error("There is no gate.");
  const end = eventOf("job:finished", {
    status: "failed",
    reason: "It was given up.",
    plugin: null,
    iterations: 1,
    commit: null,
  });
  const story = [
    ...written,
    eventOf("gate:completed", { iteration: 1, gate }, "tester"),
    checked(1, redReport(blockerOf("test", "red"))),
    end,
  ];
  const { recent, iterations } = play(...story);
  expect(recent.map(({ type }) => type)).not.toContain("checks:completed");
  expect(recent.at(-1)?.type).toBe("job:finished");
  const told = recent.find(({ type }) => type === "gate:completed");
  expect(told).toMatchObject({ gate: { name: gate.name, summary: gate.summary, findings: [] } });
  expect(iterations[0]?.gates?.flatMap(({ findings }) => findings)).not.toEqual([]);
});
