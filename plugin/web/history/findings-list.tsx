import type { Finding } from "../../../shared/results.ts";
import type { CommitDetails } from "../../studio/api/history.ts";
import { legible } from "../parts/legible.ts";
import { usePlace } from "../place.ts";
import { placeText, SEVERITY_LOOK } from "./findings.ts";
import { commitLink } from "./links.ts";

/** What was found in a commit, each leading to its line; or why there is nothing. */
export function FindingsList({
  plugin,
  details: { commit, files, iteration },
  findings,
}: {
  plugin: string;
  details: CommitDetails;
  findings: Finding[];
}) {
  const job = usePlace().query.get("job");
  if (!iteration) {
    return (
      <p className="soft">
        {commit.trailers.Iteration
          ? "The job of this commit is gone; what was found stands in its message."
          : "Only iterations are checked and reviewed; this commit is none."}
      </p>
    );
  }
  if (findings.length === 0) return <p className="soft">Nothing was found.</p>;
  return (
    <ul className="findings" aria-label="Findings">
      {findings.map((finding, index) => {
        const place = placeText(finding);
        const isThere = files.some(({ path }) => path === finding.file);
        const { file, line } = finding;
        return (
          <li key={index}>
            <FindingHead finding={finding} />
            {place &&
              (isThere ? (
                <a
                  className="mono"
                  href={commitLink(plugin, commit.hash, { view: "files", file, line, job })}
                >
                  {legible(place)}
                </a>
              ) : (
                <span className="mono">{legible(place)}</span>
              ))}
            <p className="words">{legible(finding.message)}</p>
          </li>
        );
      })}
    </ul>
  );
}

/** How bad it is, who says so, and by which rule. */
export const FindingHead = ({ finding: { severity, from, rule, id } }: { finding: Finding }) => (
  <span className="finding-head">
    <span className={SEVERITY_LOOK[severity]}>{severity}</span>
    <span className="soft">
      {["from", from, rule, id].filter((each) => each !== undefined).join(" ")}
    </span>
  </span>
);
