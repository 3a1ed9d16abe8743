import { z } from "zod";
import type { JobEvent } from "../../shared/events.ts";
import { Findings, shown } from "../../shared/findings.ts";
import { foldJob } from "../../shared/fold-job.ts";
import { isFinished, type Job } from "../../shared/job.ts";
import { JOB_ID } from "../../shared/jobs.ts";
import { journalText, readJournal } from "../../shared/journal.ts";
import type { PluginSpecification } from "../../shared/specification.ts";
import { readName, readVersion } from "../../shared/specification-rules.ts";
import type { Manifest } from "./format.ts";
import { BadArchive } from "./read-archive.ts";

/** What a job did, in a journal that came from elsewhere. */
export interface Story {
  events: JobEvent[];
  job: Job;
}

const OBJECT_ID = /^[0-9a-f]{40}$/;
const EVENT_ID = /^[\w-]{1,64}$/;
const Moment = z.iso.datetime();

/** Fields that git is given as they stand. */
const OBJECT_FIELDS = ["tree", "chosen", "commit"];

/**
 * Reads the journal of a stranger from a folder. What becomes a path, an argument or a name somewhere has to look like one;
 * everything else is text that is escaped wherever it is shown. Throws BadArchive otherwise.
 */
export function readStory(folder: string, text: string, { jobId, plugin }: Manifest): Story {
  const events = eventsOf(folder, text);
  const other = events.find((event) => event.jobId !== jobId);
  if (other) {
    throw new BadArchive(
      `its journal is of job ${shown(other.jobId)}, and its manifest of ${shown(jobId)}.`,
    );
  }
  for (const event of events) assertPlain(event);
  const job = events[0]?.type === "job:created" ? foldJob(events) : undefined;
  if (!job) throw new BadArchive("its journal does not begin with a job.");
  if (!isFinished(job) || events.at(-1)?.type !== "job:finished") {
    throw new BadArchive("its job is not over; only a job that has ended can be brought here.");
  }
  const { name, version } = job.plan?.specification ?? {};
  const released = job.finished?.plugin;
  for (const said of [plugin, released].filter((each) => each !== null && each !== undefined)) {
    if (said.name === name && said.version === version) continue;
    throw new BadArchive(
      `it says that it is of ${shown(said.name)} ${shown(said.version)}, and its plan is of ${shown(name)} ${shown(version)}.`,
    );
  }
  return { events, job };
}

/** The events of a journal that is written exactly as we write one. */
function eventsOf(folder: string, text: string): JobEvent[] {
  let events: JobEvent[];
  try {
    events = readJournal(folder);
  } catch (cause) {
    const [line = "a line"] = /\bline \d+/.exec(String(cause)) ?? [];
    throw new BadArchive(
      `its events.jsonl is no journal as this version writes it (${line}). Was it made by another version?`,
      { cause },
    );
  }
  if (events.length > 0 && journalText(events) === text) return events;
  throw new BadArchive("its events.jsonl is torn, or its checksums are missing.");
}

function assertPlain(event: JobEvent): void {
  const { id, at, cause = id } = event;
  if (!Moment.safeParse(at).success) refuse("a time", at);
  for (const each of [id, cause]) if (!EVENT_ID.test(each)) refuse("the id of an event", each);
  assertPlainFields(event);
  if ("specification" in event && event.specification) assertPlainName(event.specification);
}

function assertPlainFields(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(assertPlainFields);
  if (typeof value !== "object" || value === null) return;
  for (const [field, each] of Object.entries(value)) {
    // Names in there are the plugin's own.
    if (field === "specification") continue;
    if (typeof each !== "string") assertPlainFields(each);
    else if (OBJECT_FIELDS.includes(field) && !OBJECT_ID.test(each)) refuse("a git object", each);
    else if (field === "jobId" && !JOB_ID.test(each)) refuse("the id of a job", each);
  }
}

function assertPlainName({ name, version }: PluginSpecification): void {
  const findings = new Findings();
  const isRead = readName(name, findings) === name && readVersion(version, findings) === version;
  if (!isRead) refuse("the name and version of a plugin", `${name} ${version}`);
}

function refuse(expected: string, got: string): never {
  throw new BadArchive(`its journal has ${shown(got)} where ${expected} has to be.`);
}
