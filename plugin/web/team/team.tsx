import { Empty } from "../parts/empty.tsx";
import { Loading } from "../parts/loading.tsx";
import { linkTo, usePlace } from "../place.ts";
import { useStudio } from "../store.ts";
import { JobPicker } from "./job-picker.tsx";
import { JobTeam } from "./job-team.tsx";
import "./team.css";

/** The team at work on a job: on the one that is named, else on the newest. */
export default function Team() {
  const { parts, query } = usePlace();
  const jobs = useStudio((studio) => studio.jobs);
  if (!jobs) return <Loading what="the jobs" />;
  const all = Object.values(jobs).sort((one, other) =>
    one.createdAt < other.createdAt ? 1 : one.createdAt > other.createdAt ? -1 : 0,
  );
  const id = parts[0] ?? all[0]?.id;
  const job = jobs[id ?? ""];
  if (id === undefined) {
    return (
      <Empty title="Nobody is at work">
        <p>As soon as you ask for a plugin, the five agents and what they say show here.</p>
        <a className="button" href={linkTo("chat")}>
          Ask for a plugin
        </a>
      </Empty>
    );
  }
  if (!job) {
    return (
      <Empty title={`There is no job ${id}`}>
        <p>It may have been deleted. Choose another one:</p>
        <JobPicker jobs={all} chosen="" />
      </Empty>
    );
  }
  return <JobTeam key={`${id}?${query}`} job={job} jobs={all} query={query} />;
}
