import { useMemo, useState } from "react";
import { agentNames } from "../../../shared/event-fields.ts";
import type { JobSummary } from "../../studio/api/jobs.ts";
import { Loading } from "../parts/loading.tsx";
import { Details } from "./details.tsx";
import { Filters } from "./filters.tsx";
import { JobHead } from "./job-head.tsx";
import { Lanes } from "./lanes.tsx";
import { isShown, messagesOf, type Filter } from "./messages.ts";
import { pickedIn, type Picked } from "./picked.ts";
import { Sequence } from "./sequence.tsx";
import { TimeBar } from "./time-bar.tsx";
import { makeTimeline } from "./timeline.ts";
import { useJob } from "./use-job.ts";

const EVERYTHING: Filter = { agent: undefined, calls: true, bookkeeping: false };

interface Props {
  job: JobSummary;
  jobs: JobSummary[];
  /** What a link asks to be shown of it. */
  query: URLSearchParams;
}

/** Five agents at work on a job, now or at any moment before. */
export function JobTeam({ job: summary, jobs, query }: Props) {
  const { events, thinking } = useJob(summary.id);
  const [jobAt] = useState(makeTimeline);
  const [at, setAt] = useState<number>();
  const [filter, setFilter] = useState(EVERYTHING);
  const [picked, pick] = useState<Picked | undefined>(() => pickedIn(query, agentNames));

  const count = Math.min(at ?? events.length, events.length);
  const isLive = at === undefined;
  const job = useMemo(() => jobAt(events, count), [jobAt, events, count]);
  const past = useMemo(() => events.slice(0, count), [events, count]);
  const messages = useMemo(() => messagesOf(events), [events]);
  const shown = useMemo(
    () => messages.filter((each) => each.index < count && isShown(each, filter)),
    [messages, count, filter],
  );
  if (!job) return <Loading what={`job ${summary.id}`} />;
  return (
    <div className={`area team ${picked ? "with-details" : ""}`}>
      <JobHead job={job} jobs={jobs} live={isLive ? summary : undefined} />
      <TimeBar events={events} count={count} isLive={isLive} onMove={setAt} />
      <Lanes
        job={job}
        past={past}
        thinking={isLive ? thinking : {}}
        isAtWork={!isLive || summary.status !== "interrupted"}
        onPick={pick}
      />
      <section className="team-messages" aria-label="Messages">
        <Filters filter={filter} onFilter={setFilter} shown={shown.length} all={count} />
        <Sequence messages={shown} picked={picked} onPick={pick} />
      </section>
      {picked && <Details job={job} events={events} past={past} picked={picked} onPick={pick} />}
    </div>
  );
}
