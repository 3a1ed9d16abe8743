import { z } from "zod";
import { ConfigError } from "../../shared/errors.ts";
import type { Job, JobStatus } from "../../shared/job.ts";
import { folderName } from "../../shared/names.ts";
import { isInterrupted, nameOf } from "./job-facts.ts";

/** How a job is shown: one that was left behind is not at work, whatever its journal says. */
export type ShownStatus = JobStatus | "interrupted";

export const shownStatus = (job: Job, isAttended: boolean): ShownStatus =>
  isInterrupted(job, isAttended) ? "interrupted" : job.status;

/** Options of `list` as they were typed. */
export interface FilterOptions {
  status?: string[];
  plugin?: string;
  since?: string;
  limit?: string;
}

/** Which jobs somebody wants to see. */
export interface JobFilter {
  statuses: ShownStatus[];
  plugin: string | undefined;
  /** ISO 8601. */
  since: string | undefined;
  limit: number;
}

const statuses = Object.keys({
  pending: true,
  running: true,
  waiting: true,
  completed: true,
  failed: true,
  cancelled: true,
  interrupted: true,
} satisfies Record<ShownStatus, true>) as ShownStatus[];

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;
const AGE = /^(\d{1,5})([mhdw])$/;
const Moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** Reads the options; throws a ConfigError that says what was expected. */
export const readFilter = (
  { status = [], plugin, since, limit }: FilterOptions,
  now = Date.now(),
): JobFilter => ({
  statuses: status.map(readStatus),
  plugin: plugin === undefined ? undefined : readPlugin(plugin),
  since: since === undefined ? undefined : readSince(since, now),
  limit: limit === undefined ? Infinity : readLimit(limit),
});

/** The jobs that somebody wants to see, in the order in which they come. */
export const select = (jobs: Job[], filter: JobFilter, isAttended: (job: Job) => boolean): Job[] =>
  jobs.filter((job) => matches(job, filter, isAttended(job))).slice(0, filter.limit);

function matches(job: Job, { statuses: some, plugin, since }: JobFilter, isAttended: boolean) {
  const name = nameOf(job);
  return (
    (some.length === 0 || some.includes(shownStatus(job, isAttended))) &&
    (plugin === undefined || (name !== null && folderName(name) === plugin)) &&
    (since === undefined || job.createdAt >= since)
  );
}

function readStatus(text: string): ShownStatus {
  const found = statuses.find((status) => status === text.trim().toLowerCase());
  if (found) return found;
  throw new ConfigError(`Expected --status to be one of ${statuses.join(", ")}, got "${text}".`);
}

/** The folder of a plugin, which people may call by either name. */
function readPlugin(text: string): string {
  const name = text.trim();
  if (/^(?:@[^/\s]+\/)?[^/\s]+$/.test(name)) return folderName(name);
  throw new ConfigError(
    `Expected --plugin to be a name such as @elizaos/plugin-todo or plugin-todo, got "${text}".`,
  );
}

function readSince(text: string, now: number): string {
  const [, count, unit] = AGE.exec(text.trim()) ?? [];
  if (unit) return new Date(now - Number(count) * UNITS[unit as keyof typeof UNITS]).toISOString();
  const moment = Moment.safeParse(text.trim());
  if (moment.success) return new Date(moment.data).toISOString();
  throw new ConfigError(
    `Expected --since to be a day such as 2026-01-31, or an age such as 7d (also m, h and w), got "${text}".`,
  );
}

function readLimit(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text.trim())) return Number(text);
  throw new ConfigError(`Expected --limit to be a whole number from 1 on, got "${text}".`);
}
