import { VERDICTS } from "../../../shared/look.ts";
import type { Commit } from "../../studio/api/history.ts";
import { verdictsOf } from "./commit-facts.ts";

/** What was measured of a commit, beside each other; none where nothing was. */
export function Verdicts({ commit }: { commit: Pick<Commit, "trailers"> }) {
  const verdicts = verdictsOf(commit);
  if (verdicts.length === 0) return null;
  return (
    <span className="gates">
      {verdicts.map(({ name, status, summary }) => (
        <span key={name} className={`gate ${status}`} title={summary}>
          <span aria-hidden="true">{VERDICTS[status].icon}</span> {name}
          <span className="unseen"> {summary}, </span>
        </span>
      ))}
    </span>
  );
}
