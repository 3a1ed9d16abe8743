import fs from "node:fs";
import { once } from "node:events";
import path from "node:path";
import { expect, test } from "vitest";
import { deleteJob } from "../../agents/housekeeping/delete-job.ts";
import { bytesOf, sizeOf } from "../../agents/housekeeping/disk.ts";
import { planTidying, tidy, tidyAsSet } from "../../agents/housekeeping/tidy.ts";
import { Ledger } from "../../shared/ledger.ts";
import { neutralGit } from "../../shared/git.ts";
import { Jobs } from "../../shared/jobs.ts";
import { Repository } from "../../shared/repository.ts";
import { noUsage } from "../../shared/usage.ts";
import { everything, finishedJob } from "../support/finished-job.ts";
import { greeter } from "../support/specifications.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { leaveWaitingJob } from "../support/waiting-job.ts";

async function refs(dataDir: string): Promise<string[]> {
  const { folder } = await Repository.open(dataDir, greeter.name);
  const git = neutralGit(folder, { variables: { GIT_DIR: folder } });
  return (await git.raw("for-each-ref", "--format=%(refname) %(objectname)")).trim().split("\n");
}

const idsIn = (dataDir: string): string[] =>
  new Jobs(dataDir)
    .all()
    .map(({ id }) => id)
    .sort();

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

test("deleting takes a job's folder, branch and replays; what it released, and other jobs, stay", async () => {
  const dataDir = temporaryFolder();
  await finishedJob(dataDir, { id: "gone11" });
  await finishedJob(dataDir, { id: "stay11", status: "failed" });
  const replay = path.join(dataDir, "replays", "gone11");
  fs.mkdirSync(replay, { recursive: true });
  fs.writeFileSync(path.join(replay, "big"), Buffer.alloc(5000));
  const outside = path.join(dataDir, "outside");
  fs.writeFileSync(outside, "not the job's");
  fs.symlinkSync(outside, path.join(replay, "link"));
  const before = await refs(dataDir);
  const checkout = everything(path.join(dataDir, "plugins"));
  const size = sizeOf(dataDir, "gone11");
  const deleted = await deleteJob(dataDir, new Jobs(dataDir), "gone11");
  expect(deleted).toEqual({
    jobId: "gone11",
    removed: [path.join(dataDir, "jobs", "gone11"), replay, "refs/heads/job/gone11"],
    freed: size,
  });
  expect(size).toBeGreaterThan(15_000);
  expect(await refs(dataDir)).toEqual(before.filter((ref) => !ref.includes("job/gone11")));
  expect(before.map((ref) => ref.split(" ")[0])).toEqual(
    expect.arrayContaining(["refs/heads/main", "refs/tags/v1.0.0"]),
  );
  expect(everything(path.join(dataDir, "plugins"))).toEqual(checkout);
  expect(fs.existsSync(outside)).toBe(true);
  expect(fs.readdirSync(dataDir).sort()).toEqual([
    "jobs",
    "outside",
    "plugins",
    "replays",
    "repos",
  ]);
  expect(fs.readdirSync(path.join(dataDir, "replays"))).toEqual([]);
  expect(idsIn(dataDir)).toEqual(["stay11"]);
});

test("a job that is not over is not deleted", async () => {
  const dataDir = temporaryFolder();
  const id = leaveWaitingJob(dataDir, greeter);
  const before = everything(dataDir);
  await expect(deleteJob(dataDir, new Jobs(dataDir), id)).rejects.toThrow(
    `Job ${id} is not over: waiting. End it first with plugin-dynamic cancel ${id}.`,
  );
  expect(everything(dataDir)).toEqual(before);
});

test("what a job cost today counts for today's budget when the job is gone", async () => {
  const dataDir = temporaryFolder();
  const called = {
    key: "coder/1/0/0",
    purpose: "code",
    iteration: 1,
    model: "m",
    usage: { ...noUsage, input: 900 },
    usd: 5,
    durationMs: 1,
  };
  await finishedJob(dataDir, { id: "today1", called });
  await finishedJob(dataDir, { id: "before", called, at: daysAgo(2) });
  const jobs = new Jobs(dataDir);
  for (const id of ["today1", "before"]) await deleteJob(dataDir, jobs, id);
  expect(new Ledger(dataDir).all()).toMatchObject([{ usd: 5, model: "m" }]);
  expect(jobs.all()).toEqual([]);
});

test("tidying removes what is too old, and never a waiting job or the last release of a plugin", async () => {
  const dataDir = temporaryFolder();
  await finishedJob(dataDir, { id: "first1", at: daysAgo(40) });
  await finishedJob(dataDir, { id: "second", at: daysAgo(30), version: "1.1.0" });
  await finishedJob(dataDir, { id: "failed", at: daysAgo(20), status: "failed" });
  await finishedJob(dataDir, { id: "newest", at: daysAgo(1), status: "failed" });
  const waiting = leaveWaitingJob(dataDir, greeter);
  const before = everything(dataDir);
  const plan = planTidying(dataDir, { days: 7 });
  expect(plan.remove.map(({ id }) => id)).toEqual(["first1", "failed"]);
  expect(everything(dataDir)).toEqual(before);
  await tidy(dataDir, { days: 7 });
  expect(idsIn(dataDir)).toEqual(["newest", "second", waiting].sort());
  expect((await refs(dataDir)).map((ref) => ref.split(" ")[0])).toEqual([
    "refs/heads/job/newest",
    "refs/heads/job/second",
    "refs/heads/main",
    "refs/tags/v1.0.0",
    "refs/tags/v1.1.0",
  ]);
});

test("tidying by size counts what is there, and stops as soon as it fits", async () => {
  const dataDir = temporaryFolder();
  for (const [days, id] of ["newest", "middle", "oldest"].entries()) {
    await finishedJob(dataDir, { id, at: daysAgo(days), status: "failed" });
    fs.writeFileSync(path.join(dataDir, "jobs", id, "workspace", "more"), Buffer.alloc(2 ** 20));
  }
  await tidyAsSet({ dataDir, keep: { days: undefined, megabytes: 4 } });
  expect(idsIn(dataDir)).toHaveLength(3);
  expect(bytesOf(path.join(dataDir, "jobs"))).toBeGreaterThan(3 * 2 ** 20);
  await tidyAsSet({ dataDir, keep: { days: undefined, megabytes: 3 } });
  expect(idsIn(dataDir)).toEqual(["middle", "newest"]);
  expect(bytesOf(path.join(dataDir, "jobs"))).toBeLessThan(3 * 2 ** 20);
});

test("nothing is removed where nobody says how much to keep, and trouble keeps nobody from starting", async () => {
  const dataDir = temporaryFolder();
  await finishedJob(dataDir, { at: daysAgo(1000), status: "failed" });
  await tidyAsSet({ dataDir, keep: { days: undefined, megabytes: undefined } });
  expect(idsIn(dataDir)).toEqual(["abc123"]);
  fs.writeFileSync(path.join(dataDir, "removed"), "a file where a folder has to be");
  const warned = once(process, "warning");
  await tidyAsSet({ dataDir, keep: { days: 1, megabytes: undefined } });
  expect(String((await warned)[0])).toContain("Old jobs were not removed. ");
  expect(idsIn(dataDir)).toEqual(["abc123"]);
});
