import { useId } from "react";
import { legible } from "../parts/legible.ts";
import type { JobSummary } from "../../studio/api/jobs.ts";
import { go, linkTo } from "../place.ts";
import { useStudio } from "../store.ts";
import { titleOf } from "./words.ts";

/** Newest jobs that can be chosen, those of the same plugin first. */
const MOST = 50;

/** Leads to this job beside another one. */
export function CompareWith({ job: { id, plugin } }: { job: JobSummary }) {
  const field = useId();
  const jobs = useStudio((studio) => studio.jobs);
  const others = Object.values(jobs ?? {})
    .filter((each) => each.id !== id)
    .toSorted(
      (one, other) =>
        Number(other.plugin === plugin) - Number(one.plugin === plugin) ||
        other.createdAt.localeCompare(one.createdAt),
    )
    .slice(0, MOST);
  if (others.length === 0) return null;
  return (
    <section className="card compare-with">
      <label htmlFor={field}>Compare with</label>
      <select
        id={field}
        value=""
        onChange={(event) => go(linkTo("jobs", "compare", id, event.target.value))}
      >
        <option value="" disabled>
          Choose a job
        </option>
        {others.map((each) => (
          <option key={each.id} value={each.id}>
            {legible(`${each.id}: ${titleOf(each)} ${each.version ?? ""}, ${each.status}`)}
          </option>
        ))}
      </select>
    </section>
  );
}
