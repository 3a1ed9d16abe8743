import { useEffect, useState } from "react";
import { callsApi, type Calls } from "../../studio/api/calls.ts";
import { ask, reasonOf } from "../api.ts";

export interface Loaded {
  list: Calls | undefined;
  trouble: string | undefined;
}

/**
 * What a job's recording has.
 * @param version it is read again when this changes.
 */
export function useCalls(jobId: string, version: number): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ list: undefined, trouble: undefined });
  useEffect(() => {
    const ending = new AbortController();
    ask(callsApi.list, { id: jobId }, ending.signal).then(
      (list) => setLoaded({ list, trouble: undefined }),
      (error: unknown) => {
        if (!ending.signal.aborted) setLoaded({ list: undefined, trouble: reasonOf(error) });
      },
    );
    return () => ending.abort();
  }, [jobId, version]);
  return loaded;
}
