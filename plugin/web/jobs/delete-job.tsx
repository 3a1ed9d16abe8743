import { Trash2 } from "lucide-react";
import { jobsApi } from "../../studio/api/jobs.ts";
import { ask } from "../api.ts";
import { go, linkTo } from "../place.ts";
import { forget } from "../store.ts";
import { Confirm } from "./confirm.tsx";
import { Outcome } from "./outcome.tsx";
import { useAct } from "./use-act.ts";

/** Removes a job that is over, after one more question. */
export function DeleteJob({ id }: { id: string }) {
  const { busy, came, trouble, act } = useAct();
  const remove = async (): Promise<void> => {
    if (!(await act(() => ask(jobsApi.remove, { id })))) return;
    forget(id);
    go(linkTo("jobs"));
  };
  return (
    <div className="actions">
      <Confirm
        title={`Delete job ${id}?`}
        text="Its journal, its report and its branch in git are removed for good. What it released stays."
        yes="Delete the job"
        onYes={() => void remove()}
      >
        <button type="button" className="danger" disabled={busy}>
          <Trash2 size={15} aria-hidden="true" /> Delete…
        </button>
      </Confirm>
      <Outcome came={came} trouble={trouble} />
    </div>
  );
}
