import fs from "node:fs";
import {
  reportFile,
  reportTexts,
  writeReport,
  type ReportFormat,
} from "../../agents/report/write-report.ts";
import { ConfigError, WorkspaceError } from "../../shared/errors.ts";
import { Jobs } from "../../shared/jobs.ts";
import { ExitCode } from "../terminal/explain.ts";
import { print, printJson } from "../terminal/output.ts";
import type { Settings } from "./settings.ts";

export interface ReportArguments {
  format: ReportFormat;
  /** File to write the report into, or `-` for standard output; the job's folder when it is not given. */
  output?: string | undefined;
}

/** Makes the report of a job as it stands, finished or not. Needs no claim on the data folder. */
export async function report(
  jobId: string,
  { format, output }: ReportArguments,
  { config: { dataDir }, json }: Settings,
): Promise<ExitCode> {
  const job = new Jobs(dataDir).get(jobId);
  if (output === "-") {
    print((await reportTexts(dataDir, job))[format].trimEnd());
    return ExitCode.completed;
  }
  const file = output ?? reportFile(dataDir, job, format);
  try {
    if (output === undefined) await writeReport(dataDir, job);
    else fs.writeFileSync(file, (await reportTexts(dataDir, job))[format]);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    const Trouble = output === undefined ? WorkspaceError : ConfigError;
    throw new Trouble(
      `The report cannot be written to ${file} (${code}). Give a file that can be with --output <file>, or print it with --output -.`,
      { cause },
    );
  }
  if (json) printJson({ jobId: job.id, format, file });
  else print(file);
  return ExitCode.completed;
}
