import type { CommitDetails } from "../../studio/api/history.ts";
import { legible } from "../parts/legible.ts";
import { commitLink } from "./links.ts";

const LOOK = { passed: "badge good", failed: "badge bad", untested: "badge open" } as const;

/** What the plugin had to show, and what its tests said of that in this iteration. */
export function CriteriaTable({
  plugin,
  details: { commit, iteration, files },
}: {
  plugin: string;
  details: CommitDetails;
}) {
  const criteria = iteration?.criteria ?? [];
  if (criteria.length === 0) {
    return <p className="soft">No tests ran on this commit that show criteria.</p>;
  }
  const passed = criteria.filter(({ result }) => result === "passed").length;
  return (
    <>
      <p>
        {passed} of {criteria.length} criteria are shown by tests.
      </p>
      <table className="criteria">
        <thead>
          <tr>
            <th scope="col">Criterion</th>
            <th scope="col">What it asks</th>
            <th scope="col">Tests</th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          {criteria.map(({ criterion: { id, component, text }, tests, result }) => (
            <tr key={id}>
              <th scope="row">
                {id} <span className="mono">{legible(component)}</span>
              </th>
              <td>{legible(text)}</td>
              <td>
                {tests.length === 0
                  ? "none"
                  : [...new Set(tests.map(({ file }) => file))].map((file) => (
                      <span key={file} className="row tight">
                        {tests.filter((test) => test.file === file).length}{" "}
                        {files.some(({ path }) => path === file) ? (
                          <a
                            className="mono"
                            href={commitLink(plugin, commit.hash, { view: "files", file })}
                          >
                            {legible(file.split("/").at(-1) ?? file)}
                          </a>
                        ) : (
                          <span className="mono">{legible(file)}</span>
                        )}
                      </span>
                    ))}
              </td>
              <td>
                <span className={LOOK[result]}>{result}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
