import os from "node:os";
import { expect, onTestFinished, test } from "vitest";
import { releaseHost, takeHost } from "../../../agents/tester/tests/host.ts";

const take = () => {
  const host = takeHost({ warm: true });
  onTestFinished(() => releaseHost(host));
  return host;
};

test("runs that come at the same time go to as many vitests as there are cores, and then stand in line", () => {
  const cores = Math.min(4, os.availableParallelism());
  const hosts = Array.from({ length: 4 * cores }, take);
  expect(new Set(hosts.slice(0, cores)).size).toBe(cores);
  expect(new Set(hosts).size).toBe(cores);
  expect(hosts).not.toContain(take());
});

test("a vitest that was released takes the next run", async () => {
  const [first, second, ...others] = Array.from({ length: 4 }, () => takeHost({ warm: true }));
  if (!first || !second) throw new Error("There is always one.");
  await releaseHost(second);
  const next = takeHost({ warm: true });
  expect(next).toBe(second);
  await Promise.all([first, next, ...others].map(releaseHost));
});
