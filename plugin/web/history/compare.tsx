import { ArrowLeftRight } from "lucide-react";
import { historyApi, type Commit, type History } from "../../studio/api/history.ts";
import { Answered } from "../parts/answered.tsx";
import { legible } from "../parts/legible.ts";
import { useAnswer } from "../parts/use-answer.ts";
import { go } from "../place.ts";
import { ChangedFiles } from "./changed-files.tsx";
import { commitTitle } from "./commit-facts.ts";
import { compareLink } from "./links.ts";
import { Verdicts } from "./verdicts.tsx";

/** Any two commits beside each other. */
export function Compare({ history, ...ends }: { history: History; from: string; to: string }) {
  const { plugin, commits } = history;
  const find = (hash: string): Commit | undefined =>
    commits.find((each) => each.hash.startsWith(hash));
  const [from, to] = [find(ends.from)?.hash ?? ends.from, find(ends.to)?.hash ?? ends.to];
  const answer = useAnswer(historyApi.changes, { plugin, from, to });
  return (
    <>
      <h1>Two commits of {plugin}</h1>
      <div className="ends">
        <End
          label="From"
          commits={commits}
          chosen={find(from)}
          hash={from}
          onChoose={(hash) => go(compareLink(plugin, hash, to))}
        />
        <button type="button" onClick={() => go(compareLink(plugin, to, from))}>
          <ArrowLeftRight size={14} /> Swap
        </button>
        <End
          label="To"
          commits={commits}
          chosen={find(to)}
          hash={to}
          onChoose={(hash) => go(compareLink(plugin, from, hash))}
        />
      </div>
      <Answered answer={answer} what="the changes">
        {(changes) => <ChangedFiles key={`${from}${to}`} {...{ plugin, changes, from, to }} />}
      </Answered>
    </>
  );
}

/** One of the two commits, with a list to choose another from. */
function End({
  label,
  commits,
  chosen,
  hash,
  onChoose,
}: {
  label: string;
  commits: Commit[];
  chosen: Commit | undefined;
  hash: string;
  onChoose: (hash: string) => void;
}) {
  const id = `end-${label.toLowerCase()}`;
  return (
    <div className="end">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={chosen?.hash ?? hash}
        onChange={({ target }) => onChoose(target.value)}
      >
        {!chosen && <option value={hash}>{hash}</option>}
        {commits.map((each) => (
          <option key={each.hash} value={each.hash}>
            {legible(commitTitle(each))}
          </option>
        ))}
      </select>
      {chosen && <Verdicts commit={chosen} />}
    </div>
  );
}
