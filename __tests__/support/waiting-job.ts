import { EventBus } from "../../shared/event-bus.ts";
import { Jobs } from "../../shared/jobs.ts";
import { readSpecification } from "../../shared/read-specification.ts";
import { waitFor } from "./spending.ts";

/** Leaves a job in a data folder that waits before its plan, as a process leaves it that ended meanwhile. */
export function leaveWaitingJob(dataDir: string, wish: unknown, until?: string): string {
  const jobs = new Jobs(dataDir);
  const bus = new EventBus((event) => jobs.record(event));
  const jobId = jobs.newId();
  const stamp = { jobId, agent: "coordinator" } as const;
  const { specification } = readSpecification(wish);
  const facts = { specification, notes: [], maxIterations: 5, model: "offline" };
  bus.publish("job:created", stamp, facts);
  bus.publish("plan:requested", stamp, {});
  bus.publish("job:waiting", { jobId, agent: "planner" }, waitFor("plan:requested", until));
  jobs.close();
  return jobId;
}
