import fs from "node:fs";
import type http from "node:http";
import path from "node:path";
import {
  commitAt,
  openRepository,
  writeArchive,
  type ArchiveFormat,
} from "../../shared/history.ts";
import { makeTemporaryFolder, removeTemporaryFolder } from "../../shared/temporary-folder.ts";
import type { Studio } from "./studio.ts";

const ARCHIVE = /^history\/([^/]+)\/([0-9a-f]{7,64})\.(zip|tar\.gz)$/;

const TYPES: Record<ArchiveFormat, string> = {
  zip: "application/zip",
  "tar.gz": "application/gzip",
};

/** Sends the files of a commit as an archive if that is what a path asks for; says whether it was. */
export async function sendCommitArchive(
  name: string,
  response: http.ServerResponse,
  studio: () => Studio,
): Promise<boolean> {
  const [, plugin, hash, format] = ARCHIVE.exec(name) ?? [];
  if (!plugin || !hash) return false;
  const { dataDir } = studio().service.team.config;
  await send(dataDir, { plugin, hash, format: format as ArchiveFormat }, response);
  return true;
}

async function send(
  dataDir: string,
  { plugin, hash, format }: { plugin: string; hash: string; format: ArchiveFormat },
  response: http.ServerResponse,
): Promise<void> {
  const repository = await openRepository(dataDir, plugin);
  const commit = await commitAt(repository, hash);
  const inside = `${plugin}-${commit.hash.slice(0, 7)}`;
  const folder = makeTemporaryFolder("commit");
  const file = path.join(folder, `${inside}.${format}`);
  // Git ends its work before the first byte is sent, so that what goes wrong can still be said.
  try {
    await writeArchive(repository, commit.hash, { format, name: inside, file });
  } catch (error) {
    removeTemporaryFolder(folder);
    throw error;
  }
  response.writeHead(200, {
    "Content-Type": TYPES[format],
    "Content-Length": fs.statSync(file).size,
    "Content-Disposition": `attachment; filename="${inside}.${format}"`,
    "Cache-Control": "no-store",
  });
  response.on("close", () => removeTemporaryFolder(folder));
  fs.createReadStream(file).pipe(response);
}
