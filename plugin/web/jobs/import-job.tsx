import { Upload } from "lucide-react";
import { useRef } from "react";
import { IMPORT_URL, ImportedJob } from "../../studio/api/jobs.ts";
import { refusal } from "../api.ts";
import { headers } from "../key.ts";
import { Outcome } from "./outcome.tsx";
import { useAct } from "./use-act.ts";

/** Brings a job here from an archive that was exported elsewhere. */
export function ImportJob() {
  const chosen = useRef<HTMLInputElement>(null);
  const { busy, came, trouble, act } = useAct();
  const take = async ({ currentTarget }: { currentTarget: HTMLInputElement }): Promise<void> => {
    const [file] = currentTarget.files ?? [];
    // The same file can be chosen again.
    if (file) await act(() => send(file));
    currentTarget.value = "";
  };
  return (
    <div className="import">
      <button type="button" disabled={busy} onClick={() => chosen.current?.click()}>
        <Upload size={15} aria-hidden="true" /> {busy ? "Importing…" : "Import…"}
      </button>
      <input
        ref={chosen}
        type="file"
        accept=".tgz,application/gzip"
        aria-label="Archive of a job"
        hidden
        onChange={(event) => void take(event)}
      />
      <Outcome came={came} trouble={trouble} />
    </div>
  );
}

async function send(file: File): Promise<ImportedJob> {
  const response = await fetch(IMPORT_URL, {
    method: "POST",
    headers: { ...headers(), "Content-Type": "application/gzip" },
    body: file,
  });
  if (!response.ok) throw await refusal(response);
  return ImportedJob.parse(await response.json());
}
