import type { JobSummary } from "../../studio/api/jobs.ts";
import { isOver } from "./words.ts";

/** Groups that people look for jobs by. */
export const SHOWN = {
  all: () => true,
  open: (job) => !isOver(job),
  waiting: ({ status }) => status === "waiting",
  completed: ({ status }) => status === "completed",
  failed: ({ status }) => status === "failed",
  cancelled: ({ status }) => status === "cancelled",
} satisfies Record<string, (job: JobSummary) => boolean>;
export type Shown = keyof typeof SHOWN;
export const shownNames = Object.keys(SHOWN) as Shown[];

/** Jobs of a group that have all words of a text in their names, wishes or ids; newest first. */
export function filterJobs(jobs: JobSummary[], shown: Shown, text: string): JobSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return jobs
    .filter(SHOWN[shown])
    .filter(({ id, plugin, wish, parent, model }) => {
      const told = [id, plugin, wish, parent?.jobId, model].join(" ").toLowerCase();
      return words.every((word) => told.includes(word));
    })
    .toSorted((one, other) => other.createdAt.localeCompare(one.createdAt));
}
