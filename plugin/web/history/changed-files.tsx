import { lazy, Suspense, useState } from "react";
import { historyApi, type Change } from "../../studio/api/history.ts";
import { Answered } from "../parts/answered.tsx";
import { legible } from "../parts/legible.ts";
import { Loading } from "../parts/loading.tsx";
import { useAnswer } from "../parts/use-answer.ts";
import { useMedia } from "../parts/use-media.ts";
import { FileText, WHY_NOT } from "./file-text.tsx";
import "../parts/code/code.css";

const DiffView = lazy(() => import("../parts/code/diff-view.tsx"));

/** Below that two texts have no room beside each other. */
const NARROW = "(max-width: 56rem)";

interface Ends {
  plugin: string;
  /** The earlier commit; without it, all files are new. */
  from: string | undefined;
  to: string;
}

/** Files that are not the same in two commits; the texts of one are fetched when it is opened. */
export function ChangedFiles({ changes, ...ends }: { changes: Change[] } & Ends) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set([firstOf(changes)]));
  if (changes.length === 0) return <p className="soft">No file is different.</p>;
  const toggle = (path: string, isOpen: boolean): void =>
    setOpen((before) => {
      const after = new Set(before);
      if (isOpen) after.add(path);
      else after.delete(path);
      return after;
    });
  const [added, removed] = [sum(changes, "added"), sum(changes, "removed")];
  return (
    <>
      <p>
        {changes.length === 1 ? "1 file" : `${changes.length} files`},{" "}
        <span className="good-text">+{added}</span> <span className="bad-text">−{removed}</span>
      </p>
      <ul className="changed" aria-label="Changed files">
        {changes.map((change) => (
          <li key={change.path}>
            <details
              open={open.has(change.path)}
              onToggle={({ currentTarget }) => toggle(change.path, currentTarget.open)}
            >
              <summary>
                <span className="mono">{legible(change.path)}</span>
                {change.how !== "changed" && (
                  <span className={change.how === "added" ? "badge good" : "badge bad"}>
                    {change.how === "added" ? "new" : "gone"}
                  </span>
                )}
                <span className="counts">
                  {change.added === null ? (
                    "no text"
                  ) : (
                    <>
                      <span className="good-text">+{change.added}</span>{" "}
                      <span className="bad-text">−{change.removed}</span>
                    </>
                  )}
                </span>
              </summary>
              {open.has(change.path) && <Changed change={change} {...ends} />}
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is opened at once: code before everything else. */
const firstOf = (changes: Change[]): string =>
  (changes.find(({ path }) => path.startsWith("src/")) ?? changes[0])?.path ?? "";

const sum = (changes: Change[], key: "added" | "removed"): number =>
  changes.reduce((total, change) => total + (change[key] ?? 0), 0);

const NO_FINDINGS: [] = [];

function Changed({ change: { path, how }, plugin, from, to }: { change: Change } & Ends) {
  // What is only on one side needs no second one.
  const only = how === "added" ? to : how === "removed" ? from : undefined;
  if (only !== undefined || from === undefined) {
    const commit = only ?? to;
    return <FileText {...{ plugin, commit, path }} findings={NO_FINDINGS} line={undefined} />;
  }
  return <Both {...{ plugin, path, from, to }} />;
}

function Both({ plugin, path, from, to }: Ends & { path: string; from: string }) {
  const before = useAnswer(historyApi.file, { plugin, commit: from, path });
  const after = useAnswer(historyApi.file, { plugin, commit: to, path });
  const isNarrow = useMedia(NARROW);
  const [isWhole, setWhole] = useState(false);
  return (
    <Answered answer={before} what={path}>
      {(old) => (
        <Answered answer={after} what={path}>
          {(now) =>
            old.text === null || now.text === null ? (
              <p className="soft">{WHY_NOT[now.why ?? old.why ?? "missing"]}</p>
            ) : (
              <Suspense fallback={<Loading what={path} />}>
                <p className="diff-tools">
                  <button
                    type="button"
                    className="plain"
                    aria-pressed={isWhole}
                    onClick={() => setWhole(!isWhole)}
                  >
                    {isWhole ? "Show only what changed" : "Show all lines"}
                  </button>
                </p>
                <DiffView before={old.text} after={now.text} {...{ path, isNarrow, isWhole }} />
              </Suspense>
            )
          }
        </Answered>
      )}
    </Answered>
  );
}
