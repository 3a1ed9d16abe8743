import type { JobEvent } from "../../../shared/events.ts";
import { advance } from "../../../shared/fold-job.ts";
import type { Job } from "../../../shared/job.ts";

/** A fold is kept after so many events: whoever goes back folds at most so many anew. */
const STEP = 50;

/** The job as it stood after its first `count` events; nothing before there was one. */
export type JobAt = (events: JobEvent[], count: number) => Job | undefined;

/** Remembers folds on the way, so that going back and forth in thousands of events costs a few of them. */
export function makeTimeline(): JobAt {
  let kept: (Job | undefined)[] = [undefined];
  let first: string | undefined;
  return (events, count) => {
    if (events[0]?.id !== first) kept = [undefined];
    first = events[0]?.id;
    const end = Math.min(count, events.length);
    const whole = Math.floor(end / STEP);
    for (let step = kept.length; step <= whole; step += 1) {
      kept.push(fold(kept[step - 1], events.slice((step - 1) * STEP, step * STEP)));
    }
    return fold(kept[whole], events.slice(whole * STEP, end));
  };
}

const fold = (job: Job | undefined, events: JobEvent[]): Job | undefined =>
  events.reduce<Job | undefined>(advance, job);
