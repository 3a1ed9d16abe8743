import { VERDICTS } from "../../../shared/look.ts";
import type { JobSummary } from "../../studio/api/jobs.ts";

type Verdict = keyof typeof VERDICTS;

/** Verdicts of gates beside each other; what each says shows when it is pointed at. */
export function Gates({ gates }: { gates: JobSummary["gates"] }) {
  return (
    <ul className="gates" aria-label="Gates">
      {gates.map(({ name, status, summary }) => (
        <li key={name} className={`gate ${status}`} title={summary}>
          <span aria-hidden="true">{VERDICTS[status as Verdict].icon}</span> {name}
          <span className="unseen"> {status}</span>
        </li>
      ))}
    </ul>
  );
}
