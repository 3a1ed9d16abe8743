import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import {
  leaveRequest,
  processRequests,
  watchRequests,
  withdrawRequest,
} from "../../shared/process-requests.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** The next request that arrives: what is asked for, and for which job. */
const nextRequest = (dataDir: string): Promise<string> =>
  new Promise((resolve) => {
    const stop = watchRequests(dataDir, {
      cancel: (jobId) => resolve(`cancel ${jobId}`),
      continue: (jobId) => resolve(`continue ${jobId}`),
      without: (jobId) => resolve(`without ${jobId}`),
    });
    onTestFinished(stop);
  });

test.each(processRequests)("a request to %s reaches whoever watches, once", async (kind) => {
  const dataDir = temporaryFolder();
  const request = nextRequest(dataDir);
  leaveRequest(dataDir, kind, "abc123");
  expect(await request).toBe(`${kind} abc123`);
  expect(fs.readdirSync(path.join(dataDir, kind))).toEqual([]);
});

test("a request made before is found as well", async () => {
  const dataDir = temporaryFolder();
  leaveRequest(dataDir, "cancel", "abc123");
  expect(await nextRequest(dataDir)).toBe("cancel abc123");
});

test("a request that was withdrawn is gone", async () => {
  const dataDir = temporaryFolder();
  leaveRequest(dataDir, "cancel", "abc123");
  withdrawRequest(dataDir, "cancel", "abc123");
  const request = nextRequest(dataDir);
  leaveRequest(dataDir, "cancel", "xyz789");
  expect(await request).toBe("cancel xyz789");
});
