import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { PluginCreationError } from "../../shared/errors.ts";
import { neutralGit } from "../../shared/git.ts";
import { isFinished, type Job } from "../../shared/job.ts";
import type { Jobs } from "../../shared/jobs.ts";
import { Ledger } from "../../shared/ledger.ts";
import { Repository } from "../../shared/repository.ts";
import { paidBy } from "../../shared/spending.ts";
import { ownRefs, refsOf } from "../archive/format.ts";
import { bytesOf, foldersOf } from "./disk.ts";

export interface Removed {
  jobId: string;
  /** Folders, and names in git. */
  removed: string[];
  /** Bytes that are free now. */
  freed: number;
}

/** Where folders wait for their removal: a crash leaves no job of which half is gone. */
const TRASH = "removed";

/** Refuses a job that somebody or something may still go on with. */
export function assertOver(job: Job): void {
  if (isFinished(job)) return;
  throw new PluginCreationError(
    `Job ${job.id} is not over: ${job.status}. End it first with plugin-dynamic cancel ${job.id}.`,
  );
}

/**
 * Removes a job that is over from a data folder that this process has claimed: its folder with everything in it, its branch,
 * and what replays of it have left. What it released stays: `main`, tags, and the checkout.
 */
export async function deleteJob(dataDir: string, jobs: Jobs, jobId: string): Promise<Removed> {
  const job = jobs.get(jobId);
  assertOver(job);
  bookToday(dataDir, jobs, job);
  const trash = path.join(dataDir, TRASH);
  const removed = foldersOf(dataDir, jobId).filter((folder) => fs.existsSync(folder));
  const freed = removed.reduce((sum, folder) => sum + bytesOf(folder), 0);
  fs.mkdirSync(trash, { recursive: true });
  for (const folder of removed) fs.renameSync(folder, path.join(trash, crypto.randomUUID()));
  jobs.forget(jobId);
  const refs = await deleteRefs(dataDir, job);
  fs.rmSync(trash, { recursive: true, force: true });
  return { jobId, removed: [...removed, ...refs], freed };
}

/** What was spent today is spent, whether anybody remembers on what or not. */
function bookToday(dataDir: string, jobs: Jobs, job: Job): void {
  if (!jobs.own().includes(job)) return;
  const today = new Date().toDateString();
  const spent = paidBy(job).filter(({ at }) => new Date(at).toDateString() === today);
  const ledger = new Ledger(dataDir);
  for (const each of spent) ledger.add(each);
}

/** Takes the names away that only this job has; its commits stay for as long as `main` or a tag leads to them. */
async function deleteRefs(dataDir: string, job: Job): Promise<string[]> {
  const name = job.plan?.specification.name;
  if (name === undefined || !Repository.exists(dataDir, name)) return [];
  const { folder } = await Repository.open(dataDir, name);
  const git = neutralGit(folder, { variables: { GIT_DIR: folder } });
  const found = await git.raw("for-each-ref", "--format=%(refname)", ...ownRefs(refsOf(job)));
  const refs = found.split("\n").filter(Boolean);
  for (const ref of refs) await git.raw("update-ref", "--no-deref", "-d", ref);
  return refs;
}
