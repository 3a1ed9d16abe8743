import type { EventBus } from "../shared/event-bus.ts";
import { isFinished, waitsForPerson, type Job } from "../shared/job.ts";
import type { Stops } from "./stops.ts";

/** Whether a job can be paused: one that stands still for a person already has nothing that could be. */
export const canPause = (job: Job): boolean =>
  !isFinished(job) && !job.stopped && (job.inFlight.length > 0 || !waitsForPerson(job));

/**
 * Stops what is at work in a job, which stands still then until somebody says that it may go on. Returns false when it does
 * already, or is over.
 */
export function pause(bus: EventBus, job: Job, stops?: Stops): boolean {
  if (!canPause(job)) return false;
  const { id, inFlight } = job;
  stops?.interrupt(id);
  bus.publish(
    "job:waiting",
    { jobId: id, agent: "coordinator" },
    {
      kind: "pause",
      reason: `The job is paused. "go on" or plugin-dynamic continue ${id} lets it go on where it stood; plugin-dynamic cancel ${id} ends it.`,
      request: inFlight[0] ?? "",
    },
  );
  return true;
}
