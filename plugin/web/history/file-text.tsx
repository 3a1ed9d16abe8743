import { lazy, Suspense } from "react";
import type { Finding } from "../../../shared/results.ts";
import { historyApi } from "../../studio/api/history.ts";
import { Answered } from "../parts/answered.tsx";
import { Loading } from "../parts/loading.tsx";
import { useAnswer } from "../parts/use-answer.ts";
import "../parts/code/code.css";

const CodeView = lazy(() => import("../parts/code/code-view.tsx"));

/** Why a file is not shown, for people. */
export const WHY_NOT = {
  missing: "This commit has no such file.",
  binary: "This is no text; download the commit to look at it.",
  large: "This file is larger than 2 MB; download the commit to look at it.",
} as const;

/** A file as it stands in a commit. */
export function FileText({
  plugin,
  commit,
  path,
  findings,
  line,
}: {
  plugin: string;
  commit: string;
  path: string;
  findings: Finding[];
  line: number | undefined;
}) {
  const answer = useAnswer(historyApi.file, { plugin, commit, path });
  return (
    <Answered answer={answer} what={path}>
      {({ text, why }) =>
        text === null ? (
          <p className="soft">{WHY_NOT[why ?? "missing"]}</p>
        ) : (
          <Suspense fallback={<Loading what={path} />}>
            <CodeView {...{ text, path, findings, line }} />
          </Suspense>
        )
      }
    </Answered>
  );
}
