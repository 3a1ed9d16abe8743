import { currentIteration, type Job } from "../../shared/job.ts";
import { phaseOf, progressOf } from "../../shared/phase.ts";
import { paidBy, totalOf } from "../../shared/spending.ts";
import { waitingText } from "../../shared/cost-text.ts";
import { resultsOf } from "../../shared/criteria.ts";
import { nameOf } from "../commands/job-facts.ts";
import { planCard } from "../plan-card.ts";
import type { JobSummary } from "./api/jobs.ts";

/**
 * A job as the page's lists and cards show it.
 * @param place its number in the line, when it waits for a place among the jobs at work.
 */
export function summaryOf(job: Job, place?: number): JobSummary {
  const { id, status, request, plan, finished, waiting } = job;
  const iteration = currentIteration(job);
  const { calls, usd, tokens } = totalOf(paidBy(job));
  const results = resultsOf(job);
  const passed = results.filter(({ result }) => result === "passed").length;
  const { verdict, score } = iteration?.review ?? {};
  return {
    id,
    status,
    place: place ?? null,
    phase: phaseOf(job),
    progress: progressOf(job),
    plugin: nameOf(job),
    version: plan?.specification.version ?? request.specification?.version ?? null,
    wish: request.description ?? request.specification?.description ?? "",
    createdAt: job.createdAt,
    updatedAt: job.updatedAt,
    model: job.model,
    iteration: iteration?.number ?? 0,
    maxIterations: job.maxIterations,
    gates: (iteration?.gates ?? []).map(({ name, ...gate }) => ({
      name,
      status: gate.status,
      summary: gate.summary,
    })),
    gate: job.gate ?? null,
    criteria: results.length > 0 ? { passed, total: results.length } : null,
    review: verdict && score !== undefined ? { verdict, score } : null,
    usd,
    tokens,
    calls,
    estimate: plan?.estimate ?? null,
    parent: job.parent ?? null,
    waiting: waiting
      ? {
          kind: waiting.kind,
          text: waitingText(waiting),
          until: waiting.until ?? null,
          packages: (waiting.packages ?? []).map(({ name, version }) => ({ name, version })),
        }
      : null,
    plan: plan ? planCard(plan) : [],
    reason: finished?.reason ?? null,
    folder: finished?.plugin?.directory ?? null,
    commit: finished?.commit ?? iteration?.commit ?? null,
  };
}
