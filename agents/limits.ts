import type { Config } from "../shared/config.ts";
import type { EventBus } from "../shared/event-bus.ts";
import { PhaseLimit } from "./phase-limit.ts";
import { TimeLimit } from "./time-limit.ts";

interface LimitSurroundings {
  bus: EventBus;
  /** Ends a job that cannot go on. */
  fail: (jobId: string, reason: string) => unknown;
  /** Told when not even that can be recorded. */
  broken: (jobId: string, error: unknown) => void;
}

/** The limits that a job's time has: that of all of it, and that of one turn where there is one. */
export function limitsOf(
  { jobTimeoutMs, phaseTimeoutMs }: Config,
  { bus, fail, broken }: LimitSurroundings,
): { close: () => void }[] {
  const isUp = (jobId: string, reason: string): void => {
    try {
      fail(jobId, reason);
    } catch (error) {
      broken(jobId, error); // nobody called who could be told
    }
  };
  const whole = new TimeLimit(bus, jobTimeoutMs, isUp);
  return phaseTimeoutMs ? [whole, new PhaseLimit(bus, phaseTimeoutMs, isUp)] : [whole];
}
