import { Check, Copy as CopyIcon } from "lucide-react";
import { useEffect, useState } from "react";

const SHOWN_MS = 2_000;

/** Copies a text, and says that it did. */
export function Copy({ text, label }: { text: string; label: string }) {
  const [outcome, setOutcome] = useState<"copied" | "failed">();
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = (): void => {
    void copyText(text).then((worked) => setOutcome(worked ? "copied" : "failed"));
  };
  return (
    <button type="button" className="copy" onClick={copy} aria-label={label} title={label}>
      {outcome === "copied" ? <Check size={14} /> : <CopyIcon size={14} />}
      <span role="status">
        {outcome === "copied" ? "Copied" : outcome === "failed" ? "Select and copy it" : ""}
      </span>
    </button>
  );
}

/** Browsers give the clipboard only to pages from this machine or over HTTPS. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
