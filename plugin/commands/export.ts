import path from "node:path";
import { exportJob } from "../../agents/archive/export-job.ts";
import { Jobs } from "../../shared/jobs.ts";
import { ExitCode } from "../terminal/explain.ts";
import { print, printJson } from "../terminal/output.ts";
import type { Settings } from "./settings.ts";
import { requireGit } from "./tools.ts";

export interface ExportArguments {
  /** File to write the archive into; one in the current folder when it is not given. */
  output?: string | undefined;
}

/** Writes a job that is over into one file. Needs no claim on the data folder. */
export async function exportOne(
  jobId: string,
  { output = `job-${jobId}.tgz` }: ExportArguments,
  { config: { dataDir, secrets }, json }: Settings,
): Promise<ExitCode> {
  await requireGit();
  const machine = { dataDir, secrets: secrets.map((secret) => secret.reveal()) };
  const { file, bytes, members } = await exportJob(
    new Jobs(dataDir),
    jobId,
    path.resolve(output),
    machine,
  );
  if (json) printJson({ jobId, file, bytes, members });
  else print(file);
  return ExitCode.completed;
}
