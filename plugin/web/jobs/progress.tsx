import type { JobSummary } from "../../studio/api/jobs.ts";
import { doingText, isOver, iterationText } from "./words.ts";

/** How far a job is, and at what; nothing of a job that is over. */
export function Progress({ job }: { job: JobSummary }) {
  if (isOver(job)) return null;
  const { id, progress, waiting, gate } = job;
  const what = waiting ? "Stands still" : gate ? `Runs the ${gate} gate` : doingText(job);
  return (
    <div className="job-progress">
      <progress max={100} value={progress} aria-label={`Progress of job ${id}`} />
      <span>{[what, iterationText(job)].filter(Boolean).join(" · ")}</span>
    </div>
  );
}
