import type { Job } from "../../../shared/job.ts";
import { byAgent, costText, paidBy, tokensText } from "../../../shared/spending.ts";
import { AgentName } from "../parts/agent-name.tsx";

/** What a job cost, by the agents that caused it. */
export function AgentCosts({ job }: { job: Job }) {
  const rows = byAgent(paidBy(job));
  return (
    <section aria-labelledby="costs">
      <h2 id="costs">Cost by agent</h2>
      {rows.length === 0 ? (
        <p className="soft">
          Nothing was spent
          {job.model === "offline" && ": the offline model costs nothing"}
          {job.model === "replay" && ": a recording was played"}.
        </p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Agent</th>
              <th scope="col">Cost</th>
              <th scope="col">Tokens</th>
              <th scope="col">Calls</th>
              <th scope="col">Minutes</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([agent, total]) => (
              <tr key={agent}>
                <th scope="row">
                  <AgentName agent={agent} />
                </th>
                <td>{costText(total)}</td>
                <td>{tokensText(total.tokens)}</td>
                <td>{total.calls}</td>
                <td>{total.minutes.toFixed(1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
