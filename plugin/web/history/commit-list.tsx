import { useMemo, useRef } from "react";
import { Virtuoso, type Components } from "react-virtuoso";
import type { Commit, History } from "../../studio/api/history.ts";
import { agentOf } from "../../studio/api/history.ts";
import { AgentName } from "../parts/agent-name.tsx";
import { legible } from "../parts/legible.ts";
import { When } from "../parts/when.tsx";
import { headOf, shortHash } from "./commit-facts.ts";
import { Graph, graphWidth } from "./graph.tsx";
import { lanesOf, widthOf, type Row } from "./lanes.ts";
import { commitLink } from "./links.ts";
import { Verdicts } from "./verdicts.tsx";

interface Chosen {
  selected: string | undefined;
  /** The job whose commits are marked. */
  marked: string | undefined;
}

/** All commits as a graph, newest first; only those in view are drawn. */
export function CommitList({ history, selected, marked }: { history: History } & Chosen) {
  const { plugin, commits, isCut } = history;
  const { rows, lanes } = useMemo(() => {
    const all = lanesOf(commits, headOf(commits, "main"));
    return { rows: all, lanes: widthOf(all) };
  }, [commits]);
  // Only the first sight scrolls: whoever chooses a commit sees it already.
  const first = useRef(
    Math.max(
      0,
      commits.findIndex(({ hash }) => selected !== undefined && hash.startsWith(selected)),
    ),
  );
  return (
    <>
      <Virtuoso
        className="commit-list"
        data={commits}
        components={LIST}
        initialTopMostItemIndex={Math.max(0, first.current - 4)}
        itemContent={(index, commit) => (
          <CommitRow
            {...{ plugin, commit, row: rows[index], lanes, marked }}
            isSelected={selected !== undefined && commit.hash.startsWith(selected)}
          />
        )}
      />
      {isCut && <p className="soft cut">Older commits are not listed; git log has them.</p>}
    </>
  );
}

/** A list is a list for screen readers too. */
const LIST: Components<Commit> = {
  List: ({ ref, style, children }) => (
    <div {...{ ref, style }} role="list" aria-label="Commits">
      {children}
    </div>
  ),
  Item: ({ style, children, ...props }) => (
    <div
      {...{ style }}
      role="listitem"
      data-index={props["data-index"]}
      data-item-index={props["data-item-index"]}
      data-known-size={props["data-known-size"]}
    >
      {children}
    </div>
  ),
};

function CommitRow({
  plugin,
  commit,
  row,
  lanes,
  marked,
  isSelected,
}: {
  plugin: string;
  commit: Commit;
  row: Row | undefined;
  lanes: number;
  marked: string | undefined;
  isSelected: boolean;
}) {
  const { hash, author, at, subject, branches, tags, trailers } = commit;
  const agent = agentOf(author);
  const isMarked = marked !== undefined && trailers.Job === marked;
  return (
    <a
      className={isMarked ? "commit-row marked" : "commit-row"}
      href={commitLink(plugin, hash, { job: marked ?? null })}
      aria-current={isSelected ? "true" : undefined}
    >
      {row && <Graph row={row} lanes={lanes} />}
      <span className="commit-words" style={{ marginLeft: graphWidth(lanes) + 8 }}>
        <span className="subject">{legible(subject)}</span>
        <span className="facts">
          {agent ? <AgentName agent={agent} /> : <span>{legible(author)}</span>}
          <code>{shortHash(hash)}</code>
          <When at={at} />
          {trailers.Cost?.includes("$") && <span>{trailers.Cost}</span>}
          {tags.map((tag) => (
            <span key={tag} className="badge good">
              {tag}
            </span>
          ))}
          {branches.map((branch) => (
            <span key={branch} className="badge branch">
              {branch}
            </span>
          ))}
        </span>
        <Verdicts commit={commit} />
      </span>
    </a>
  );
}
