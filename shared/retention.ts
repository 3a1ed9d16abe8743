/** What decides whether a job may go. */
export interface StoredJob {
  id: string;
  /** When it ended, or was last at work; ISO 8601. */
  updatedAt: string;
  isOver: boolean;
  /** The plugin of which it released a version. */
  released: string | undefined;
  /** The job that it goes on from. */
  parent: string | undefined;
  /** What it takes on disk. */
  bytes: number;
}

/** What is kept; without a limit, everything. */
export interface Retention {
  days?: number | undefined;
  bytes?: number | undefined;
}

/** `0.4 MB`, as people read sizes. */
export const megabytesText = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MB`;

const DAY_MS = 24 * 60 * 60_000;

/**
 * The jobs that have to go, oldest first: those that ended too long ago, and then as many more as it takes until the others
 * fit. A job that is not over stays, with the one that it goes on from, and so does the newest job of each plugin that
 * released a version: the last one known to be good.
 */
export function toRemove(
  jobs: StoredJob[],
  { days = Infinity, bytes = Infinity }: Retention,
  now: number,
): StoredJob[] {
  const stay = staying(jobs);
  const removable = jobs.filter(({ id }) => !stay.has(id)).sort(oldestFirst);
  const isTooOld = ({ updatedAt }: StoredJob): boolean =>
    now - Date.parse(updatedAt) > days * DAY_MS;
  let left = jobs.reduce((sum, job) => sum + job.bytes, 0);
  return removable.filter((job) => {
    if (!isTooOld(job) && left <= bytes) return false;
    left -= job.bytes;
    return true;
  });
}

/** Jobs that are never removed. */
function staying(jobs: StoredJob[]): Set<string> {
  const open = jobs.filter(({ isOver }) => !isOver);
  const newest = new Map(
    [...jobs]
      .sort(oldestFirst)
      .flatMap(({ id, isOver, released }) => (isOver && released ? [[released, id]] : [])),
  );
  const kept = [...open.flatMap(({ id, parent }) => [id, parent]), ...newest.values()];
  return new Set(kept.filter((id) => id !== undefined));
}

/** Of two that ended at the same moment, always the same one is the older. */
const oldestFirst = (one: StoredJob, other: StoredJob): number =>
  Date.parse(one.updatedAt) - Date.parse(other.updatedAt) || (one.id < other.id ? -1 : 1);
