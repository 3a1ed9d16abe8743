import { useState } from "react";
import { charactersApi, type Cast } from "../../studio/api/characters.ts";
import { ask, reasonOf } from "../api.ts";
import { Notice } from "../parts/notice.tsx";
import { loadAbout, useStudio } from "../store.ts";
import { drop, useDrafts } from "./drafts.ts";
import { readDraft } from "./edit.ts";
import type { Check } from "./use-check.ts";

type Outcome = { kind: "good" | "error"; text: string };

/** Saves a draft, throws it away, or goes back to the shipped character; says what came of it. */
export function SaveBar({ cast, text, check }: { cast: Cast; text: string; check: Check }) {
  const { agent, current, shipped, origin, isGuest } = cast;
  const [outcome, setOutcome] = useState<Outcome>();
  const [isBusy, setBusy] = useState(false);
  const draft = useDrafts((drafts) => drafts[agent]);
  const working = useStudio(
    ({ jobs }) => Object.values(jobs ?? {}).filter(({ status }) => status === "running").length,
  );
  const perform = async (work: () => Promise<{ text: string }>): Promise<void> => {
    setBusy(true);
    try {
      const done = await work();
      drop(agent);
      setOutcome({ kind: "good", text: done.text });
      // A team without jobs tells nobody of a swap.
      useStudio.setState(({ charactersVersion: now }) => ({ charactersVersion: now + 1 }));
      await loadAbout();
    } catch (error) {
      setOutcome({ kind: "error", text: reasonOf(error) });
    } finally {
      setBusy(false);
    }
  };
  const character = readDraft(text);
  const count = check.problems.length;
  const canSave = draft !== undefined && character !== undefined && count === 0 && !check.isRunning;
  if (isGuest) return null;
  return (
    <footer className="save-bar">
      {outcome && <Notice kind={outcome.kind}>{outcome.text}</Notice>}
      {draft && draft.base !== current.hash && (
        <Notice kind="warning">
          The {agent} got another character while you wrote. What you save takes its place.
        </Notice>
      )}
      {check.trouble && (
        <Notice kind="warning">The draft could not be checked. {check.trouble}</Notice>
      )}
      <div className="row">
        <button
          type="button"
          className="primary"
          disabled={!canSave || isBusy}
          onClick={() =>
            character && void perform(() => ask(charactersApi.save, { agent, character }))
          }
        >
          Save and swap
        </button>
        <button
          type="button"
          disabled={!draft || isBusy}
          onClick={() => {
            drop(agent);
            setOutcome(undefined);
          }}
        >
          Discard changes
        </button>
        <button
          type="button"
          disabled={(origin.kind === "shipped" && current.hash === shipped.hash) || isBusy}
          onClick={() => void perform(() => ask(charactersApi.revert, { agent }))}
        >
          Revert to the shipped one
        </button>
        <span className="soft" role="status">
          {stateText(draft !== undefined, count, working)}
        </span>
      </div>
    </footer>
  );
}

function stateText(isChanged: boolean, problems: number, working: number): string {
  if (problems > 0) return problems === 1 ? "1 problem" : `${problems} problems`;
  if (!isChanged) return "Saved.";
  if (working === 0) return "Not saved.";
  return "Not saved. The job at work hears of it at the agent's next turn.";
}
