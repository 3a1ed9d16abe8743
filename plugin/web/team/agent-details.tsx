import type { AgentName as Name, JobEvent } from "../../../shared/events.ts";
import { costText, tokensText, usdText, totalOf } from "../../../shared/spending.ts";
import { totalTokens } from "../../../shared/usage.ts";
import { AgentName } from "../parts/agent-name.tsx";
import { LongText } from "../parts/long-text.tsx";
import { CallList } from "./call-list.tsx";
import type { Shown } from "./details.tsx";
import { clockText, durationText } from "./numbers.ts";
import type { Pick } from "./picked.ts";
import { RecordingNote } from "./recording-note.tsx";

/** An agent in a job: its calls of models and all that it thought. */
export function AgentDetails({ agent, job, past, calls, onPick }: Shown & { agent: Name }) {
  const called = past.filter(
    (event): event is JobEvent<"model:called"> =>
      event.type === "model:called" && event.agent === agent,
  );
  const thoughts = past.filter(
    (event): event is JobEvent<"agent:thought"> =>
      event.type === "agent:thought" && event.agent === agent,
  );
  const recorded = calls.list?.calls.filter((call) => call.agent === agent) ?? [];
  const total = totalOf(job.spent.filter((each) => each.agent === agent));
  return (
    <>
      <p>
        <AgentName agent={agent} />
        <span className="soft">
          {" "}
          {tokensText(total.tokens)} tokens, {costText(total)}
        </span>
      </p>
      <h3>Model calls</h3>
      {called.length > 0 && <CallTable calls={called} onPick={onPick} />}
      {called.length === 0 && recorded.length > 0 && <CallList calls={recorded} onPick={onPick} />}
      {called.length === 0 && recorded.length === 0 && <p className="soft">None so far.</p>}
      <RecordingNote calls={calls} />
      <h3>Thoughts</h3>
      {thoughts.length === 0 && <p className="soft">None so far.</p>}
      {thoughts.map((thought) => (
        <article key={thought.id} className="thought">
          <button
            type="button"
            className="plain mono"
            onClick={() => onPick({ kind: "event", id: thought.id })}
          >
            {clockText(thought.at)}
          </button>
          <LongText text={thought.text} />
        </article>
      ))}
    </>
  );
}

function CallTable({ calls, onPick }: { calls: JobEvent<"model:called">[]; onPick: Pick }) {
  return (
    <table className="call-table">
      <thead>
        <tr>
          <th scope="col">Call</th>
          <th scope="col">For</th>
          <th scope="col">Tokens</th>
          <th scope="col">Cost</th>
          <th scope="col">Time</th>
        </tr>
      </thead>
      <tbody>
        {calls.map(({ id, key, purpose, model, usage, usd, durationMs, failure }) => (
          <tr key={id}>
            <td>
              <button
                type="button"
                className="plain mono"
                title={model}
                onClick={() => onPick({ kind: "call", key })}
              >
                {key}
              </button>
            </td>
            <td>
              {purpose}
              {failure && <span className="badge bad">{failure.kind}</span>}
            </td>
            <td>{tokensText(totalTokens(usage))}</td>
            <td>{usd === null ? "unknown" : usdText(usd)}</td>
            <td>{durationText(durationMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
