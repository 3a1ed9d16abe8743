import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import {
  requestCancel,
  watchCancelRequests,
  withdrawCancel,
} from "../../shared/cancel-requests.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** The next job that is to be cancelled. */
const nextRequest = (dataDir: string): Promise<string> =>
  new Promise((resolve) => onTestFinished(watchCancelRequests(dataDir, resolve)));

test("a request reaches whoever watches, once", async () => {
  const dataDir = temporaryFolder();
  const request = nextRequest(dataDir);
  requestCancel(dataDir, "abc123");
  expect(await request).toBe("abc123");
  expect(fs.readdirSync(path.join(dataDir, "cancel"))).toEqual([]);
});

test("a request made before is found as well", async () => {
  const dataDir = temporaryFolder();
  requestCancel(dataDir, "abc123");
  expect(await nextRequest(dataDir)).toBe("abc123");
});

test("a request that was withdrawn is gone", async () => {
  const dataDir = temporaryFolder();
  requestCancel(dataDir, "abc123");
  withdrawCancel(dataDir, "abc123");
  const request = nextRequest(dataDir);
  requestCancel(dataDir, "xyz789");
  expect(await request).toBe("xyz789");
});
