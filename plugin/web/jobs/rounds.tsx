import type { Iteration, Job } from "../../../shared/job.ts";
import { Gates } from "../parts/gates.tsx";
import { legible } from "../parts/legible.ts";
import { Findings } from "./findings.tsx";
import { ForkJob } from "./fork-job.tsx";

/** Every iteration of a job, newest first. */
export function Rounds({ job }: { job: Job }) {
  if (job.iterations.length === 0) return null;
  return (
    <section aria-labelledby="rounds">
      <h2 id="rounds">Iterations</h2>
      <ol className="rounds" reversed>
        {job.iterations.toReversed().map((iteration) => (
          <li key={iteration.number}>
            <Round jobId={job.id} iteration={iteration} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Round({ jobId, iteration }: { jobId: string; iteration: Iteration }) {
  const { number, findings, code, gates, review, commit, approach } = iteration;
  const found = [...gates.flatMap((gate) => gate.findings), ...(review?.findings ?? [])];
  return (
    <article className="card" aria-label={`Iteration ${number}`}>
      <header className="row">
        <h3>Iteration {number}</h3>
        {gates.length > 0 && <Gates gates={gates} />}
        {review && (
          <span className={`badge ${review.verdict === "approve" ? "good" : "bad"}`}>
            review: {review.verdict}, {review.score} of 100
          </span>
        )}
        {commit && <span className="soft mono commit">{commit.slice(0, 10)}</span>}
      </header>
      {findings.length > 0 && (
        <p className="soft">
          Mends {findings.length} finding{findings.length === 1 ? "" : "s"}
          {approach && approach !== "mend" && ` (${approach})`}.
        </p>
      )}
      {code && <p className="words">{legible(code.summary)}</p>}
      {review && <p className="words">{legible(review.summary)}</p>}
      {gates.length > 0 && <GateTable gates={gates} />}
      {found.length > 0 && (
        <details>
          <summary>
            {found.length} finding{found.length === 1 ? "" : "s"}
          </summary>
          <Findings findings={found} />
        </details>
      )}
      {commit && <ForkJob jobId={jobId} iteration={number} />}
    </article>
  );
}

function GateTable({ gates }: { gates: Iteration["gates"] }) {
  return (
    <details>
      <summary>What the gates say</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Gate</th>
            <th scope="col">Verdict</th>
            <th scope="col">Summary</th>
            <th scope="col">Seconds</th>
          </tr>
        </thead>
        <tbody>
          {gates.map(({ name, status, summary, durationMs }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{status}</td>
              <td>{legible(summary)}</td>
              <td>{(durationMs / 1000).toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
