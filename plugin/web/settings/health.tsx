import { RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { healthApi, type Diagnosis } from "../../studio/api/health.ts";
import { ask, reasonOf } from "../api.ts";
import { Notice } from "../parts/notice.tsx";

const MARKS: Record<Diagnosis["status"], { icon: string; word: string }> = {
  good: { icon: "✔", word: "good" },
  missing: { icon: "!", word: "something is not possible" },
  wrong: { icon: "✖", word: "nothing works without it" },
};

/** What `plugin-dynamic doctor` finds, looked at now. */
export function Health() {
  const [round, setRound] = useState(0);
  const [found, setFound] = useState<{ round: number; all: Diagnosis[]; trouble?: string }>();
  useEffect(() => {
    const ending = new AbortController();
    ask(healthApi.diagnoses, {}, ending.signal).then(
      (all) => setFound({ round, all }),
      (error: unknown) => {
        if (!ending.signal.aborted) setFound({ round, all: [], trouble: reasonOf(error) });
      },
    );
    return () => ending.abort();
  }, [round]);
  const isLooking = found?.round !== round;
  return (
    <section className="card" aria-labelledby="health" aria-busy={isLooking}>
      <div className="row health-head">
        <h2 id="health">Health</h2>
        <span className="soft" role="status">
          {isLooking ? "Looking, this takes a moment …" : summaryOf(found.all)}
        </span>
        <button type="button" disabled={isLooking} onClick={() => setRound(round + 1)}>
          <RefreshCw size={15} /> Look again
        </button>
      </div>
      {found?.trouble && <Notice kind="error">{found.trouble}</Notice>}
      <ul className="diagnoses">
        {found?.all.map(({ name, status, text, mend }) => (
          <li key={name} className={status}>
            <span className="mark" aria-hidden="true">
              {MARKS[status].icon}
            </span>
            <span className="diagnosis-name">{name}</span>
            <span>
              <span className="unseen">{MARKS[status].word}: </span>
              {text}
              {mend && <span className="mend">→ {mend}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function summaryOf(all: Diagnosis[]): string {
  const count = (wanted: Diagnosis["status"]): number =>
    all.filter(({ status }) => status === wanted).length;
  const [wrong, missing] = [count("wrong"), count("missing")];
  if (all.length === 0) return "";
  if (wrong + missing === 0) return "All is well.";
  return [
    ...(wrong > 0 ? [`${wrong} wrong`] : []),
    ...(missing > 0 ? [`${missing} not possible or not safe`] : []),
  ].join(", ");
}
