import { BrushCleaning, ChartColumn } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { Virtuoso } from "react-virtuoso";
import { Empty } from "../parts/empty.tsx";
import { Loading } from "../parts/loading.tsx";
import { linkTo } from "../place.ts";
import { useStudio } from "../store.ts";
import { filterJobs, SHOWN, shownNames, type Shown } from "./filter.ts";
import { ImportJob } from "./import-job.tsx";
import { JobRow } from "./job-row.tsx";

/** All jobs, newest first; only rows in sight are drawn. */
export function JobList() {
  const jobs = useStudio((studio) => studio.jobs);
  const [shown, setShown] = useState<Shown>("all");
  const [text, setText] = useState("");
  const sought = useDeferredValue(text);
  const all = useMemo(() => Object.values(jobs ?? {}), [jobs]);
  const found = useMemo(() => filterJobs(all, shown, sought), [all, shown, sought]);
  if (!jobs) return <Loading what="jobs" />;
  return (
    <div className="job-list">
      <header className="list-head">
        <div className="row">
          <h1>Jobs</h1>
          <a className="button" href={linkTo("jobs", "costs")}>
            <ChartColumn size={15} aria-hidden="true" /> Costs
          </a>
          {all.length > 0 && (
            <a className="button" href={linkTo("jobs", "tidy")}>
              <BrushCleaning size={15} aria-hidden="true" /> Tidy up…
            </a>
          )}
          <ImportJob />
        </div>
        {all.length > 0 && (
          <div className="row filters">
            <div className="row" role="group" aria-label="Show">
              {shownNames.map((name) => (
                <button
                  key={name}
                  type="button"
                  className="filter"
                  aria-pressed={name === shown}
                  onClick={() => setShown(name)}
                >
                  {name} <span className="soft">{all.filter(SHOWN[name]).length}</span>
                </button>
              ))}
            </div>
            <input
              type="search"
              aria-label="Find jobs"
              placeholder="Plugin, words of the wish, or id"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
        )}
        <p className="unseen" role="status">
          {found.length} of {all.length} jobs are shown
        </p>
      </header>
      {all.length === 0 && (
        <Empty title="There is no job yet">
          <p>
            <a href={linkTo("chat")}>Tell the coordinator</a> which plugin the team shall build.
          </p>
        </Empty>
      )}
      {all.length > 0 && found.length === 0 && (
        <Empty title="No job fits">
          <button
            type="button"
            onClick={() => {
              setShown("all");
              setText("");
            }}
          >
            Show all {all.length} jobs
          </button>
        </Empty>
      )}
      {found.length > 0 && (
        <Virtuoso
          className="rows"
          data={found}
          role="list"
          aria-label="Jobs"
          computeItemKey={(_at, { id }) => id}
          itemContent={(_at, job) => <JobRow job={job} />}
        />
      )}
    </div>
  );
}
