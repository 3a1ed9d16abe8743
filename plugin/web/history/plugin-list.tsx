import { historyApi } from "../../studio/api/history.ts";
import { Answered } from "../parts/answered.tsx";
import { Empty } from "../parts/empty.tsx";
import { useAnswer } from "../parts/use-answer.ts";
import { When } from "../parts/when.tsx";
import { linkTo } from "../place.ts";
import { useMoves } from "./moves.ts";

/** All plugins that have a repository here. */
export function PluginList() {
  const answer = useAnswer(historyApi.plugins, {}, useMoves());
  return (
    <Answered answer={answer} what="the plugins">
      {(plugins) =>
        plugins.length === 0 ? (
          <Empty title="No history yet">
            <p>
              Every plugin gets a git repository with its first plan. Ask for one in the{" "}
              <a href={linkTo("chat")}>chat</a>.
            </p>
          </Empty>
        ) : (
          <div className="area">
            <h1>History</h1>
            <p className="soft">
              Each plugin has a git repository of its own: a commit for the plan, the tests and
              every iteration.
            </p>
            <ul className="plugin-list" aria-label="Plugins">
              {plugins.map(({ folder, description, movedAt, releases, jobs }) => (
                <li key={folder} className="card">
                  <h2>
                    <a href={linkTo("history", folder)}>{folder}</a>
                  </h2>
                  {description && <p>{description}</p>}
                  <p className="row soft">
                    {releases.length > 0 ? (
                      releases.slice(0, 5).map((version) => (
                        <span key={version} className="badge good">
                          v{version}
                        </span>
                      ))
                    ) : (
                      <span className="badge">not released</span>
                    )}
                    <span>{jobs.length === 1 ? "1 job" : `${jobs.length} jobs`}</span>
                    <When at={movedAt} />
                  </p>
                </li>
              ))}
            </ul>
          </div>
        )
      }
    </Answered>
  );
}
