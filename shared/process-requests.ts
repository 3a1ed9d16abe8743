import fs from "node:fs";
import path from "node:path";
import { debug } from "./log.ts";

const log = debug("requests");

/** How long a request waits at most where the system does not tell of new files. */
const LOOK_MS = 500;

/**
 * What another process may ask of the one that works on a data folder: to end a job, to let it go on, or to let it go on
 * without the packages that it waits for.
 */
export const processRequests = ["cancel", "continue", "without"] as const;
export type ProcessRequest = (typeof processRequests)[number];

const folderOf = (dataDir: string, request: ProcessRequest): string => path.join(dataDir, request);

/** Leaves a request for the process that works on a data folder: a file with the job's id as its name. */
export function leaveRequest(dataDir: string, request: ProcessRequest, jobId: string): void {
  fs.mkdirSync(folderOf(dataDir, request), { recursive: true });
  fs.writeFileSync(path.join(folderOf(dataDir, request), jobId), "");
}

/** Takes a request back, when somebody else has dealt with it. */
export const withdrawRequest = (dataDir: string, request: ProcessRequest, jobId: string): void =>
  fs.rmSync(path.join(folderOf(dataDir, request), jobId), { force: true });

/** Performs what other processes ask for. Returns the way out. */
export function watchRequests(
  dataDir: string,
  perform: Record<ProcessRequest, (jobId: string) => unknown>,
): () => void {
  const look = (): void => {
    try {
      for (const request of processRequests) {
        for (const jobId of fs.readdirSync(folderOf(dataDir, request))) {
          withdrawRequest(dataDir, request, jobId);
          perform[request](jobId);
        }
      }
    } catch (error) {
      log("requests cannot be read: %o", error); // a data folder that is gone has nothing to do
    }
  };
  const watchers = processRequests.map((request) => {
    fs.mkdirSync(folderOf(dataDir, request), { recursive: true });
    return watch(folderOf(dataDir, request), look);
  });
  const timer = setInterval(look, LOOK_MS).unref();
  return () => {
    clearInterval(timer);
    for (const watcher of watchers) watcher?.close();
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
