import type { JobSummary } from "../../studio/api/jobs.ts";
import { Gates } from "../parts/gates.tsx";
import { legible } from "../parts/legible.ts";
import { linkTo } from "../place.ts";
import { ActionButtons } from "./action-buttons.tsx";
import { JOB_ACTIONS } from "./actions.ts";
import { JobLinks } from "./job-links.tsx";
import { Progress } from "./progress.tsx";
import { Status } from "./status.tsx";
import { Waiting } from "./waiting.tsx";
import { costText, isOver, iterationText, titleOf } from "./words.ts";
import "./job.css";

/** A job in a conversation, as it stands now. */
export function JobCard({ job }: { job: JobSummary }) {
  const { id, version, gates, reason } = job;
  const title = legible(titleOf(job));
  return (
    <article className="card job-card" aria-label={`Job ${id}`}>
      <header className="row">
        <h3>
          <a href={linkTo("jobs", id)}>{title}</a>{" "}
          {version && <span className="soft">{legible(version)}</span>}
        </h3>
        <Status job={job} />
        <span className="soft facts">
          {[isOver(job) && iterationText(job), costText(job), id].filter(Boolean).join(" · ")}
        </span>
      </header>
      <Progress job={job} />
      {gates.length > 0 && <Gates gates={gates} />}
      {reason && <p className="words">{legible(reason)}</p>}
      <Waiting job={job} withPlan />
      <footer>
        <ActionButtons key={String(isOver(job))} job={job} actions={JOB_ACTIONS} />
        <JobLinks job={job} />
      </footer>
    </article>
  );
}
