import type { EventBus } from "../../shared/event-bus.ts";
import type { JobEvent, Payload, RequestType } from "../../shared/events.ts";
import { isFinished, type Job } from "../../shared/job.ts";
import { nextRequests } from "../../shared/next-requests.ts";

/** Fills in what only the data folder knows: where the finished plugin lies. */
export type LocatePlugin = (job: Job) => Payload<"job:finished">["plugin"];

/** Asks, after every event, for whatever `nextRequests` says. Returns the way out. */
export function conduct(
  bus: EventBus,
  find: (jobId: string) => Job | undefined,
  locate: LocatePlugin,
): () => void {
  return bus.subscribe("*", (event) => goOn(bus, find(event.jobId), locate, event));
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
