import { describe, expect, test } from "vitest";
import type { JobEvent, RequestType } from "../../shared/events.ts";
import { advance, resumed } from "../../shared/fold-job.ts";
import { waitsForPerson } from "../../shared/job.ts";
import { coded, committed, created, eventOf, planned, play, tested } from "../support/job-story.ts";
import { called, waitFor } from "../support/spending.ts";

const SOONER = "2026-01-01T10:00:00.000Z";
const LATER = "2026-01-01T11:00:00.000Z";

const wait = (request: RequestType, until?: string): JobEvent =>
  eventOf("job:waiting", waitFor(request, until));
const goOn = (raised?: "job" | "day"): JobEvent =>
  eventOf("job:continued", { reason: "Yes.", raised });

const begun = [created(), planned(), committed("plan", 0)];
const tests = "tests:requested";
const code = "code:requested";

const table: [title: string, story: JobEvent[], status: string, inFlight: RequestType[]][] = [
  ["a wait takes its request back", [...begun, wait(code)], "waiting", [tests]],
  ["two waits take both back", [...begun, wait(code), wait(tests)], "waiting", []],
  ["another agent's answer still counts", [...begun, wait(code), tested()], "waiting", []],
  ["a yes asks again what waited", [...begun, wait(code), goOn()], "running", [tests, code]],
  [
    "a yes asks only for what is missing",
    [...begun, wait(code), tested(), goOn()],
    "running",
    [code],
  ],
  ["a wait during planning asks for the plan again", [created(), wait("plan:requested"), goOn()], "running", ["plan:requested"]], // prettier-ignore
  [
    "tests and code that came before a yes lead on",
    [...begun, tested(), coded(), wait("commit:requested"), goOn()],
    "running",
    ["commit:requested"],
  ],
];

test.each(table)("%s", (_title, story, status, inFlight) => {
  const job = play(...story);
  expect(job.status).toBe(status);
  expect([...job.inFlight].sort()).toEqual([...inFlight].sort());
});

describe("two waits at the same time", () => {
  test.each([
    ["the later time", [wait(code, SOONER), wait(tests, LATER)], LATER],
    ["the later time, whichever came first", [wait(code, LATER), wait(tests, SOONER)], LATER],
    ["a person, if one has to", [wait(code, SOONER), wait(tests)], undefined],
    ["a person, if the first has to", [wait(code), wait(tests, LATER)], undefined],
  ])("are a wait for %s", (_title, waits, until) => {
    const job = play(...begun, ...waits);
    expect(job.waiting?.until).toBe(until);
    expect(waitsForPerson(job)).toBe(until === undefined);
  });
});

test("a waiting job can be stopped, and does not wait any more then", () => {
  const stop = eventOf("job:stopped", { status: "cancelled", reason: "Enough." });
  const job = play(...begun, wait(code), stop);
  expect(job).toMatchObject({ status: "cancelled", finished: { reason: "Enough." } });
  expect(waitsForPerson(job)).toBe(false);
});

test("a failure while another agent waits ends the job", () => {
  const job = play(...begun, wait(code), eventOf("tests:failed", { reason: "No." }, "tester"));
  expect(job).toMatchObject({ status: "failed", finished: { reason: "No." } });
});

test("a waiting job still waits after a restart, and asks for everything that is missing then", () => {
  const job = resumed(play(...begun, wait(code)));
  expect(job).toMatchObject({ status: "waiting", inFlight: [] });
  expect(play(...begun, wait(code), goOn()).inFlight).toContain(tests);
});

test("raising a budget counts, and warnings of that budget can come again", () => {
  const warnings = (["job", "day"] as const).map((scope) =>
    eventOf("budget:warned", { scope, unit: "usd", spent: 3, limit: 3 }),
  );
  const job = play(...begun, ...warnings, wait(code), goOn("job"));
  expect(job.raised).toEqual({ job: 1, day: 0 });
  expect(job.warned).toEqual(["day usd"]);
  expect(play(...begun, ...warnings, wait(code), goOn()).raised).toEqual({ job: 0, day: 0 });
});

test("model calls are summed up and do not crowd out what people want to hear of", () => {
  const call = eventOf("model:called", called({ usd: 0.1 }), "coder");
  const dead = eventOf(
    "model:called",
    called({ usd: 0.2, failure: { kind: "transport", message: "cut" } }),
    "coder",
  );
  const job = [...Array<JobEvent>(40).fill(call), dead].reduce(advance, play(...begun));
  expect(job.spent).toHaveLength(41);
  expect(job.spent.at(-1)).toMatchObject({ usd: 0.2, failed: true, agent: "coder" });
  expect(job.recent.map(({ type }) => type)).toContain("job:created");
});
