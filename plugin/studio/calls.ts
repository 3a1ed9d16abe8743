import fs from "node:fs";
import path from "node:path";
import { readCassette, type Cassette } from "../../agents/models/cassette/cassette.ts";
import { CASSETTE_FILE } from "../../agents/models/cassette/recorder.ts";
import { IMPORTED_FILE } from "../../shared/jobs.ts";
import { PluginCreationError } from "../../shared/errors.ts";
import { listedCalls, wholeCall } from "./call-parts.ts";
import type { callsApi } from "./api/calls.ts";
import type { Answers, Studio } from "./studio.ts";

/** What was asked of models in a job, and what they said. */
export const calls: Answers<typeof callsApi> = {
  list({ id }, studio) {
    const folder = folderOf(studio, id);
    const recording = recordingIn(folder);
    if (!recording) return { why: missingText(folder), source: null, calls: [] };
    return { why: null, source: recording.header.source, calls: listedCalls(recording) };
  },
  one({ id, key }, studio) {
    const folder = folderOf(studio, id);
    const recording = recordingIn(folder);
    if (!recording) throw new PluginCreationError(missingText(folder));
    const call = wholeCall(recording, key, studio.service.team.jobs.get(id));
    if (call) return call;
    throw new PluginCreationError(
      `The recording of job ${id} has no call ${key}. A round that was begun again records over its first try.`,
    );
  },
};

const folderOf = ({ service: { team } }: Studio, id: string): string =>
  team.jobs.folderOf(team.jobs.get(id).id);

function recordingIn(folder: string): Cassette | undefined {
  const file = path.join(folder, CASSETTE_FILE);
  return fs.existsSync(file) ? readCassette(file) : undefined;
}

const missingText = (folder: string): string =>
  fs.existsSync(path.join(folder, IMPORTED_FILE))
    ? "This job was brought here without its recording, so its prompts and answers are not known. Export it with its recording to see them."
    : "No recording was kept of this job, so its prompts and answers are not known. Jobs of earlier versions have none, nor have jobs before their first call.";
