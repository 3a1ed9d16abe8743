import { Download as DownloadIcon } from "lucide-react";
import { useState } from "react";
import { reasonOf } from "../api.ts";
import { saveFile } from "./save-file.ts";

/** Saves a file of the server; a plain link could not show the key. */
export function Download({ path, name, label }: { path: string; name: string; label: string }) {
  const [trouble, setTrouble] = useState<string>();
  const save = async (): Promise<void> => {
    setTrouble(undefined);
    try {
      await saveFile(path, name);
    } catch (error) {
      setTrouble(reasonOf(error));
    }
  };
  return (
    <>
      <button type="button" onClick={() => void save()}>
        <DownloadIcon size={14} /> {label}
      </button>
      {trouble && (
        <span role="alert" className="bad-text">
          {trouble}
        </span>
      )}
    </>
  );
}
