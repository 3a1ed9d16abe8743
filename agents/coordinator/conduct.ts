import type { EventBus } from "../../shared/event-bus.ts";
import type { JobEvent, Payload, RequestType } from "../../shared/events.ts";
import { isFinished, type Job } from "../../shared/job.ts";
import { nextRequests } from "../../shared/next-requests.ts";

/** Fills in what only the data folder knows: where the finished plugin lies. */
export type LocatePlugin = (job: Job) => Payload<"job:finished">["plugin"];

export interface Conducting {
  find: (jobId: string) => Job | undefined;
  locate: LocatePlugin;
  /** Told when what comes next cannot be asked, as on a full disk: nothing else would ever end the wait for the job. */
  broken: (jobId: string, error: unknown) => void;
}

/** Asks, after every event, for whatever `nextRequests` says. Returns the way out. */
export function conduct(bus: EventBus, { find, locate, broken }: Conducting): () => void {
  return bus.subscribe("*", (event) => {
    try {
      goOn(bus, find(event.jobId), locate, event);
    } catch (error) {
      broken(event.jobId, error);
    }
  });
}

/** Publishes what a job needs next; also how a job goes on after a restart. */
export function goOn(
  bus: EventBus,
  job: Job | undefined,
  locate: LocatePlugin,
  cause?: JobEvent,
): void {
  if (!job || isFinished(job)) return;
  const stamp = { jobId: job.id, agent: "coordinator", cause: cause?.id } as const;
  for (const request of nextRequests(job)) {
    if (request.type === "job:finished") {
      const plugin = request.payload.status === "completed" ? locate(job) : null;
      bus.publish(request.type, stamp, { ...request.payload, plugin });
    } else if (request.type === "loop:decided") {
      bus.publish(request.type, stamp, request.payload);
    } else {
      bus.publish<RequestType>(request.type, stamp, request.payload);
    }
  }
}
