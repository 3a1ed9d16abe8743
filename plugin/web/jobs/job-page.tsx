import type { JobSummary } from "../../studio/api/jobs.ts";
import { leftOpen } from "../../../shared/loop/wish.ts";
import { currentIteration } from "../../../shared/job.ts";
import { Empty } from "../parts/empty.tsx";
import { legible } from "../parts/legible.ts";
import { Loading } from "../parts/loading.tsx";
import { linkTo } from "../place.ts";
import { useStudio } from "../store.ts";
import { ActionButtons } from "./action-buttons.tsx";
import { JOB_ACTIONS } from "./actions.ts";
import { AgentCosts } from "./agent-costs.tsx";
import { BackToJobs } from "./back-to-jobs.tsx";
import { CompareWith } from "./compare-with.tsx";
import { CriteriaTable } from "./criteria-table.tsx";
import { DeleteJob } from "./delete-job.tsx";
import { Findings } from "./findings.tsx";
import { JobFacts } from "./job-facts.tsx";
import { JobLinks } from "./job-links.tsx";
import { Plan } from "./plan-card.tsx";
import { Progress } from "./progress.tsx";
import { Rounds } from "./rounds.tsx";
import { Status } from "./status.tsx";
import { useJob } from "./use-job.ts";
import { Waiting } from "./waiting.tsx";
import { isOver, titleOf } from "./words.ts";

/** One job with everything that is known of it, and everything that can be done with it. */
export function JobPage({ id }: { id: string }) {
  const jobs = useStudio((studio) => studio.jobs);
  const job = jobs?.[id];
  return (
    <div className="area job-page">
      <BackToJobs />
      {!jobs && <Loading what={`job ${id}`} />}
      {jobs && !job && (
        <Empty title={`There is no job ${id}`}>
          <p>It may have been deleted. What it released stays in the history of its plugin.</p>
        </Empty>
      )}
      {job && <Shown job={job} />}
    </div>
  );
}

function Shown({ job }: { job: JobSummary }) {
  return (
    <>
      <header>
        <div className="row">
          <h1>
            {legible(titleOf(job))}{" "}
            {job.version && <span className="soft">{legible(job.version)}</span>}
          </h1>
          <Status job={job} />
        </div>
        <p className="words wish">{legible(job.wish)}</p>
        {!job.waiting && <Progress job={job} />}
        <Waiting job={job} />
        <div className="row page-actions">
          <ActionButtons key={String(isOver(job))} job={job} actions={JOB_ACTIONS} />
          {isOver(job) && <DeleteJob id={job.id} />}
        </div>
        <JobLinks job={job} withFiles />
      </header>
      <div className="columns">
        <div>
          <Story job={job} />
        </div>
        <aside>
          <JobFacts job={job} />
          <CompareWith job={job} />
        </aside>
      </div>
    </>
  );
}

/** What has to be read from the job's events. */
function Story({ job: { id, plan } }: { job: JobSummary }) {
  const job = useJob(id);
  if (!job) return <Loading what={`the story of job ${id}`} />;
  const iteration = currentIteration(job);
  const open = iteration ? leftOpen(job, iteration) : [];
  return (
    <>
      {plan.length > 0 && (
        <details className="fold" open={job.iterations.length === 0}>
          <summary>
            <h2>Plan</h2>
          </summary>
          <Plan lines={plan} />
        </details>
      )}
      <CriteriaTable job={job} />
      {open.length > 0 && (
        <section aria-labelledby="open">
          <h2 id="open">Open</h2>
          <Findings findings={open} />
        </section>
      )}
      <Rounds job={job} />
      <AgentCosts job={job} />
      {plan.length === 0 && !iteration && (
        <p className="soft">
          Nothing is planned yet. <a href={linkTo("team", id)}>Watch the team</a> at work.
        </p>
      )}
    </>
  );
}
