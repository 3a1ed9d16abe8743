import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { AgentName } from "./event-fields.ts";
import { debug } from "./log.ts";

const log = debug("requests");

/** How long a request waits at most where the system does not tell of new files. */
const LOOK_MS = 500;

const jobId = z.string();
const text = z.string();

/**
 * What another process may ask of the one that works on a data folder: to end a job, to let it stand still, to let it go on,
 * also without the packages that it waits for, to have its plan made anew, or to tell agents something.
 */
export const ProcessRequest = z.discriminatedUnion("ask", [
  z.object({ ask: z.literal("cancel"), jobId }),
  z.object({ ask: z.literal("pause"), jobId }),
  z.object({ ask: z.literal("continue"), jobId, without: z.boolean() }),
  z.object({ ask: z.literal("edit"), jobId, text }),
  z.object({ ask: z.literal("hint"), jobId, text, to: AgentName.optional() }),
]);
export type ProcessRequest = z.infer<typeof ProcessRequest>;

const folderOf = (dataDir: string): string => path.join(dataDir, "requests");

/** Leaves a request for the process that works on a data folder. Returns what takes it back, when somebody else has dealt with it. */
export function leaveRequest(dataDir: string, request: ProcessRequest): () => void {
  const file = path.join(folderOf(dataDir), `${crypto.randomUUID()}.json`);
  fs.mkdirSync(folderOf(dataDir), { recursive: true });
  // Whoever watches must not find half of it.
  fs.writeFileSync(`${file}.new`, JSON.stringify(request));
  fs.renameSync(`${file}.new`, file);
  return () => fs.rmSync(file, { force: true });
}

/** Performs what other processes ask for. Returns the way out. */
export function watchRequests(
  dataDir: string,
  perform: (request: ProcessRequest) => unknown,
): () => void {
  const folder = folderOf(dataDir);
  const look = (): void => {
    try {
      for (const name of fs.readdirSync(folder)) {
        if (name.endsWith(".json")) take(path.join(folder, name), perform);
      }
    } catch (error) {
      log("requests cannot be read: %o", error); // a data folder that is gone has nothing to do
    }
  };
  fs.mkdirSync(folder, { recursive: true });
  const watcher = watch(folder, look);
  const timer = setInterval(look, LOOK_MS).unref();
  return () => {
    clearInterval(timer);
    watcher?.close();
  };
}

function take(file: string, perform: (request: ProcessRequest) => unknown): void {
  const text = fs.readFileSync(file, "utf8");
  fs.rmSync(file);
  try {
    perform(ProcessRequest.parse(JSON.parse(text)));
  } catch (error) {
    log("a request could not be performed: %o", error); // whoever asked sees that nothing happens
  }
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
