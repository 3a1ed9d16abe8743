import { useEffect, useMemo } from "react";
import { foldJob } from "../../../shared/fold-job.ts";
import type { Job } from "../../../shared/job.ts";
import { useStudio, watch } from "../store.ts";

/** Everything there is to know of a job, as its events tell it; nothing as long as they have not come. */
export function useJob(id: string): Job | undefined {
  useEffect(() => watch(id), [id]);
  const events = useStudio((studio) => studio.watched[id]?.events);
  return useMemo(() => events && foldJob(events), [events]);
}
