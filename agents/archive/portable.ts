import os from "node:os";
import path from "node:path";
import { parseEvent, type JobEvent } from "../../shared/events.ts";
import { foldJob } from "../../shared/fold-job.ts";
import { packageRoot } from "../../shared/package.ts";
import { locatePlugin } from "../finished-plugins.ts";
import { Scrubber } from "../models/cassette/scrub.ts";

/** A name is written where a path of this machine stood; shorter paths stand in too many ordinary words. */
const SHORTEST_PATH = 4;

export interface Machine {
  dataDir: string;
  /** Values that must not be written. */
  secrets: string[];
}

/** Takes secrets, and paths of this machine, out of what leaves it. */
export function scrubberOf({ dataDir, secrets }: Machine, jobId: string): Scrubber {
  const roots = {
    JOB: path.join(dataDir, "jobs", jobId),
    DATA: dataDir,
    PACKAGE: packageRoot,
    TMP: os.tmpdir(),
    HOME: os.homedir(),
  };
  const long = Object.entries(roots).filter(([, root]) => root.length >= SHORTEST_PATH);
  return new Scrubber({ secrets, roots: Object.fromEntries(long) });
}

/** A job's events as they can be read on any machine: without where it was asked for, and without paths. */
export const portable = (events: JobEvent[], scrubber: Scrubber): JobEvent[] =>
  events.map((event) => {
    const value = event.type === "job:created" ? { ...event, origin: undefined } : event;
    return parseEvent(scrubber.value(value));
  });

/** The events of a job that comes from elsewhere, with its plugin where it lies here. */
export function settled(events: JobEvent[], dataDir: string): JobEvent[] {
  const job = foldJob(events);
  return events.map((event) =>
    event.type === "job:finished" && event.plugin && job
      ? { ...event, plugin: locatePlugin(dataDir, job) }
      : event,
  );
}
