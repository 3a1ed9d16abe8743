import { GitFork } from "lucide-react";
import { useState } from "react";
import { jobsApi } from "../../studio/api/jobs.ts";
import { ask } from "../api.ts";
import { Outcome } from "./outcome.tsx";
import { useAct } from "./use-act.ts";
import { WordsForm } from "./words-form.tsx";

/** Begins a job that goes on from an iteration of another one. */
export function ForkJob({ jobId, iteration }: { jobId: string; iteration: number }) {
  const [isOpen, setOpen] = useState(false);
  const { busy, came, trouble, act } = useAct();
  const fork = async (hint: string): Promise<void> => {
    const asked = { id: jobId, iteration, ...(hint ? { hint } : {}) };
    if (await act(() => ask(jobsApi.fork, asked))) setOpen(false);
  };
  return (
    <div className="actions">
      <div className="row">
        <button
          type="button"
          aria-expanded={isOpen}
          disabled={busy}
          onClick={() => setOpen(!isOpen)}
        >
          <GitFork size={15} aria-hidden="true" /> Fork from here…
        </button>
      </div>
      {isOpen && (
        <WordsForm
          asked={{
            label: "What should go another way? It may be left empty.",
            send: `Fork from iteration ${iteration}`,
            optional: true,
          }}
          busy={busy}
          onSend={({ words }) => void fork(words)}
          onClose={() => setOpen(false)}
        />
      )}
      <Outcome came={came} trouble={trouble} />
    </div>
  );
}
