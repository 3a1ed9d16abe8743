import { expect, test } from "vitest";
import { hasPlace, placeInLine, standingOf } from "../../shared/queue.ts";
import { foldSince, resumed } from "../../shared/fold-job.ts";
import { placesOf } from "../../shared/places.ts";
import type { Job } from "../../shared/job.ts";
import { created, eventOf, planned, play } from "../support/job-story.ts";

const first = play(created());
const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

/** A job of a person, created at that second: a new one, unless it says something else. */
const job = (id: string, second: number, more: Partial<Job> = {}): Job => ({
  ...first,
  id,
  createdAt: at(second),
  status: "pending",
  inFlight: [],
  placedAt: undefined,
  origin: { agentId: "agent", roomId: "room", entityId: id.slice(0, 1) },
  ...more,
});
const working = (id: string, second: number, placed = second): Job =>
  job(id, second, { status: "running", inFlight: ["plan:requested"], placedAt: at(placed) });
const over = (id: string, placed: number): Job => ({
  ...working(id, 0, placed),
  status: "completed",
  inFlight: [],
  finished: { status: "completed", reason: "", plugin: null, iterations: 1, commit: null },
});
const ids = (jobs: Job[]): string[] => jobs.map(({ id }) => id);

test.each<[string, Job[], number, string[], string[]]>([
  ["one person's jobs come in the order in which they were wanted", [job("a2", 2), job("a1", 1)], 1, ["a1"], ["a2"]],
  ["nobody begins when all places are taken", [working("a1", 1), job("b1", 2)], 1, [], ["b1"]],
  ["people take turns", [job("a1", 1), job("a2", 2), job("a3", 3), job("b1", 4), job("c1", 5)], 0, [], ["a1", "b1", "c1", "a2", "a3"]],
  ["whoever is at work lets the others go first", [working("a1", 1), job("a2", 2), job("b1", 3)], 2, ["b1"], ["a2"]],
  ["whoever had the last turn comes last, also when that job is over", [over("a0", 9), over("b0", 8), job("a1", 10), job("b1", 11)], 1, ["b1"], ["a1"]],
  ["who had none yet comes before all others", [over("a0", 9), job("a1", 10), job("b1", 11)], 1, ["b1"], ["a1"]],
  ["what had begun comes before what is new", [job("b1", 1), job("a1", 2, { placedAt: at(3) })], 1, ["a1"], ["b1"]],
  ["a turn that is to come counts as well", [job("a1", 1, { placedAt: at(2) }), job("a2", 3), job("b1", 4)], 0, [], ["a1", "b1", "a2"]],
  ["a job that waits takes no place and does not stand in line", [job("a1", 1, { status: "waiting" }), job("b1", 2)], 1, ["b1"], []],
  ["a place is taken as long as somebody is at work", [job("a1", 1, { status: "waiting", inFlight: ["code:requested"] }), job("b1", 2)], 1, [], ["b1"]],
  ["more at work than there are places is no place left", [working("a1", 1), working("b1", 2), job("c1", 3)], 1, [], ["c1"]],
])("%s", (_title, jobs, places, next, line) => {
  const standing = standingOf(jobs, places);
  expect([ids(standing.next), ids(standing.line)]).toEqual([next, line]);
  expect(ids(standingOf(jobs.toReversed(), places).next)).toEqual(next);
}); // prettier-ignore

test("the command line is one person", () => {
  const nobody = { origin: undefined };
  const jobs = [job("x1", 1, nobody), job("y1", 2, nobody), job("a1", 3)];
  expect(ids(standingOf(jobs, 0).line)).toEqual(["x1", "a1", "y1"]);
  expect(placeInLine(jobs, "a1")).toBe(2);
  expect(placeInLine([working("a1", 1)], "a1")).toBeUndefined();
});

test("thousands in line are put in order at once", () => {
  const jobs = Array.from({ length: 3000 }, (_each, index) => job(`${index % 40}-${index}`, index));
  const start = performance.now();
  expect(standingOf(jobs, 2).line).toHaveLength(2998);
  expect(performance.now() - start).toBeLessThan(2000);
});

test("a job is pending until somebody is asked, and when it goes on after a wait", () => {
  const begun = play(created());
  expect([begun.status, hasPlace(begun), begun.placedAt]).toEqual([
    "running",
    true,
    begun.recent.at(-1)?.at,
  ]);
  const wait = eventOf("job:waiting", {
    kind: "budget",
    reason: "No money.",
    request: "plan:requested",
  });
  const waiting = play(created(), wait);
  expect([waiting.status, hasPlace(waiting)]).toEqual(["waiting", false]);
  const events = [created(), eventOf("plan:requested", {}), wait];
  const goesOn = eventOf("job:continued", { reason: "Yes." });
  const continued = foldSince([...events, goesOn], "");
  expect([continued?.status, continued && hasPlace(continued)]).toEqual(["pending", false]);
  expect(continued?.placedAt).toBe(events[1]?.at);
});

test("what was asked before a process came is not at work in it", () => {
  const events = [created(), eventOf("plan:requested", {}), planned()];
  const asked = eventOf("commit:requested", { kind: "plan", iteration: 0 });
  const left = [...events, asked];
  expect(foldSince(left, "~")).toMatchObject({ status: "pending", inFlight: [] });
  expect(foldSince(left, asked.at)).toMatchObject({ status: "running", inFlight: ["commit:requested"] }); // prettier-ignore
  // Told of something meanwhile, it still stands in line.
  const told = eventOf("character:swapped", { of: "coder", name: "Ada", hash: "h" });
  expect(foldSince([...left, told], told.at)).toMatchObject({ status: "pending", inFlight: [] });
  expect(resumed(play(created(), planned()))).toMatchObject({ status: "pending", inFlight: [] });
});

test.each([
  [1, 16, 2],
  [8, 4, 4],
  [4, 64, 4],
  [64, 1, 2],
])("%d cores and %d GB have %d places", (cores, gigabytes, places) => {
  expect(placesOf(cores, gigabytes * 1024 ** 3)).toBe(places);
});
