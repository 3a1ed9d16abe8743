import { currentIteration, isRecording, type Job } from "../../../shared/job.ts";
import { costText, paidBy, tokensText, totalOf } from "../../../shared/spending.ts";
import type { JobSummary } from "../../studio/api/jobs.ts";
import { Gates } from "../parts/gates.tsx";
import { JobPicker } from "./job-picker.tsx";
import { durationText } from "./numbers.ts";

const TONES: Partial<Record<JobSummary["status"], string>> = {
  completed: "good",
  failed: "bad",
  waiting: "open",
  interrupted: "open",
};

interface Props {
  job: Job;
  jobs: JobSummary[];
  /** The job as the server has it; nothing while an earlier moment is shown. */
  live: JobSummary | undefined;
}

/** Which job it is, where it stands, and what it took so far. */
export function JobHead({ job, jobs, live }: Props) {
  const status = live?.status ?? job.status;
  const iteration = currentIteration(job);
  const total = totalOf(job.spent);
  const time = Date.parse(job.updatedAt) - Date.parse(job.createdAt);
  return (
    <header className="team-head">
      <h1>Team</h1>
      <JobPicker jobs={jobs} chosen={job.id} />
      <span className={`badge ${TONES[status] ?? ""}`}>{status}</span>
      {isRecording(job) && <span className="badge open">a recording is played</span>}
      {iteration && (
        <span className="soft">
          Iteration {iteration.number} of at most {job.maxIterations}
        </span>
      )}
      {iteration && iteration.gates.length > 0 && <Gates gates={iteration.gates} />}
      <dl className="team-totals">
        <Fact name="Time" value={durationText(time)} />
        <Fact name="Calls" value={String(total.calls)} />
        <Fact name="Tokens" value={tokensText(total.tokens)} />
        <Fact name="Cost" value={costText(totalOf(paidBy(job)))} />
      </dl>
    </header>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
