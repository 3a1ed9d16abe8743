import { currentIteration, isFinished, type Job } from "./job.ts";

/** The README's workflow, one word a phase. */
export type Phase = "specification" | "generation" | "build" | "lint" | "test" | "validation";

/** What people are told the job is doing. */
export function phaseOf(job: Job): Phase {
  const iteration = currentIteration(job);
  if (!job.plan) return "specification";
  if (iteration?.review ?? iteration?.report) return "validation";
  if (!iteration?.code || !job.tests) return "generation";
  switch (job.gate ?? iteration.gates.at(-1)?.name ?? "install") {
    case "install":
    case "build":
      return "build";
    case "lint":
      return "lint";
    case "test":
    case "load":
      return "test";
  }
}

const PROGRESS: Record<Phase, number> = {
  specification: 10,
  generation: 35,
  build: 60,
  lint: 70,
  test: 80,
  validation: 90,
};

/** Rough progress in percent. */
export const progressOf = (job: Job): number => (isFinished(job) ? 100 : PROGRESS[phaseOf(job)]);
