import type { Iteration, Job } from "../job.ts";
import type { Finding } from "../results.ts";
import { openFindings } from "./open-findings.ts";

/**
 * What a person asked a fork for, as a finding, as long as no reviewer has looked at an answer to it: from then on the
 * reviewer says whether it is open.
 */
export function openWish(
  { parent, iterations }: Pick<Job, "parent" | "iterations">,
  { number }: Pick<Iteration, "number">,
): Finding[] {
  const { hint, iteration: start = 0 } = parent ?? {};
  const isReviewed = iterations.some(
    (each) => each.number > start && each.number <= number && each.review,
  );
  if (!hint || isReviewed) return [];
  // No two wishes of forks of forks begin at the same iteration.
  const id = `P${start}`;
  return [{ from: "person", severity: "blocker", message: `A person asks: ${hint}`, id }];
}

/** Everything that an iteration of a job left open: what was asked for comes before what gates and reviewer found. */
export const leftOpen = (
  job: Pick<Job, "parent" | "iterations">,
  iteration: Iteration,
): Finding[] => [...openWish(job, iteration), ...openFindings(iteration)];
