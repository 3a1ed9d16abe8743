import type { JobEvent } from "./events.ts";

const RECENT = 30;
/** Of a job that is over, enough for the last lines of its status: it stays in memory as long as the process does. */
const RECENT_AT_END = 9;
/** What no status tells of, and holds whole reports. */
const SILENT = /^(?:checks|commit):(?:requested|completed)$/;

/** The newest events of a job, with one more. */
export function remember(before: JobEvent[], event: JobEvent): JobEvent[] {
  // There are so many model calls that nothing else would be left.
  if (event.type === "model:called") return before;
  const recent = [...before, event];
  if (event.type !== "job:finished") return recent.slice(-RECENT);
  const told = recent.filter(({ type }) => !SILENT.test(type));
  return told.slice(-RECENT_AT_END).map(brief);
}

/** A gate without what its iteration has as well. */
function brief(event: JobEvent): JobEvent {
  if (event.type !== "gate:completed") return event;
  const { name, status, summary, durationMs } = event.gate;
  return { ...event, gate: { name, status, summary, durationMs, findings: [] } };
}
