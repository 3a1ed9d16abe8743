import { z } from "zod";
import { AgentName } from "../../../shared/event-fields.ts";
import { Criterion } from "../../../shared/criteria.ts";
import { Finding, Gate, RanTest, Review } from "../../../shared/results.ts";
import { endpoint } from "./endpoint.ts";

/** Hash of a commit, or the beginning of it. */
const Hash = z.string().regex(/^[0-9a-f]{7,64}$/, "expected 7 to 64 of the digits 0-9 and a-f");
/** Name of a folder under `repos`, without `.git`. */
const Plugin = z
  .string()
  .max(214)
  .regex(/^[a-z0-9][\w.+-]*$/i, "expected the name of a plugin's folder, such as plugin-todo");
const Path = z
  .string()
  .min(1)
  .max(1_000)
  .refine((path) => !path.includes("\0") && !path.split("/").includes(".."), "expected a path");

/** A commit as lists show it. */
export const Commit = z.object({
  hash: z.string(),
  parents: z.array(z.string()),
  author: z.string(),
  /** ISO 8601. */
  at: z.string(),
  branches: z.array(z.string()),
  tags: z.array(z.string()),
  subject: z.string(),
  /** What was measured and who took part, as the commit itself says. */
  trailers: z.record(z.string(), z.string()),
});
export type Commit = z.infer<typeof Commit>;

/** A file that is not the same in two commits. */
export const Change = z.object({
  path: z.string(),
  how: z.enum(["added", "removed", "changed"]),
  /** Lines; nothing for what is no text. */
  added: z.number().nullable(),
  removed: z.number().nullable(),
});
export type Change = z.infer<typeof Change>;

const CriterionResult = z.object({
  criterion: Criterion,
  tests: z.array(RanTest),
  result: z.enum(["passed", "failed", "untested"]),
});

/** What the journal of its job knows of the iteration that a commit records. */
export const RecordedIteration = z.object({
  number: z.number(),
  gates: z.array(Gate),
  review: Review.nullable(),
  /** What its code was to mend. */
  answers: z.array(Finding),
  criteria: z.array(CriterionResult),
});
export type RecordedIteration = z.infer<typeof RecordedIteration>;

export const CommitDetails = z.object({
  commit: Commit.extend({ body: z.string() }),
  files: z.array(z.object({ path: z.string(), bytes: z.number() })),
  /** Against its first parent. */
  changes: z.array(Change),
  /** Nothing for other commits, and when the job is gone. */
  iteration: RecordedIteration.nullable(),
});
export type CommitDetails = z.infer<typeof CommitDetails>;

/** A plugin that has a repository here. */
export const PluginEntry = z.object({
  folder: z.string(),
  /** When a branch of it moved last, ISO 8601. */
  movedAt: z.string(),
  /** Of its newest job. */
  description: z.string().nullable(),
  /** Versions that were released, newest first. */
  releases: z.array(z.string()),
  /** Newest first. */
  jobs: z.array(z.object({ id: z.string(), status: z.string() })),
});
export type PluginEntry = z.infer<typeof PluginEntry>;

export const History = z.object({
  plugin: z.string(),
  /** Where it lies on the server's disk. */
  repository: z.string(),
  /** People's checkout of `main`, once something was released. */
  checkout: z.string().nullable(),
  /** Each before its parents. */
  commits: z.array(Commit),
  /** Whether there are older commits than these. */
  isCut: z.boolean(),
  /** Names of characters by their hash. */
  characters: z.record(z.string(), z.string()),
});
export type History = z.infer<typeof History>;

/** Where archives of commits are downloaded, below `/plugin-dynamic/api/`. */
export const archivePath = (plugin: string, commit: string, format: "zip" | "tar.gz"): string =>
  `history/${encodeURIComponent(plugin)}/${commit}.${format}`;

const One = z.object({ plugin: Plugin, commit: Hash });

export const historyApi = {
  plugins: endpoint("GET", "history", z.object({}), z.array(PluginEntry)),
  commits: endpoint("GET", "history/:plugin", z.object({ plugin: Plugin }), History),
  commit: endpoint("GET", "history/:plugin/commits/:commit", One, CommitDetails),
  file: endpoint(
    "GET",
    "history/:plugin/commits/:commit/file",
    One.extend({ path: Path }),
    z.object({
      text: z.string().nullable(),
      why: z.enum(["missing", "binary", "large"]).nullable(),
    }),
  ),
  changes: endpoint(
    "GET",
    "history/:plugin/changes",
    z.object({ plugin: Plugin, from: Hash, to: Hash }),
    z.array(Change),
  ),
};

/** The agent that an author's name stands for. */
export const agentOf = (author: string): AgentName | undefined => AgentName.safeParse(author).data;
