import type { JobSummary } from "../../studio/api/jobs.ts";
import { statusText, TONES } from "./words.ts";

/** How a job stands, as a badge. */
export function Status({ job }: { job: JobSummary }) {
  return <span className={`badge ${TONES[job.status]}`}>{statusText(job)}</span>;
}
