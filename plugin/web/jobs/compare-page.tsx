import { useEffect, useState } from "react";
import { comparisonApi, type Comparison } from "../../studio/api/comparison.ts";
import { ask, reasonOf } from "../api.ts";
import { legible } from "../parts/legible.ts";
import { Loading } from "../parts/loading.tsx";
import { Notice } from "../parts/notice.tsx";
import { linkTo } from "../place.ts";
import { BackToJobs } from "./back-to-jobs.tsx";
import { Patch } from "./patch.tsx";

/** Two jobs side by side: what each came to, and how their files differ. */
export function ComparePage({ one, other }: { one: string; other: string }) {
  const [compared, setCompared] = useState<Comparison>();
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    const leaving = new AbortController();
    ask(comparisonApi.compare, { one, other }, leaving.signal)
      .then(setCompared)
      .catch((error: unknown) => {
        if (!leaving.signal.aborted) setTrouble(reasonOf(error));
      });
    return () => leaving.abort();
  }, [one, other]);
  return (
    <div className="area">
      <BackToJobs />
      <h1>
        Jobs {one} and {other}
      </h1>
      {trouble && <Notice kind="error">{trouble}</Notice>}
      {!compared && !trouble && <Loading what="the comparison" />}
      {compared && (
        <>
          <FactsTable ids={[one, other]} rows={compared.rows} />
          <Files compared={compared} />
        </>
      )}
    </div>
  );
}

function FactsTable({ ids, rows }: { ids: string[]; rows: Comparison["rows"] }) {
  return (
    <table className="compared">
      <caption className="unseen">What both jobs came to; rows that differ are marked</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">Fact</span>
          </th>
          {ids.map((id) => (
            <th key={id} scope="col">
              <a href={linkTo("jobs", id)}>Job {id}</a>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, cells }) => {
          const differs = new Set(cells).size > 1;
          return (
            <tr key={label} className={differs ? "differs" : undefined}>
              <th scope="row">
                {label} {differs && <span className="badge open">differs</span>}
              </th>
              {cells.map((cell, at) => (
                <td key={at}>{legible(cell)}</td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Files({ compared: { files, reason, patch } }: { compared: Comparison }) {
  return (
    <section aria-labelledby="files">
      <h2 id="files">Files</h2>
      {reason && <p>{legible(reason)}</p>}
      {files?.length === 0 && <p>Their files are the same.</p>}
      {files && files.length > 0 && (
        <>
          <table>
            <thead>
              <tr>
                <th scope="col">From the first to the second</th>
                <th scope="col">What</th>
                <th scope="col">Added</th>
                <th scope="col">Removed</th>
              </tr>
            </thead>
            <tbody>
              {files.map(({ file, kind, added, removed }) => (
                <tr key={file}>
                  <td className="mono">{legible(file)}</td>
                  <td>{kind}</td>
                  <td className="added">+{added}</td>
                  <td className="removed">−{removed}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <details>
            <summary>All changes, line by line</summary>
            <Patch text={patch} />
          </details>
        </>
      )}
    </section>
  );
}
