import { agentOf, historyApi } from "../../studio/api/history.ts";
import type { CommitDetails as Details, History } from "../../studio/api/history.ts";
import { AgentName } from "../parts/agent-name.tsx";
import { Answered } from "../parts/answered.tsx";
import { Copy } from "../parts/copy.tsx";
import { legible } from "../parts/legible.ts";
import { useAnswer } from "../parts/use-answer.ts";
import { When } from "../parts/when.tsx";
import { linkTo, usePlace } from "../place.ts";
import { ChangedFiles } from "./changed-files.tsx";
import { Checkout } from "./checkout.tsx";
import { commitTitle, shortHash } from "./commit-facts.ts";
import { CommitFiles } from "./commit-files.tsx";
import { CommitWhy } from "./commit-why.tsx";
import { CriteriaTable } from "./criteria-table.tsx";
import { FindingsList } from "./findings-list.tsx";
import { openFindings } from "./findings.ts";
import { commitLink, compareLink, views, type View } from "./links.ts";
import { useMoves } from "./moves.ts";
import { Verdicts } from "./verdicts.tsx";

/** One commit: why it was made, what was found in it, and what is in it. */
export function CommitDetails({ history, hash }: { history: History; hash: string }) {
  const { plugin } = history;
  const answer = useAnswer(historyApi.commit, { plugin, commit: hash }, useMoves());
  return (
    <Answered answer={answer} what="the commit">
      {(details) => <Shown history={history} details={details} />}
    </Answered>
  );
}

const NAMES: Record<View, string> = {
  why: "Why",
  findings: "Findings",
  files: "Files",
  changes: "Changes",
  criteria: "Criteria",
};

function Shown({ history, details }: { history: History; details: Details }) {
  const { plugin } = history;
  const { commit, changes, files, iteration } = details;
  const { query } = usePlace();
  const view = views.find((each) => each === query.get("view")) ?? "why";
  const job = query.get("job");
  const findings = iteration ? openFindings(iteration) : [];
  const counts: Record<View, number | undefined> = {
    why: undefined,
    findings: findings.length,
    files: files.length,
    changes: changes.length,
    criteria: iteration?.criteria.length ?? 0,
  };
  const shown: Record<View, React.ReactNode> = {
    why: <CommitWhy history={history} details={details} />,
    findings: <FindingsList plugin={plugin} details={details} findings={findings} />,
    files: <CommitFiles plugin={plugin} details={details} findings={findings} />,
    changes: (
      <ChangedFiles
        {...{ plugin, changes }}
        from={commit.parents[0]}
        to={commit.hash}
        key={commit.hash}
      />
    ),
    criteria: <CriteriaTable plugin={plugin} details={details} />,
  };
  return (
    <>
      <Header history={history} details={details} />
      <nav className="views" aria-label="About this commit">
        {views.map((each) => (
          <a
            key={each}
            href={commitLink(plugin, commit.hash, { view: each, job })}
            aria-current={each === view ? "page" : undefined}
          >
            {NAMES[each]}
            {counts[each] !== undefined && <span className="count"> {counts[each]}</span>}
          </a>
        ))}
      </nav>
      {shown[view]}
    </>
  );
}

function Header({ history, details: { commit } }: { history: History; details: Details }) {
  const { hash, author, at, subject, trailers, parents, branches, tags } = commit;
  const agent = agentOf(author);
  const { plugin } = history;
  const job = trailers.Job;
  return (
    <header className="commit-head">
      <h2>{legible(subject)}</h2>
      <p className="row soft">
        {agent ? <AgentName agent={agent} /> : <span>{legible(author)}</span>}
        <When at={at} />
        <span className="row tight">
          <code>{shortHash(hash)}</code>
          <Copy text={hash} label="Copy the whole hash" />
        </span>
        {job && (
          <span>
            job <a href={linkTo("team", job)}>{job}</a>
          </span>
        )}
        {[...tags, ...branches].map((name) => (
          <span key={name} className={tags.includes(name) ? "badge good" : "badge branch"}>
            {name}
          </span>
        ))}
      </p>
      <Verdicts commit={commit} />
      <CompareWith history={history} hash={hash} parent={parents[0]} />
      <Checkout plugin={plugin} history={history} hash={hash} />
    </header>
  );
}

/** Leads to this commit beside another one. */
function CompareWith({
  history: { plugin, commits },
  hash,
  parent,
}: {
  history: History;
  hash: string;
  parent: string | undefined;
}) {
  const others = commits.filter((each) => each.hash !== hash);
  if (others.length === 0) return null;
  return (
    <p className="row compare-with">
      <label htmlFor="compare-with">Compare with</label>
      <select
        id="compare-with"
        value=""
        onChange={({ target }) => {
          location.hash = compareLink(plugin, target.value, hash).slice(1);
        }}
      >
        <option value="" disabled>
          choose a commit…
        </option>
        {others.map((each) => (
          <option key={each.hash} value={each.hash}>
            {legible(commitTitle(each))}
            {each.hash === parent ? " (the one before)" : ""}
          </option>
        ))}
      </select>
    </p>
  );
}
