import type { Iteration, Job } from "../job.ts";
import type { Finding } from "../results.ts";
import { criteriaIn } from "../criteria.ts";
import type { Decision } from "./decision.ts";
import { FROZEN_FROM, MOST_REWRITES, type Dispute } from "./dispute.ts";
import { bestOf, brokenTests, compareIterations } from "./fitness.ts";
import { openFindings } from "./open-findings.ts";
import { signatureOf } from "./signature.ts";
import { accusesTests } from "./test-findings.ts";
import { openWish } from "./wish.ts";

/** What is tried, once each, when a round led to nothing. */
const LADDER = ["fresh-start", "two-candidates"] as const;

/**
 * What follows the last checked iteration of a job. Pure: the same job leads to the same decision, before and after a
 * restart. Progress is what the gates measured; a round without any is answered by the next step of a ladder, from the
 * best files so far, until nothing is left to try.
 */
export function decide(job: Job): Decision {
  const current = job.iterations.at(-1);
  if (!current?.report) throw new Error(`Job ${job.id} has nothing to decide on yet.`);
  const after = current.number;
  const [wish] = openWish(job, current);
  if (isApproved(current) && !wish) {
    return { after, step: "release", reason: "Every gate is green and no blocker is open." };
  }
  if (!current.report.mendable) {
    const reason = "New code cannot mend this.";
    return { after, step: "stop", ending: "not-mendable", reason };
  }
  if (after >= job.maxIterations) {
    const reason = `All ${job.maxIterations} iterations are used up.`;
    return { after, step: "stop", ending: "limit", reason };
  }
  const earlier = job.iterations.slice(0, -1);
  const best = bestOf(job.iterations) ?? current;
  const disputes = openDisputes(job);
  if (disputes.length > 0) {
    const names = disputes.map(({ test }) => `"${test}"`).join(", ");
    const reason = `The tester judges what is held for wrong: ${names}.`;
    return { after, step: "judge-tests", base: after, reason };
  }
  const obstacle = obstacleTo(job, current, earlier);
  if (!obstacle && onlyTestsAreWrong(current) && rewrites(job) < MOST_REWRITES) {
    const reason = "Only tests are at fault; the code stays as it is.";
    return { after, step: "rewrite-tests", base: after, reason };
  }
  if (!obstacle) {
    const reason = asked(job, current)?.message ?? reasonToMend(current, earlier);
    return { after, step: "mend", base: after, reason };
  }
  const step = LADDER.find((each) => job.decisions.every((made) => made.step !== each));
  if (step) return { after, step, base: best.number, reason: `${obstacle} ${WAYS[step]}` };
  const reason = `${obstacle} Another approach and two candidates led no farther.`;
  return { after, step: "stop", ending: "no-progress", reason };
}

/** Red tests that somebody holds for wrong and nobody has judged yet, as long as tests may change. */
export function openDisputes(job: Job): Dispute[] {
  const current = job.iterations.at(-1);
  if (!current?.report || current.number >= FROZEN_FROM || rewrites(job) >= MOST_REWRITES)
    return [];
  const red = new Set(openFindings(current).flatMap(({ test }) => (test ? [test] : [])));
  const judged = new Set(job.verdicts.map(({ test }) => test));
  const claims = [...job.disputes, ...suspects(job, current)];
  const open = claims.filter(({ test }) => red.has(test) && !judged.has(test));
  return [...new Map(open.toReversed().map((each) => [each.test, each])).values()].toReversed();
}

/** Tests that fail in the same way twice while nothing that shows the same criterion is green: perhaps they ask too much. */
function suspects({ iterations, plan }: Job, current: Iteration): Dispute[] {
  const before = iterations.at(-2);
  if (!before || before.testsTree !== current.testsTree) return [];
  const earlier = new Set(openFindings(before).map(signatureOf));
  const tests = current.gates.flatMap((gate) => gate.tests ?? []);
  return openFindings(current).flatMap((finding): Dispute[] => {
    const { test = "" } = finding;
    const ids = criteriaIn(test);
    const together = tests.filter(({ name }) => criteriaIn(name).some((id) => ids.includes(id)));
    const isAlone = together.some(({ state }) => state === "passed");
    if (ids.length === 0 || isAlone || !earlier.has(signatureOf(finding))) return [];
    const clause = plan?.criteria?.find(({ id }) => ids.includes(id))?.text ?? "";
    const reason = "It failed twice in the same way, and so does every test of its criterion.";
    return [{ test, clause, reason }];
  });
}

const WAYS = {
  "fresh-start": "The coder begins again from the best files so far, with another approach.",
  "two-candidates": "The coder writes a small and a thorough answer, and the gates choose.",
};

/** All gates green and nothing that blocks: a word of the reviewer alone approves nothing, and objects to nothing. */
export const isApproved = ({ report, review }: Iteration): boolean =>
  report?.verdict === "passed" && review?.verdict === "approve";

/** Why the last round was no progress, as a sentence; nothing when it was. */
function obstacleTo(job: Job, current: Iteration, earlier: Iteration[]): string | undefined {
  const idle = job.idle.filter(({ after }) => after === current.number).at(-1);
  if (idle) return idle.reason;
  // Where somebody goes on from, and what they ask for there, is theirs to say.
  if (asked(job, current)) return undefined;
  const before = bestOf(earlier);
  if (!before) return undefined;
  const gain = compareIterations(current, before);
  if (gain > 0) return undefined;
  const broken = testsRan(current) ? brokenTests(current, before) : [];
  const which = `Iteration ${current.number}`;
  if (broken.length > 0) {
    const tests = `${broken.length} test${broken.length === 1 ? "" : "s"}`;
    return `${which} broke ${tests} that passed in iteration ${before.number}.`;
  }
  if (gain < 0) return `${which} fell behind iteration ${before.number}.`;
  const same = earlier.findLast((each) => similarity(current, each) >= SAME);
  if (!same) return undefined;
  return same.number === current.number - 1
    ? `${which} left the same open as iteration ${same.number}.`
    : `${which} is back where iteration ${same.number} was.`;
}

/** What somebody asks for of the iteration that they go on from. */
const asked = (job: Job, current: Iteration): Finding | undefined =>
  current.number === job.parent?.iteration ? openWish(job, current)[0] : undefined;

const testsRan = ({ gates }: Iteration): boolean =>
  gates.some(({ tests = [] }) => tests.length > 0);

/** Share of common findings from which two iterations count as stuck at the same. */
const SAME = 0.8;

/** Jaccard index: what two iterations left open in common, of all that they left open. */
function similarity(one: Iteration, other: Iteration): number {
  // Where only one of them was reviewed, what the reviewer said of it is no difference.
  const reviewed = one.review !== undefined && other.review !== undefined;
  const [left, right] = [one, other].map(
    ({ report, review }) =>
      new Set(openFindings({ report, ...(reviewed && { review }) }).map(signatureOf)),
  );
  if (!left || !right) return 0;
  const all = new Set([...left, ...right]).size;
  return all === 0 ? 1 : [...left].filter((each) => right.has(each)).length / all;
}

function reasonToMend(current: Iteration, earlier: Iteration[]): string {
  const before = bestOf(earlier);
  const blockers = openFindings(current).filter(({ severity }) => severity === "blocker").length;
  const open = `${blockers} blocker${blockers === 1 ? "" : "s"} open`;
  if (!before) return `${open} after the first iteration.`;
  return compareIterations(current, before) > 0
    ? `Iteration ${current.number} came farther than iteration ${before.number}; ${open}.`
    : `Iteration ${current.number} came as far as iteration ${before.number}, with other findings; ${open}.`;
}

function onlyTestsAreWrong(iteration: Iteration): boolean {
  const blockers = openFindings(iteration).filter(({ severity }) => severity === "blocker");
  return blockers.length > 0 && blockers.every(accusesTests);
}

const rewrites = ({ decisions }: Job): number =>
  decisions.filter(({ step }) => step === "rewrite-tests" || step === "judge-tests").length;
