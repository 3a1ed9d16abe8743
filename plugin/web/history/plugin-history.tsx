import { ArrowLeft } from "lucide-react";
import { historyApi, type History } from "../../studio/api/history.ts";
import { Answered } from "../parts/answered.tsx";
import { useAnswer } from "../parts/use-answer.ts";
import { linkTo, usePlace } from "../place.ts";
import { readRange } from "./commit-facts.ts";
import { CommitDetails } from "./commit-details.tsx";
import { CommitList } from "./commit-list.tsx";
import { Compare } from "./compare.tsx";
import { useMoves } from "./moves.ts";

/** The commits of a plugin, and beside them the one that is looked at. */
export function PluginHistory({ plugin, jobId }: { plugin: string; jobId?: string }) {
  const answer = useAnswer(historyApi.commits, { plugin }, useMoves());
  return (
    <Answered answer={answer} what="the commits">
      {(history) => <Shown history={history} jobId={jobId} />}
    </Answered>
  );
}

function Shown({ history, jobId }: { history: History; jobId: string | undefined }) {
  const { parts, query } = usePlace();
  const { plugin, commits } = history;
  const selected = jobId === undefined ? parts[1] : undefined;
  const range = selected === undefined ? undefined : readRange(selected);
  const marked = jobId ?? query.get("job") ?? undefined;
  if (range) {
    return (
      <div className="area">
        <BackToCommits plugin={plugin} />
        <Compare history={history} {...range} />
      </div>
    );
  }
  // Where nothing is chosen the newest commit shows, but a narrow page begins with the list.
  const hash = selected ?? commits.find(({ trailers }) => trailers.Job === marked)?.hash;
  const shown = hash ?? commits[0]?.hash;
  return (
    <div className={selected === undefined ? "history" : "history has-choice"}>
      <div className="commits">
        <p className="crumbs">
          <a href={linkTo("history")}>
            <ArrowLeft size={14} aria-hidden="true" /> All plugins
          </a>
        </p>
        <h1>{plugin}</h1>
        {marked && (
          <p className="soft">
            Commits of job <code>{marked}</code> are marked.{" "}
            <a href={linkTo("history", plugin)}>Mark none</a>
          </p>
        )}
        <CommitList history={history} selected={shown} marked={marked} />
      </div>
      <section className="commit" aria-label="Commit">
        <BackToCommits plugin={plugin} />
        {shown !== undefined && <CommitDetails history={history} hash={shown} />}
      </section>
    </div>
  );
}

const BackToCommits = ({ plugin }: { plugin: string }) => (
  <p className="crumbs to-commits">
    <a href={linkTo("history", plugin)}>
      <ArrowLeft size={14} aria-hidden="true" /> Commits of {plugin}
    </a>
  </p>
);
