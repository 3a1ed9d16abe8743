import type { RecordedCall } from "../../studio/api/calls.ts";
import { legible } from "../parts/legible.ts";
import { durationText } from "./numbers.ts";
import type { Pick } from "./picked.ts";

/** Recorded calls, each leading to its prompt and answer. */
export function CallList({ calls, onPick }: { calls: RecordedCall[]; onPick: Pick }) {
  return (
    <ol className="event-links">
      {calls.map(({ key, purpose, model, durationMs, ended, failed }) => (
        <li key={key}>
          <button type="button" onClick={() => onPick({ kind: "call", key })}>
            <span className="mono">{key}</span>
            <span>{[purpose, model].filter(Boolean).join(", ")}</span>
            <span className={failed ? "badge bad" : "soft"}>{legible(ended)}</span>
            {durationMs !== null && <span className="soft">{durationText(durationMs)}</span>}
          </button>
        </li>
      ))}
    </ol>
  );
}
