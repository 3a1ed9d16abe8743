import { isDeepStrictEqual } from "node:util";
import type { JobEvent, Payload, Request, RequestType } from "./events.ts";
import { currentIteration, isFinished, type Iteration, type Job } from "./job.ts";
import { decide, openDisputes } from "./loop/decide.ts";
import type { Decision } from "./loop/decision.ts";
import { bestOf } from "./loop/fitness.ts";
import { leftOpen } from "./loop/wish.ts";
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

/** What tells two requests of one type apart. */
const MARKS = ["iteration", "kind", "approach"] as const;

/** Whether a job wants the very same thing once more although it was answered: the answer was none. */
export function isStillWanted(job: Job, request: JobEvent<RequestType>): boolean {
  const marksOf = (each: object): unknown[] =>
    MARKS.map((mark) => (each as Partial<Record<string, unknown>>)[mark]);
  return wantedRequests({ ...job, waiting: undefined }).some(
    ({ type, payload }) =>
      type === request.type && isDeepStrictEqual(marksOf(payload), marksOf(request)),
  );
}

function wantedRequests(job: Job): Request[] {
  if (isFinished(job)) return [];
  if (job.stopped) return [finish(job, job.stopped.status, job.stopped.reason)];
  if (job.failure) return [finish(job, "failed", job.failure)];
  if (job.waiting) return [];
  if (!job.plan) return [{ type: "plan:requested", payload: {} }];
  if (job.approval === "ask" && !job.isApproved) return [askForApproval(job.id)];
  if (!job.commits.plan) return [commit("plan", 0)];

  const iteration = currentIteration(job);
  if (!job.tests || !iteration?.code) return writing(job, iteration);
  if (!job.commits.tests) return [commit("tests", iteration.number)];
  const { number, report, review, commit: recorded } = iteration;
  if (job.judging) {
    return [{ type: "tests:requested", payload: { iteration: number, disputes: job.judging } }];
  }
  if (!report) return [{ type: "checks:requested", payload: { iteration: number } }];
  if (!review && !recorded && isReviewed(job, iteration)) {
    return [{ type: "review:requested", payload: { iteration: number } }];
  }
  if (!recorded) return [commit("iteration", number)];
  if (!job.decision) return [{ type: "loop:decided", payload: decide(job) }];
  return carryOut(job, iteration, job.decision);
}

/** Tests and code are written at the same time, by agents that do not see each other's work. */
function writing(job: Job, iteration: Iteration | undefined): Request[] {
  const number = iteration?.number ?? 1;
  const requests: Request[] = [];
  if (!job.tests) requests.push({ type: "tests:requested", payload: { iteration: number } });
  if (!iteration?.code) {
    const { findings = [], base, approach } = iteration ?? {};
    const payload = { iteration: number, findings, base, approach };
    requests.push({ type: "code:requested", payload });
  }
  return requests;
}

/** A reviewer reads what the gates let pass, and what a job ends with; not what cannot be mended. */
const isReviewed = (job: Job, { report }: Iteration): boolean =>
  report?.verdict === "passed" || (report?.mendable === true && decide(job).step === "stop");

function carryOut(job: Job, iteration: Iteration, decision: Decision): Request[] {
  const { step, reason, base } = decision;
  const number = iteration.number + 1;
  switch (step) {
    case "release":
      if (!job.commits.release) return [commit("release", iteration.number)];
      return [finish(job, "completed", iteration.review?.summary ?? reason)];
    case "rewrite-tests":
      return [{ type: "tests:requested", payload: { iteration: number } }];
    case "judge-tests": {
      const disputes = openDisputes(job);
      return [{ type: "tests:requested", payload: { iteration: number, disputes } }];
    }
    case "mend":
    case "fresh-start":
    case "two-candidates": {
      const from = job.iterations.find((each) => each.number === base) ?? iteration;
      const findings = leftOpen(job, from);
      const payload = { iteration: number, findings, base: from.number, approach: step };
      return [{ type: "code:requested", payload }];
    }
    case "stop": {
      const best = bestOf(job.iterations) ?? iteration;
      // Whoever looks at the branch finds the best version at its end.
      if (best !== iteration && !job.commits.best) return [commit("best", best.number)];
      return [finish(job, "failed", openText(reason, leftOpen(job, best)))];
    }
    default:
      return step satisfies never;
  }
}

const askForApproval = (jobId: string): Request => ({
  type: "job:waiting",
  payload: {
    kind: "approval",
    reason: `The plan waits for a yes. "yes, go on" or plugin-dynamic continue ${jobId} begins the work; what should be different can be said in plain words, also by plugin-dynamic edit ${jobId} "…".`,
    request: "commit:requested",
  },
});

const commit = (kind: Payload<"commit:requested">["kind"], iteration: number): Request => ({
  type: "commit:requested",
  payload: { kind, iteration },
});

const SHOWN = 10;

/** The honest end of a job that was not approved. */
function openText(reason: string, open: Finding[]): string {
  const blockers = open.filter(({ severity }) => severity === "blocker");
  const list = blockers.map(({ message, file }) => `- ${file ? `${file}: ` : ""}${message}`);
  return [reason, ...(list.length > 0 ? ["Open:", ...list.slice(0, SHOWN)] : [])].join("\n");
}

function finish(job: Job, status: "completed" | "failed" | "cancelled", reason: string): Request {
  // A wish that came after an approval can cost points: what is released counts then.
  const best = status === "completed" ? currentIteration(job) : bestOf(job.iterations);
  const { plan, tests, release, best: wayBack } = job.commits;
  return {
    type: "job:finished",
    payload: {
      status,
      reason,
      plugin: null, // the coordinator, who knows the folders, fills it in
      iterations: job.iterations.length,
      commit: release ?? wayBack ?? best?.commit ?? tests ?? plan ?? null,
      ending: status === "failed" ? job.decision?.ending : undefined,
      best: best?.number,
      open: best && leftOpen(job, best),
    },
  };
}
