import { resultsOf } from "../../../shared/criteria.ts";
import type { Job } from "../../../shared/job.ts";
import { VERDICTS } from "../../../shared/look.ts";
import { legible } from "../parts/legible.ts";

const LOOKS = { passed: "passed", failed: "failed", untested: "skipped" } as const;

/** What the plugin has to show, and what the tests say of it. */
export function CriteriaTable({ job }: { job: Job }) {
  const results = resultsOf(job);
  if (results.length === 0) return null;
  const passed = results.filter(({ result }) => result === "passed").length;
  return (
    <section aria-labelledby="criteria">
      <h2 id="criteria">Acceptance criteria</h2>
      <p className="soft">
        {passed} of {results.length} shown by tests
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Criterion</th>
            <th scope="col">What</th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          {results.map(({ criterion: { id, component, text }, tests, result }) => (
            <tr key={id}>
              <th scope="row" className="nowrap">
                {id}
              </th>
              <td>
                <code>{legible(component)}</code> {legible(text)}
              </td>
              <td className="nowrap">
                <span className={`gate ${LOOKS[result]}`}>
                  <span aria-hidden="true">{VERDICTS[LOOKS[result]].icon}</span> {result}
                </span>{" "}
                <span className="soft">
                  {tests.length} test{tests.length === 1 ? "" : "s"}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
