import type { Payload, Request, RequestType } from "./events.ts";
import { bestIteration, currentIteration, isFinished, type Iteration, type Job } from "./job.ts";
import type { Finding } from "./results.ts";

/**
 * What has to be asked next, and of nobody twice: the whole workflow, read from top to bottom. Pure; called after every
 * event and after a restart.
 */
export function nextRequests(job: Job): Request[] {
  const wanted = wantedRequests(job);
  const finishing = wanted.some(({ type }) => type === "job:finished");
  return finishing
    ? wanted
    : wanted.filter(({ type }) => !job.inFlight.includes(type as RequestType));
}

function wantedRequests(job: Job): Request[] {
  if (isFinished(job)) return [];
  if (job.stopped) return [finish(job, job.stopped.status, job.stopped.reason)];
  if (job.failure) return [finish(job, "failed", job.failure)];
  if (job.waiting) return [];
  if (!job.plan) return [{ type: "plan:requested", payload: {} }];
  if (!job.commits.plan) return [commit("plan", 0)];

  const iteration = currentIteration(job);
  if (!job.tests || !iteration?.code) return writing(job, iteration);
  if (!job.commits.tests) return [commit("tests", iteration.number)];
  const { number, report, review } = iteration;
  if (!report) return [{ type: "checks:requested", payload: { iteration: number } }];
  const green = report.verdict === "passed";
  if (!review && (green || isLast(job, iteration)) && report.mendable) {
    return [{ type: "review:requested", payload: { iteration: number } }];
  }
  if (!iteration.commit) return [commit("iteration", number)];
  if (green && review?.verdict === "approve") {
    if (!job.commits.release) return [commit("release", number)];
    return [finish(job, "completed", review.summary)];
  }
  if (isLast(job, iteration)) return [finish(job, "failed", open(job, iteration))];
  return again(iteration);
}

/** Tests and code are written at the same time, by agents that do not see each other's work. */
function writing(job: Job, iteration: Iteration | undefined): Request[] {
  const number = iteration?.number ?? 1;
  const requests: Request[] = [];
  if (!job.tests) requests.push({ type: "tests:requested", payload: { iteration: number } });
  if (!iteration?.code) {
    const findings = iteration?.findings ?? [];
    requests.push({ type: "code:requested", payload: { iteration: number, findings } });
  }
  return requests;
}

/** The next round: new tests when only they are at fault, new code otherwise. */
function again(iteration: Iteration): Request[] {
  const findings = openFindings(iteration);
  const number = iteration.number + 1;
  const blockers = findings.filter(({ severity }) => severity === "blocker");
  return blockers.length > 0 && blockers.every(isOfTest)
    ? [{ type: "tests:requested", payload: { iteration: number } }]
    : [{ type: "code:requested", payload: { iteration: number, findings } }];
}

/** A test that does not compile or breaks a lint rule is the tester's to mend; one that fails accuses the code. */
const isOfTest = ({ from, file }: Finding): boolean =>
  (from === "build" || from === "lint") && file?.startsWith("src/__tests__/") === true;

const commit = (kind: Payload<"commit:requested">["kind"], iteration: number): Request => ({
  type: "commit:requested",
  payload: { kind, iteration },
});

/** No further round: all used up, nothing new code could mend, or the same thing was written again. */
function isLast(job: Job, { number, report, code, testsTree }: Iteration): boolean {
  const repeated = job.iterations.some(
    (each) =>
      each.number < number && each.code?.tree === code?.tree && each.testsTree === testsTree,
  );
  return number >= job.maxIterations || report?.mendable === false || repeated;
}

/** What a next round has to mend. */
export function openFindings({ report, review }: Iteration): Finding[] {
  const gates = report?.gates.flatMap(({ findings }) => findings) ?? [];
  return [...gates, ...(review?.findings ?? [])].filter(({ severity }) => severity !== "note");
}

/** The honest end of a job that was not approved. */
function open(job: Job, iteration: Iteration): string {
  const blockers = openFindings(iteration).filter(({ severity }) => severity === "blocker");
  const why =
    iteration.report?.mendable === false
      ? "New code cannot mend this."
      : iteration.number >= job.maxIterations
        ? `All ${job.maxIterations} iterations are used up.`
        : "The last iteration changed nothing, so a further one would not either.";
  const list = blockers.map(({ message, file }) => `- ${file ? `${file}: ` : ""}${message}`);
  return [why, ...(list.length > 0 ? ["Open:", ...list.slice(0, 10)] : [])].join("\n");
}

function finish(job: Job, status: "completed" | "failed" | "cancelled", reason: string): Request {
  const best = bestIteration(job);
  return {
    type: "job:finished",
    payload: {
      status,
      reason,
      plugin: null, // the coordinator, who knows the folders, fills it in
      iterations: job.iterations.length,
      commit: job.commits.release ?? best?.commit ?? job.commits.tests ?? job.commits.plan ?? null,
    },
  };
}
