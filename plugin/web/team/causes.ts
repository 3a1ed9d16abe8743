import type { JobEvent } from "../../../shared/events.ts";

/** How far back a chain of causes is told. */
const MOST_CAUSES = 12;

/** What led to an event, the nearest first. A chain that bites its own tail, as in a forged journal, ends. */
export function causesOf(event: JobEvent, byId: ReadonlyMap<string, JobEvent>): JobEvent[] {
  const chain: JobEvent[] = [];
  let next = event.cause === undefined ? undefined : byId.get(event.cause);
  while (next && next !== event && !chain.includes(next) && chain.length < MOST_CAUSES) {
    chain.push(next);
    next = next.cause === undefined ? undefined : byId.get(next.cause);
  }
  return chain;
}

/** What an event led to by itself. */
export const effectsOf = (event: JobEvent, events: JobEvent[]): JobEvent[] =>
  events.filter(({ cause }) => cause === event.id);
