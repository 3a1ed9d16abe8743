import { expect, test } from "vitest";
import { comparedRun, summariesOf } from "../../shared/character-runs.ts";
import type { JobEvent } from "../../shared/events.ts";
import {
  approval,
  blockerOf,
  checked,
  coded,
  committed,
  created,
  greenReport,
  planned,
  play,
  redReport,
  rejection,
  reviewed,
  tested,
} from "../support/job-story.ts";

const begun = (first: JobEvent): JobEvent[] => [
  first,
  planned(),
  committed("plan", 0),
  tested(),
  coded(),
  committed("tests", 1),
];
const red = checked(1, redReport(blockerOf("build", "One."), blockerOf("build", "Two.")));
const twoRounds = [
  red,
  committed("iteration", 1),
  coded(2),
  checked(2, greenReport),
  reviewed(2, approval),
  committed("iteration", 2),
  committed("release", 2),
];

test("a run is told by what gates and reviewer found in all of its rounds", () => {
  const found = comparedRun("mild", 1, play(...begun(created()), ...twoRounds));
  expect(found).toMatchObject({
    character: "mild",
    run: 1,
    passed: true,
    iterations: 2,
    findings: { gates: 2, review: 0 },
  });
});

test("of a fork only its own rounds count, and a review of where it began", () => {
  const parent = { jobId: "parent", how: "fork", iteration: 1 } as const;
  const fork = { ...created(), parent } as JobEvent;
  const { findings } = comparedRun("mild", 1, play(...begun(fork), ...twoRounds));
  expect(findings).toEqual({ gates: 0, review: 0 });
  const rejected = play(...begun(fork), checked(1, greenReport), reviewed(1, rejection));
  expect(comparedRun("mild", 1, rejected).findings).toEqual({ gates: 0, review: 1 });
});

test("a character's summary is the mean of its runs; an unknown price leaves the sum unknown", () => {
  const won = comparedRun("a", 1, play(...begun(created()), ...twoRounds));
  const lost = { ...won, run: 2, passed: false, iterations: 5, findings: { gates: 4, review: 2 } };
  const priced = { ...won, character: "b", spent: { ...won.spent, usd: 0.5 } };
  const unpriced = { ...priced, run: 2, spent: { ...won.spent, usd: null } };
  expect(summariesOf([won, priced, lost])).toMatchObject([
    { character: "a", runs: 2, passed: 1, iterations: 3.5, gateFindings: 3, reviewFindings: 1 },
    { character: "b", runs: 1, passed: 1, usd: 0.5 },
  ]);
  expect(summariesOf([priced, unpriced])).toMatchObject([{ usd: null }]);
});
