import { useState } from "react";
import { reasonOf } from "../api.ts";

/** What an action came to. */
export interface Came {
  text: string;
  /** The job that it began. */
  jobId?: string | null;
}

/** Does one thing at a time, and keeps what came of it. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [came, setCame] = useState<Came>();
  const [trouble, setTrouble] = useState<string>();

  /** Says whether it was done. */
  const act = async (work: () => Promise<Came>): Promise<boolean> => {
    setBusy(true);
    setCame(undefined);
    setTrouble(undefined);
    try {
      setCame(await work());
      return true;
    } catch (error) {
      setTrouble(reasonOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, came, trouble, act };
}
