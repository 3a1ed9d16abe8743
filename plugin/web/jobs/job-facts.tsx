import type { ReactNode } from "react";
import type { JobSummary } from "../../studio/api/jobs.ts";
import { tokensText, usdText } from "../../../shared/spending.ts";
import { legible } from "../parts/legible.ts";
import { linkTo } from "../place.ts";
import { useStudio } from "../store.ts";
import { Age } from "./age.tsx";
import { parentText, spentText } from "./words.ts";

/** Facts of a job, a line each; those that there are. */
export function JobFacts({ job }: { job: JobSummary }) {
  const { id, model, createdAt, updatedAt, iteration, maxIterations, criteria, review } = job;
  const jobs = useStudio((studio) => studio.jobs);
  const followers = Object.values(jobs ?? {}).filter((each) => each.parent?.jobId === id);
  const facts: [string, ReactNode][] = [
    ["Job", <span className="mono">{id}</span>],
    ["Begun", <Age at={createdAt} />],
    ["Last event", <Age at={updatedAt} />],
    ["Model", model === "replay" ? "a recording is played" : legible(model)],
    ["Iterations", `${iteration} of at most ${maxIterations}`],
    ["Criteria", criteria && `${criteria.passed} of ${criteria.total} shown by tests`],
    ["Review", review && `${review.score} of 100, ${review.verdict}`],
    ["Cost", spentText(job)],
    ["Expected", job.estimate && estimateText(job.estimate)],
    ["From", job.parent && <Parent parent={job.parent} />],
    ["Followed by", followers.length > 0 ? <Followers jobs={followers} /> : null],
    ["Ended", job.reason && legible(job.reason)],
    ["Folder", job.folder && <span className="mono">{legible(job.folder)}</span>],
    ["Commit", job.commit && <span className="mono">{job.commit.slice(0, 10)}</span>],
  ];
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts">Facts</h2>
      <dl className="facts-list">
        {facts
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function estimateText({ usd, tokens, basis }: NonNullable<JobSummary["estimate"]>): string {
  const range = ([low, high]: [string, string]): string =>
    low === high ? low : `${low} to ${high}`;
  const cost = usd ? range([usdText(usd[0]), usdText(usd[1])]) : "cost unknown";
  return `${cost}, ${range([tokensText(tokens[0]), tokensText(tokens[1])])} tokens (judged by ${basis})`;
}

function Parent({ parent }: { parent: NonNullable<JobSummary["parent"]> }) {
  return (
    <>
      <a href={linkTo("jobs", parent.jobId)}>{parentText(parent)}</a>
      {parent.hint && <span className="words"> {legible(parent.hint)}</span>}
    </>
  );
}

/** Jobs that go on from this one. */
function Followers({ jobs }: { jobs: JobSummary[] }) {
  return (
    <ul className="plain-list">
      {jobs.map(({ id, parent, status }) => (
        <li key={id}>
          <a href={linkTo("jobs", id)}>{id}</a> ({parent?.how}, {status})
        </li>
      ))}
    </ul>
  );
}
