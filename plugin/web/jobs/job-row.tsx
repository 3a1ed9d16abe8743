import type { JobSummary } from "../../studio/api/jobs.ts";
import { Gates } from "../parts/gates.tsx";
import { legible } from "../parts/legible.ts";
import { linkTo } from "../place.ts";
import { Age } from "./age.tsx";
import { Progress } from "./progress.tsx";
import { Status } from "./status.tsx";
import { Waiting } from "./waiting.tsx";
import { costText, isOver, iterationText, parentText, titleOf } from "./words.ts";

/** A job among others. */
export function JobRow({ job }: { job: JobSummary }) {
  const { id, version, wish, gates, parent, createdAt } = job;
  return (
    <article role="listitem" className="job-row" aria-label={`Job ${id}`}>
      <div className="row">
        <h2>
          <a href={linkTo("jobs", id)}>{legible(titleOf(job))}</a>{" "}
          {version && <span className="soft">{legible(version)}</span>}
        </h2>
        <Status job={job} />
        <span className="soft facts">
          <span>{costText(job)}</span>
          <span className="mono">{id}</span>
          <Age at={createdAt} />
        </span>
      </div>
      <p className="wish">{legible(wish)}</p>
      {parent && (
        <p className="soft">
          <a href={linkTo("jobs", parent.jobId)}>{parentText(parent)}</a>
        </p>
      )}
      {!job.waiting && <Progress job={job} />}
      {gates.length > 0 && (
        <div className="row">
          <Gates gates={gates} />
          {isOver(job) && <span className="soft">{iterationText(job)}</span>}
        </div>
      )}
      <Waiting job={job} />
    </article>
  );
}
