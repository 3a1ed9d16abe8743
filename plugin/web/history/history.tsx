import { historyApi } from "../../studio/api/history.ts";
import { Answered } from "../parts/answered.tsx";
import { Empty } from "../parts/empty.tsx";
import { useAnswer } from "../parts/use-answer.ts";
import { linkTo, usePlace } from "../place.ts";
import "./history.css";
import { PluginHistory } from "./plugin-history.tsx";
import { PluginList } from "./plugin-list.tsx";

/** The git history of plugins: all of them, one of them, or the one that a job works on. */
export default function History() {
  const [first, second] = usePlace().parts;
  if (first === undefined) return <PluginList />;
  if (first === "job" && second !== undefined) return <HistoryOfJob jobId={second} />;
  return <PluginHistory key={first} plugin={first} />;
}

/** The plugin of a job, with the job's commits marked. */
function HistoryOfJob({ jobId }: { jobId: string }) {
  const answer = useAnswer(historyApi.plugins, {});
  return (
    <Answered answer={answer} what="the job's plugin">
      {(plugins) => {
        const own = plugins.find(({ jobs }) => jobs.some(({ id }) => id === jobId));
        if (own) return <PluginHistory plugin={own.folder} jobId={jobId} />;
        return (
          <Empty title="Nothing committed yet">
            <p>
              Job {jobId} has no repository: its first commit is the plan.{" "}
              <a href={linkTo("history")}>All plugins</a>
            </p>
          </Empty>
        );
      }}
    </Answered>
  );
}
