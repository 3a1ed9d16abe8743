import { useEffect } from "react";
import type { AgentName, JobEvent } from "../../../shared/events.ts";
import { useStudio, watch } from "../store.ts";

const NO_EVENTS: JobEvent[] = [];
const SILENCE: Partial<Record<AgentName, string>> = {};

/** The events of a job and what its models say, for as long as somebody looks. */
export function useJob(jobId: string) {
  useEffect(() => watch(jobId), [jobId]);
  const watched = useStudio((studio) => studio.watched[jobId]);
  return { events: watched?.events ?? NO_EVENTS, thinking: watched?.thinking ?? SILENCE };
}
