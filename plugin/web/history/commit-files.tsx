import { useMemo } from "react";
import type { Finding } from "../../../shared/results.ts";
import type { CommitDetails } from "../../studio/api/history.ts";
import { legible } from "../parts/legible.ts";
import { go, usePlace } from "../place.ts";
import { FileText } from "./file-text.tsx";
import { FindingHead } from "./findings-list.tsx";
import { commitLink } from "./links.ts";

/** The files of a commit; of the chosen one its text, with what was found in it on its lines. */
export function CommitFiles({
  plugin,
  details: { commit, files, changes },
  findings,
}: {
  plugin: string;
  details: CommitDetails;
  findings: Finding[];
}) {
  const { query } = usePlace();
  const job = query.get("job");
  const path = query.get("file") ?? firstFile(files, changes, findings);
  const own = useMemo(() => findings.filter(({ file }) => file === path), [findings, path]);
  const line = Number(query.get("line")) || undefined;
  const linkOf = (file: string, at?: number): string =>
    commitLink(plugin, commit.hash, { view: "files", file, line: at, job });
  const countOf = (file: string): number => findings.filter((each) => each.file === file).length;
  if (path === undefined) return <p className="soft">This commit has no files.</p>;
  return (
    <div className="files">
      <nav aria-label="Files of this commit" className="file-list">
        <ul>
          {files.map((file) => (
            <li key={file.path}>
              <a href={linkOf(file.path)} aria-current={file.path === path ? "true" : undefined}>
                <span className="mono">{legible(file.path)}</span>
                {countOf(file.path) > 0 && (
                  <span className="badge open">
                    {countOf(file.path)}
                    <span className="unseen"> findings</span>
                  </span>
                )}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="file-choice">
        <label htmlFor="file" className="unseen">
          File
        </label>
        <select id="file" value={path} onChange={({ target }) => go(linkOf(target.value))}>
          {files.map((file) => (
            <option key={file.path} value={file.path}>
              {legible(file.path)}
              {countOf(file.path) > 0 ? ` (${countOf(file.path)} findings)` : ""}
            </option>
          ))}
        </select>
      </div>
      <section aria-label={path} className="file">
        <h3 className="mono">{legible(path)}</h3>
        {own.length > 0 && (
          <ul className="findings" aria-label="Findings in this file">
            {own.map((finding, index) => (
              <li key={index}>
                <FindingHead finding={finding} />
                {finding.line && (
                  <a href={linkOf(path, finding.line)} className="mono">
                    line {finding.line}
                  </a>
                )}
                <p className="words">{legible(finding.message)}</p>
              </li>
            ))}
          </ul>
        )}
        <FileText {...{ plugin, path, line }} commit={commit.hash} findings={own} />
      </section>
    </div>
  );
}

/** The file that is worth looking at first: one with findings, one that changed, or any. */
function firstFile(
  files: CommitDetails["files"],
  changes: CommitDetails["changes"],
  findings: Finding[],
): string | undefined {
  const isThere = (path: string | undefined): boolean => files.some((each) => each.path === path);
  const found = findings.find(({ file }) => isThere(file))?.file;
  const changed = changes.filter(({ path }) => isThere(path));
  const source = changed.find(({ path }) => path.startsWith("src/")) ?? changed[0];
  return found ?? source?.path ?? files[0]?.path;
}
