import { assertOver, deleteJob } from "../../agents/housekeeping/delete-job.ts";
import { sizeOf } from "../../agents/housekeeping/disk.ts";
import { claimDataFolder } from "../../shared/data-folder.ts";
import type { Job } from "../../shared/job.ts";
import { Jobs } from "../../shared/jobs.ts";
import { megabytesText } from "../../shared/retention.ts";
import { confirm } from "../terminal/confirm.ts";
import { ExitCode } from "../terminal/explain.ts";
import { interruptible } from "../terminal/interrupts.ts";
import { complain, print, printJson } from "../terminal/output.ts";
import { nameOf } from "./job-facts.ts";
import type { Settings } from "./settings.ts";
import { requireGit } from "./tools.ts";

export interface DeleteArguments {
  /** That nobody has to be asked. */
  yes?: boolean;
}

/** Removes a job that is over; what it released stays. No other process may work on the data folder meanwhile. */
export async function deleteOne(
  jobId: string,
  { yes = false }: DeleteArguments,
  { config: { dataDir }, json }: Settings,
): Promise<ExitCode> {
  await requireGit();
  const release = await claimDataFolder(dataDir, "plugin-dynamic delete");
  try {
    const jobs = new Jobs(dataDir);
    const job = jobs.get(jobId);
    assertOver(job);
    if (!yes && !(await mayGo(job, dataDir, json))) return ExitCode.refused;
    const deleted = await deleteJob(dataDir, jobs, jobId);
    if (json) printJson(deleted);
    else {
      print(
        `Job ${jobId} is gone; ${megabytesText(deleted.freed)} are free. Removed:`,
        ...deleted.removed.map((each) => `  ${each}`),
      );
      if (job.commits.release) print(`What it released stays: ${nameOf(job)} in git and plugins/.`);
    }
    return ExitCode.completed;
  } finally {
    release();
  }
}

/** Whether somebody sits at the terminal and says yes. */
async function mayGo(job: Job, dataDir: string, json: boolean): Promise<boolean> {
  if (json || !process.stdin.isTTY || !process.stdout.isTTY) {
    complain(
      `Nothing was removed. Say that job ${job.id} may go: plugin-dynamic delete ${job.id} --yes.`,
    );
    return false;
  }
  const { signal, dispose } = interruptible();
  const name = nameOf(job);
  const what = `job ${job.id}${name ? ` (${name})` : ""}, ${job.status}`;
  const size = megabytesText(sizeOf(dataDir, job.id));
  const answer = await confirm(`Remove ${what}, with its journal and branch (${size})?`, signal);
  dispose();
  if (!answer) complain("Nothing was removed.");
  return answer;
}
