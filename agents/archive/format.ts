import { z } from "zod";
import type { Job } from "../../shared/job.ts";
import { JOB_ID } from "../../shared/jobs.ts";
import { branchOf, tagOf } from "../coordinator/coordinator.ts";

const FORMAT = 1;
const MEGABYTE = 1024 * 1024;

/** Everything that an archive can hold, and how many bytes of each at most. */
export const members = {
  "manifest.json": MEGABYTE,
  "events.jsonl": 32 * MEGABYTE,
  "job.bundle": 32 * MEGABYTE,
  "model.cassette.jsonl": 64 * MEGABYTE,
  "report.html": 16 * MEGABYTE,
  "report.md": 16 * MEGABYTE,
} as const;
export type MemberName = keyof typeof members;
export type Members = Partial<Record<MemberName, Buffer>>;

export const memberNames = Object.keys(members) as MemberName[];
export const isMember = (name: string): name is MemberName => Object.hasOwn(members, name);

/** The archive itself, compressed, and all that comes out of it; in bytes. */
export const MOST_COMPRESSED = 64 * MEGABYTE;
export const MOST_UNPACKED = 128 * MEGABYTE;

const Member = z.strictObject({
  bytes: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** First member of an archive: what it is, and what the others have to be. */
export const Manifest = z.strictObject({
  kind: z.literal("plugin-dynamic job"),
  format: z.literal(FORMAT),
  jobId: z.string().regex(JOB_ID),
  plugin: z.strictObject({ name: z.string(), version: z.string() }).nullable(),
  /** When the archive was made; ISO 8601. */
  createdAt: z.iso.datetime(),
  product: z.strictObject({ name: z.string(), version: z.string() }),
  members: z.record(z.string(), Member),
});
export type Manifest = z.infer<typeof Manifest>;

/** The format that something claims to be, if it claims to be an archive of ours at all. */
export const formatOf = (value: unknown): number | undefined =>
  z.object({ kind: Manifest.shape.kind, format: z.number() }).safeParse(value).data?.format;

export const isOwnFormat = (format: number): boolean => format === FORMAT;

/** Names in git under which an archive holds what belongs to a job. */
export interface Refs {
  branch: string;
  /** A commit that holds the trees of single answers, which no other commit has: reports show their differences. */
  trees: string;
  main: string;
  /** Of a job that released a version. */
  tag: string | undefined;
}

export const refsOf = ({ id, plan, commits }: Job): Refs => ({
  branch: `refs/heads/${branchOf({ id })}`,
  trees: `refs/trees/${branchOf({ id })}`,
  main: "refs/heads/main",
  tag: plan && commits.release ? `refs/tags/${tagOf(plan.specification.version)}` : undefined,
});

/** Those that belong to no other job. */
export const ownRefs = ({ branch, trees }: Refs): string[] => [branch, trees];
