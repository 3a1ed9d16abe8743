import type { JobSummary } from "../../studio/api/jobs.ts";
import { legible } from "../parts/legible.ts";
import { go, linkTo } from "../place.ts";

/** Chooses the job whose team is shown. */
export function JobPicker({ jobs, chosen }: { jobs: JobSummary[]; chosen: string }) {
  return (
    <span className="team-picker">
      <label htmlFor="team-job">Job</label>
      <select
        id="team-job"
        value={chosen}
        onChange={({ target }) => go(linkTo("team", target.value))}
      >
        {chosen === "" && <option value="">Choose a job</option>}
        {jobs.map((job) => (
          <option key={job.id} value={job.id}>
            {titleOf(job)}
          </option>
        ))}
      </select>
    </span>
  );
}

/** `abc123 · @elizaos/plugin-todo · completed`; before there is a plan, the wish stands for the plugin. */
function titleOf({ id, plugin, wish, status }: JobSummary): string {
  const name = plugin ?? (wish.length > 50 ? `${wish.slice(0, 50)}…` : wish);
  return [id, legible(name), status].filter(Boolean).join(" · ");
}
