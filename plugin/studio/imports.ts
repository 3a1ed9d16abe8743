import fs from "node:fs";
import type http from "node:http";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { MOST_COMPRESSED } from "../../agents/archive/format.ts";
import { importJob } from "../../agents/archive/import-job.ts";
import type { Team } from "../../agents/team.ts";
import { PluginCreationError } from "../../shared/errors.ts";
import { makeTemporaryFolder } from "../../shared/temporary-folder.ts";
import { importedLines } from "../imported-text.ts";
import type { ImportedJob } from "./api/jobs.ts";
import type { Studio } from "./studio.ts";

/** Teams that take one in: one archive is unpacked at a time. */
const busy = new WeakSet<Team>();

/** Takes in the archive that a request carries. The process has claimed the data folder, as an import needs it. */
export async function takeArchive(
  request: http.IncomingMessage,
  { service: { team } }: Studio,
): Promise<ImportedJob> {
  const size = Number(request.headers["content-length"]);
  if (!(size <= MOST_COMPRESSED)) {
    throw new PluginCreationError(
      `An archive is sent with its size, and has at most ${MOST_COMPRESSED} bytes.`,
    );
  }
  if (busy.has(team)) {
    throw new PluginCreationError("Another archive is being imported. Try again in a moment.");
  }
  busy.add(team);
  const folder = makeTemporaryFolder("import");
  try {
    const file = path.join(folder, "job.tgz");
    await pipeline(request, fs.createWriteStream(file, { mode: 0o600 }));
    const { dataDir, secrets } = team.config;
    const machine = { dataDir, secrets: secrets.map((secret) => secret.reveal()) };
    const imported = await importJob(file, machine);
    if (!imported.wasHere) {
      team.jobs.noticeFolder(imported.job.id);
      team.news.emit("jobs");
    }
    return { text: importedLines(imported).join("\n"), jobId: imported.job.id };
  } finally {
    busy.delete(team);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
