import type { EventBus } from "../../shared/event-bus.ts";
import type { Payload, RequestType } from "../../shared/events.ts";
import { isFinished, type Job } from "../../shared/job.ts";
import { nextRequests } from "../../shared/next-requests.ts";

/** Fills in what only the data folder knows: where the finished plugin lies. */
export type LocatePlugin = (job: Job) => Payload<"job:finished">["plugin"];

export interface Conducting {
  find: (jobId: string) => Job | undefined;
  locate: LocatePlugin;
  /** Whether agents may be asked for something in a job; in every one where jobs do not share places. */
  mayAsk?: (job: Job) => boolean;
  /** Told when what comes next cannot be asked, as on a full disk: nothing else would ever end the wait for the job. */
  broken: (jobId: string, error: unknown) => void;
}

/** Asks, after every event, for whatever `nextRequests` says. Returns the way out. */
export function conduct(bus: EventBus, { find, locate, mayAsk, broken }: Conducting): () => void {
  return bus.subscribe("*", (event) => {
    const job = find(event.jobId);
    try {
      goOn(bus, job, { find, locate, cause: event.id, mayAsk: !job || (mayAsk?.(job) ?? true) });
    } catch (error) {
      broken(event.jobId, error);
    }
  });
}

export interface GoingOn extends Pick<Conducting, "find" | "locate"> {
  /** Id of the event that led to this. */
  cause?: string | undefined;
  /** Whether there is a place for the job, so that agents may be asked. */
  mayAsk: boolean;
}

/** Publishes what a job needs next; also how a job goes on after a restart. */
export function goOn(
  bus: EventBus,
  job: Job | undefined,
  { find, locate, cause, mayAsk }: GoingOn,
): void {
  if (!job || isFinished(job)) return;
  const stamp = { jobId: job.id, agent: "coordinator", cause } as const;
  for (const request of nextRequests(job)) {
    // Whoever heard of the one before may have asked for this one already.
    const now = find(job.id);
    if (!now || !nextRequests(now).some(({ type }) => type === request.type)) continue;
    if (request.type === "job:finished") {
      const plugin = request.payload.status === "completed" ? locate(job) : null;
      bus.publish(request.type, stamp, { ...request.payload, plugin });
    } else if (request.type === "loop:decided" || request.type === "job:waiting") {
      bus.publish(request.type, stamp, request.payload);
    } else if (mayAsk) {
      bus.publish<RequestType>(request.type, stamp, request.payload);
    }
  }
}
