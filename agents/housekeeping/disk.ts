import fs from "node:fs";
import path from "node:path";

/** Bytes of all files below a folder, or of a file; no link is followed, and nothing takes no bytes. */
export function bytesOf(place: string): number {
  const found = fs.lstatSync(place, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.size;
  return fs.readdirSync(place).reduce((sum, name) => sum + bytesOf(path.join(place, name)), 0);
}

/** The folders that belong to a job and to nothing else: its own, and what a replay of it has left. */
export const foldersOf = (dataDir: string, jobId: string): string[] =>
  ["jobs", "replays"].map((name) => path.join(dataDir, name, jobId));

/** What a job takes on disk, in bytes. What git holds of it is the plugin's and does not count. */
export const sizeOf = (dataDir: string, jobId: string): number =>
  foldersOf(dataDir, jobId).reduce((sum, folder) => sum + bytesOf(folder), 0);
