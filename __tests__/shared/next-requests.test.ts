import { expect, test } from "vitest";
import type { JobEvent } from "../../shared/events.ts";
import {
  approval,
  blockerOf,
  checked,
  coded,
  committed,
  created,
  eventOf,
  greenReport,
  idled,
  planned,
  play,
  redReport,
  rejection,
  reviewed,
  tested,
  wanted,
} from "../support/job-story.ts";

const begun = [created(), planned(), committed("plan", 0)];
const written = [...begun, tested(), coded(), committed("tests", 1)];
const green = [...written, checked(1, greenReport)];
const red = redReport(blockerOf("build", "Cannot find name 'x'.", "src/index.ts"));
const redInTest = redReport(blockerOf("build", "No such import.", "src/__tests__/greet.test.ts"));
const round = (number: number): JobEvent[] => [
  coded(number),
  checked(number, red),
  committed("iteration", number),
];

const table: [title: string, story: JobEvent[], next: string[]][] = [
  ["a new job is planned", [created()], ["plan"]],
  ["a plan is recorded first", [created(), planned()], ["commit plan"]],
  ["tests and code are written at the same time", begun, ["tests 1", "code 1"]],
  ["code alone waits for the tests", [...begun, coded()], ["tests 1"]],
  ["tests alone wait for the code", [...begun, tested()], ["code 1"]],
  ["tests are recorded before they are run", [...begun, tested(), coded()], ["commit tests"]],
  ["tests and code are checked together", written, ["checks 1"]],
  ["green checks are reviewed", green, ["review 1"]],
  ["red checks are recorded without a review", [...written, checked(1, red)], ["commit iteration"]],
  ["a red iteration leads to new code", [...written, ...round(1).slice(1)], ["code 2"]],
  [
    "an error in a test leads to new tests, the code stays",
    [...written, checked(1, redInTest), committed("iteration", 1)],
    ["tests 2"],
  ],
  ["a verdict is recorded", [...green, reviewed(1, rejection)], ["commit iteration"]],
  [
    "a rejecting review leads to new code",
    [...green, reviewed(1, rejection), committed("iteration", 1)],
    ["code 2"],
  ],
  [
    "an approved iteration is released",
    [...green, reviewed(1, approval), committed("iteration", 1)],
    ["commit release"],
  ],
  [
    "the last iteration is reviewed even when it is red",
    [created(1), ...written.slice(1), checked(1, red)],
    ["review 1"],
  ],
  [
    "a coder that changes nothing is asked again in the same round, and nothing is checked",
    [...written, ...round(1).slice(1), idled(2)],
    ["code 2"],
  ],
  [
    "a coder that has nothing new three times ends the job",
    [...written, ...round(1).slice(1), idled(2), idled(2), idled(2)],
    [],
  ],
];

test.each(table)("%s", (_title, story, next) => {
  expect(wanted(play(...story))).toEqual(next);
});

const released = [
  ...green,
  reviewed(1, approval),
  committed("iteration", 1),
  committed("release", 1),
];

test("a released job is completed", () => {
  const job = play(...released);
  expect(job.status).toBe("completed");
  expect(job.finished).toMatchObject({ status: "completed", iterations: 1, commit: "release-1" });
});

test("a job that used up its iterations fails with the best one and what is open", () => {
  const worse = redReport(blockerOf("build", "worse"));
  const story = [
    created(2),
    ...written.slice(1),
    checked(1, greenReport),
    reviewed(1, rejection),
    committed("iteration", 1),
    coded(2),
    checked(2, worse),
    reviewed(2, rejection),
    committed("iteration", 2),
  ];
  const before = play(...story);
  expect(wanted(before)).toEqual(["commit best"]);
  const { finished } = play(...story, committed("best", 1));
  expect(finished).toMatchObject({
    status: "failed",
    ending: "limit",
    iterations: 2,
    best: 1,
    commit: "best-1",
  });
  expect(finished?.reason).toContain("All 2 iterations are used up.");
  expect(finished?.reason).toContain("- README.md: The README lies.");
  expect(finished?.open).toEqual(rejection.findings);
});

test("approval of a red iteration does not complete the job", () => {
  const story = [created(1), ...written.slice(1), checked(1, red), reviewed(1, approval)];
  expect(play(...story, committed("iteration", 1)).status).toBe("failed");
});

test("a package that cannot be had ends the job at once, without a review", () => {
  const report = { ...redReport(blockerOf("install", "no such package")), mendable: false };
  const job = play(...written, checked(1, report), committed("iteration", 1));
  expect(job.status).toBe("failed");
  expect(job.finished?.reason).toContain("no such package");
});

test("an agent that gives up ends the job with its reason", () => {
  const job = play(
    created(),
    eventOf("plan:failed", { reason: "No endpoint is known." }, "planner"),
  );
  expect(job).toMatchObject({ status: "failed", finished: { reason: "No endpoint is known." } });
});

test("a stopped job is finished in any phase and asks for nothing more", () => {
  for (const length of [1, 3, 5, 7]) {
    const stopped = eventOf("job:stopped", { status: "cancelled", reason: "Enough." });
    const job = play(...released.slice(0, length), stopped);
    expect(job.status).toBe("cancelled");
    expect(wanted(job)).toEqual([]);
  }
});

test("nothing is asked twice while it is in flight", async () => {
  const { nextRequests } = await import("../../shared/next-requests.ts");
  expect(nextRequests(play(created()))).toEqual([]);
});
