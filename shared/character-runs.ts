import { comparedJob, type JobFacts } from "./comparison.ts";
import type { Job } from "./job.ts";

/** What a job came to that was done with one of several characters. */
export interface CharacterRun extends Pick<
  JobFacts,
  "jobId" | "status" | "iterations" | "tests" | "review" | "open" | "spent" | "minutes"
> {
  character: string;
  /** From 1 on. */
  run: number;
  passed: boolean;
  /** What gates and reviewer found in all rounds of its own, without mere remarks. */
  findings: { gates: number; review: number };
}

/** What several runs of one character came to. */
export interface CharacterSummary {
  character: string;
  runs: number;
  passed: number;
  /** The rest are means over its runs. */
  iterations: number;
  gateFindings: number;
  reviewFindings: number;
  /** US dollars; `null` when a price is not known. */
  usd: number | null;
  minutes: number;
}

/** A run's facts; of a fork only what is its own. */
export function comparedRun(character: string, run: number, job: Job): CharacterRun {
  const facts = comparedJob(job);
  const { jobId, status, iterations, tests, review, open, spent, minutes } = facts;
  const start = job.parent?.how === "fork" ? (job.parent.iteration ?? 0) : 0;
  const isTold = ({ severity }: { severity: string }): boolean => severity !== "note";
  const after = job.iterations.filter(({ number }) => number > start);
  // The gates of an iteration that is reviewed once more say what they said to its parent.
  const reviewed = job.iterations.filter(({ number }) => number >= start);
  return {
    character,
    run,
    jobId,
    status,
    passed: status === "completed",
    iterations,
    tests,
    review,
    open,
    spent,
    minutes,
    findings: {
      gates: after.flatMap(({ gates }) => gates.flatMap((gate) => gate.findings)).filter(isTold)
        .length,
      review: reviewed.flatMap((each) => each.review?.findings ?? []).filter(isTold).length,
    },
  };
}

/** One line a character, in the order of their first runs. */
export function summariesOf(runs: CharacterRun[]): CharacterSummary[] {
  return [...new Set(runs.map(({ character }) => character))].map((character) => {
    const own = runs.filter((each) => each.character === character);
    const mean = (of: (run: CharacterRun) => number): number =>
      own.reduce((sum, each) => sum + of(each), 0) / own.length;
    const isPriced = own.every(({ spent }) => spent.usd !== null);
    return {
      character,
      runs: own.length,
      passed: own.filter(({ passed }) => passed).length,
      iterations: mean(({ iterations }) => iterations),
      gateFindings: mean(({ findings }) => findings.gates),
      reviewFindings: mean(({ findings }) => findings.review),
      usd: isPriced ? mean(({ spent }) => spent.usd ?? 0) : null,
      minutes: mean((each) => each.minutes),
    };
  });
}
