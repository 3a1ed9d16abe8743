import fs from "node:fs";
import zlib from "node:zlib";
import { z } from "zod";
import { modelErrorKinds, WorkspaceError } from "../../../shared/errors.ts";
import { Parent } from "../../../shared/event-fields.ts";
import { Usage } from "../../../shared/usage.ts";
import { PluginRequest, purposes, type Purpose } from "../model.ts";
import { AttemptKey, CallKey, compareKeys, phaseOf } from "./keys.ts";
import { Abilities, RecordedRequest, TextReply } from "./recorded.ts";
import { Segments } from "./segments.ts";

const VERSION = 1;

/** First line of a recording: what was asked for, when, and of what. */
export const CassetteHeader = z.object({
  v: z.literal(VERSION),
  kind: z.literal("header"),
  /** ISO 8601. */
  recordedAt: z.iso.datetime(),
  product: z.object({ name: z.string(), version: z.string() }),
  /** Name of the model source that answered, such as `anthropic` or `offline`. */
  source: z.string(),
  /** Set for demonstrations; shown wherever the replay shows. */
  title: z.string().optional(),
  request: PluginRequest,
  maxIterations: z.number().int().min(1),
  /** Of a job that goes on from another one; only that one's data folder has what it began with. */
  parent: Parent.optional(),
});
export type CassetteHeader = z.infer<typeof CassetteHeader>;

/** What came during an attempt, after how many milliseconds: a piece of the answer, or what was known of the usage. */
const Streamed = z.union([
  z.tuple([z.number(), z.enum(["thinking", "text", "input"]), z.number().int(), z.string()]),
  z.tuple([z.number(), z.literal("usage"), Usage]),
]);
export type Streamed = z.infer<typeof Streamed>;

/** One attempt at a language model, as it ended. */
export const RecordedAttempt = z
  .object({
    kind: z.literal("attempt"),
    key: AttemptKey,
    /** Id of the model that was to answer, and what it could do for the role at this moment. */
    model: z.string(),
    abilities: Abilities,
    /** Hashes of the parts of the request: what tells whether a later request is the same. */
    segments: Segments,
    request: RecordedRequest,
    stream: z.array(Streamed),
    reply: TextReply.optional(),
    /** The ModelError with which it ended instead. */
    failure: z
      .object({
        kind: z.enum(modelErrorKinds),
        message: z.string(),
        retryAfterMs: z.number().optional(),
        category: z.string().optional(),
      })
      .optional(),
    durationMs: z.number(),
  })
  .refine(({ reply, failure }) => (reply === undefined) !== (failure === undefined), {
    error: "expected either a reply or a failure",
  });
export type RecordedAttempt = z.infer<typeof RecordedAttempt>;

/** One answer of a source that works from data. */
export const RecordedAnswer = z.object({
  kind: z.literal("answer"),
  key: CallKey,
  purpose: z.enum(Object.keys(purposes) as [Purpose, ...Purpose[]]),
  thoughts: z.array(z.string()),
  answer: z.unknown(),
});
export type RecordedAnswer = z.infer<typeof RecordedAnswer>;

/** Last line: how the job ended, and the git trees of its commits in order. */
export const CassetteEnd = z.object({
  kind: z.literal("end"),
  status: z.enum(["completed", "failed", "cancelled"]),
  trees: z.array(z.string()),
});
export type CassetteEnd = z.infer<typeof CassetteEnd>;

const Entry = z.discriminatedUnion("kind", [RecordedAttempt, RecordedAnswer, CassetteEnd]);
export type CassetteEntry = z.infer<typeof Entry>;

/** A recording of every model call of one job. */
export interface Cassette {
  file: string;
  header: CassetteHeader;
  attempts: ReadonlyMap<string, RecordedAttempt>;
  answers: ReadonlyMap<string, RecordedAnswer>;
  /** Missing while the job is at work, and when it broke off. */
  end: CassetteEnd | undefined;
}

/**
 * Reads a recording, gzipped when its name ends with `.gz`. A line torn by a crash is left out; any other bad line is a
 * WorkspaceError that says where.
 */
export function readCassette(file: string): Cassette {
  const lines = textOf(file).split("\n");
  lines.pop(); // "" after a whole last line; a torn line otherwise
  const header = readHeader(file, lines[0]);
  const attempts = new Map<string, RecordedAttempt>();
  const answers = new Map<string, RecordedAnswer>();
  let end: CassetteEnd | undefined;
  lines.slice(1).forEach((line, index) => {
    const entry = readEntry(file, line, index + 2);
    if (entry.kind === "attempt") add(attempts, entry);
    else if (entry.kind === "answer") answers.set(entry.key, entry);
    else end = entry;
  });
  return { file, header, attempts, answers, end };
}

/** The header in a recording's first line. */
export function readHeader(file: string, line: string | undefined): CassetteHeader {
  const parsed = parse(line);
  const version = z.object({ kind: z.literal("header"), v: z.number() }).safeParse(parsed).data?.v;
  if (version !== undefined && version !== VERSION) {
    throw new WorkspaceError(
      `${file} is a recording of format ${version}; this version reads format ${VERSION}. Play it with the version that recorded it, or record it anew.`,
    );
  }
  return read(CassetteHeader, parsed, `${file} line 1`, "the header of a recording");
}

/**
 * A key that comes a second time belongs to a phase that was begun again, after a crash or a wait, and records over its
 * first try: whatever that try did from there on is void.
 */
function add(attempts: Map<string, RecordedAttempt>, attempt: RecordedAttempt): void {
  const { key } = attempt;
  const isVoid = (other: string): boolean =>
    phaseOf(other) === phaseOf(key) && compareKeys(other, key) >= 0;
  if (attempts.has(key)) [...attempts.keys()].filter(isVoid).forEach((old) => attempts.delete(old));
  attempts.set(key, attempt);
}

const readEntry = (file: string, line: string, number: number): CassetteEntry =>
  read(Entry, parse(line), `${file} line ${number}`, "an entry of a recording");

function read<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: string,
  what: string,
): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problem = value === undefined ? "it is no JSON" : z.prettifyError(result.error);
  throw new WorkspaceError(
    `${place} is not ${what}: expected one JSON object as this version writes it, but ${problem}. Mend the line, or record it anew.`,
    { cause: result.error },
  );
}

function parse(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? "");
  } catch {
    return undefined; // told of with its place by `read`
  }
}

function textOf(file: string): string {
  try {
    const content = fs.readFileSync(file);
    return (file.endsWith(".gz") ? zlib.gunzipSync(content) : content).toString("utf8");
  } catch (cause) {
    throw new WorkspaceError(
      `The recording ${file} cannot be read (${String(cause)}). Expected a file such as data/jobs/<job>/model.cassette.jsonl.`,
      { cause },
    );
  }
}
