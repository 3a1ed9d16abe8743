import { isFinished, type Job } from "./job.ts";

// How jobs share the places of a team. All of it is read from the jobs themselves, so that every process sees the same.

/** Whether a job takes one of the places: somebody is at work on it, or is about to be asked. */
export const hasPlace = (job: Job): boolean =>
  !isFinished(job) && (job.status === "running" || job.inFlight.length > 0);

/** Whether a job could go on if there were a place for it. */
export const isInLine = (job: Job): boolean =>
  job.status === "pending" && job.inFlight.length === 0 && !job.stopped && !isFinished(job);

export interface Standing {
  /** Jobs that are to take the places that are free, in order. */
  next: Job[];
  /** Jobs that wait for a place after them, the first one first. */
  line: Job[];
}

/**
 * Who may begin or go on, and in which order the others stand. Jobs that had a place before come first. Among them, and among
 * the new ones, people take turns, whoever had one longest ago first; of one person's jobs the oldest comes first.
 * @param jobs finished ones too: they tell who had a turn.
 */
export function standingOf(jobs: Job[], places: number): Standing {
  const waiting = jobs.filter(isInLine);
  const turns = new Map<string, string>();
  for (const job of jobs) {
    const person = personOf(job);
    if (job.placedAt && job.placedAt > (turns.get(person) ?? "")) turns.set(person, job.placedAt);
  }
  const begun = inTurns(
    waiting.filter(({ placedAt }) => placedAt),
    [...turns].sort(([, one], [, other]) => one.localeCompare(other)).map(([person]) => person),
  );
  const fresh = inTurns(
    waiting.filter(({ placedAt }) => !placedAt),
    begun.people,
  );
  const all = [...begun.jobs, ...fresh.jobs];
  const free = Math.max(0, places - jobs.filter(hasPlace).length);
  return { next: all.slice(0, free), line: all.slice(free) };
}

/** Number of a job in the line, from 1; nothing when it does not stand in line. */
export function placeInLine(jobs: Job[], jobId: string): number | undefined {
  const index = standingOf(jobs, 0).line.findIndex(({ id }) => id === jobId);
  return index < 0 ? undefined : index + 1;
}

/** Whose turn it is, at most one job each; everybody at the command line is one person. */
const personOf = ({ origin }: Job): string => origin?.entityId ?? "";

/** Jobs in the order in which their people take turns, and the people in the order in which they are served after that. */
function inTurns(jobs: Job[], served: string[]): { jobs: Job[]; people: string[] } {
  const rows = new Map<string, Job[]>();
  for (const job of jobs.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))) {
    const person = personOf(job);
    rows.set(person, [...(rows.get(person) ?? []), job]);
  }
  const people = [...[...rows.keys()].filter((person) => !served.includes(person)), ...served];
  const ordered: Job[] = [];
  while (ordered.length < jobs.length) {
    const turn = people.findIndex((person) => rows.get(person)?.length);
    const [person = ""] = people.splice(turn, 1);
    people.push(person);
    ordered.push(...(rows.get(person)?.splice(0, 1) ?? []));
  }
  return { jobs: ordered, people };
}
