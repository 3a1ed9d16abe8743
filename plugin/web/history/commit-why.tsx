import type { CommitDetails, History } from "../../studio/api/history.ts";
import { agentOf } from "../../studio/api/history.ts";
import { AgentName } from "../parts/agent-name.tsx";
import { legible } from "../parts/legible.ts";
import { linkTo } from "../place.ts";
import { charactersIn } from "./commit-facts.ts";
import { placeText } from "./findings.ts";
import { FindingHead } from "./findings-list.tsx";

/** Why a commit was made: what it answers, what was said of it, and what was measured. */
export function CommitWhy({ history, details }: { history: History; details: CommitDetails }) {
  const { commit, iteration } = details;
  const review = iteration?.review;
  // An iteration's message says in short what stands here at length; other commits have words of their own.
  const isOwn = commit.trailers.Step === `iteration ${iteration?.number}`;
  const isTold = isOwn && (Boolean(review) || iteration?.answers.length !== 0);
  return (
    <div className="why">
      {isOwn && iteration && iteration.answers.length > 0 && (
        <section>
          <h3>Answers</h3>
          <ul className="findings" aria-label="Findings that this commit answers">
            {iteration.answers.map((finding, index) => (
              <li key={index}>
                <FindingHead finding={finding} />
                {placeText(finding) && (
                  <span className="mono">{legible(placeText(finding) ?? "")}</span>
                )}
                <p className="words">{legible(finding.message)}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {isOwn && review && (
        <section>
          <h3>What the reviewer says</h3>
          <p className="words">
            <span className={review.verdict === "approve" ? "badge good" : "badge bad"}>
              {review.score} of 100
            </span>{" "}
            {legible(review.summary)}
          </p>
        </section>
      )}
      {!isTold && commit.body && (
        <section>
          <h3>Message</h3>
          <p className="words">{legible(commit.body)}</p>
        </section>
      )}
      <Characters history={history} details={details} />
      <Trailers trailers={commit.trailers} />
    </div>
  );
}

function Characters({
  history,
  details: { commit },
}: {
  history: History;
  details: CommitDetails;
}) {
  const took = charactersIn(commit);
  if (took.length === 0) return null;
  return (
    <section>
      <h3>Who it was</h3>
      <ul className="took">
        {took.map(({ agent: name, hash }) => {
          const agent = agentOf(name);
          return (
            <li key={name}>
              {agent ? <AgentName agent={agent} /> : legible(name)} as{" "}
              <a href={linkTo("characters", name)}>
                {legible(history.characters[hash] ?? "a character that is no longer here")}
              </a>{" "}
              <code>{hash}</code>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Trailers({ trailers }: { trailers: Record<string, string> }) {
  const all = Object.entries(trailers).filter(([name]) => !name.startsWith("Character-"));
  if (all.length === 0) return null;
  return (
    <section>
      <h3>Trailers</h3>
      <table className="trailers">
        <tbody>
          {all.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{legible(name)}</th>
              <td>{legible(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
