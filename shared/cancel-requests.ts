import fs from "node:fs";
import path from "node:path";
import { debug } from "./log.ts";

const log = debug("cancel");

/** How long a request waits at most where the system does not tell of new files. */
const LOOK_MS = 500;

const folderOf = (dataDir: string): string => path.join(dataDir, "cancel");

/** Asks the process that works on a data folder to cancel a job: a file with the job's id as its name. */
export function requestCancel(dataDir: string, jobId: string): void {
  fs.mkdirSync(folderOf(dataDir), { recursive: true });
  fs.writeFileSync(path.join(folderOf(dataDir), jobId), "");
}

/** Takes a request back, when somebody else has dealt with it. */
export const withdrawCancel = (dataDir: string, jobId: string): void =>
  fs.rmSync(path.join(folderOf(dataDir), jobId), { force: true });

/** Hands over every request of other processes to cancel a job. Returns the way out. */
export function watchCancelRequests(dataDir: string, cancel: (jobId: string) => void): () => void {
  const look = (): void => {
    try {
      for (const jobId of fs.readdirSync(folderOf(dataDir))) {
        withdrawCancel(dataDir, jobId);
        cancel(jobId);
      }
    } catch (error) {
      log("requests cannot be read: %o", error); // a data folder that is gone has nothing to cancel
    }
  };
  fs.mkdirSync(folderOf(dataDir), { recursive: true });
  const timer = setInterval(look, LOOK_MS).unref();
  const watcher = watch(folderOf(dataDir), look);
  return () => {
    clearInterval(timer);
    watcher?.close();
  };
}

/** Tells of new files at once, where the system can; looking now and then is enough otherwise. */
function watch(folder: string, look: () => void): fs.FSWatcher | undefined {
  try {
    return fs
      .watch(folder, { persistent: false }, look)
      .on("error", (error) => log("no longer watching: %o", error));
  } catch (error) {
    log("not watching: %o", error); // the system has no watches left
    return undefined;
  }
}
