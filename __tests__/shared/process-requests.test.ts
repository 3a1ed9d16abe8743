import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { leaveRequest, watchRequests, type ProcessRequest } from "../../shared/process-requests.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const nextRequest = (dataDir: string): Promise<ProcessRequest> =>
  new Promise((resolve) => onTestFinished(watchRequests(dataDir, resolve)));

const cancel = (jobId: string): ProcessRequest => ({ ask: "cancel", jobId });

test("a request reaches whoever watches, once", async () => {
  const dataDir = temporaryFolder();
  const request = nextRequest(dataDir);
  leaveRequest(dataDir, { ask: "continue", jobId: "abc123", without: true });
  expect(await request).toEqual({ ask: "continue", jobId: "abc123", without: true });
  expect(fs.readdirSync(path.join(dataDir, "requests"))).toEqual([]);
});

test("a request made before is found as well", async () => {
  const dataDir = temporaryFolder();
  leaveRequest(dataDir, cancel("abc123"));
  expect(await nextRequest(dataDir)).toEqual(cancel("abc123"));
});

test("a request that was withdrawn is gone", async () => {
  const dataDir = temporaryFolder();
  leaveRequest(dataDir, cancel("abc123"))();
  const request = nextRequest(dataDir);
  leaveRequest(dataDir, cancel("xyz789"));
  expect(await request).toEqual(cancel("xyz789"));
});

test("what is no request is put away, and keeps no other from being heard", async () => {
  const dataDir = temporaryFolder();
  leaveRequest(dataDir, cancel("abc123"))();
  fs.writeFileSync(path.join(dataDir, "requests", "0.json"), "{half");
  leaveRequest(dataDir, cancel("xyz789"));
  expect(await nextRequest(dataDir)).toEqual(cancel("xyz789"));
  expect(fs.readdirSync(path.join(dataDir, "requests"))).toEqual([]);
});
