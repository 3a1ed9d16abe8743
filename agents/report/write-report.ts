import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { Job } from "../../shared/job.ts";
import { warn } from "../../shared/log.ts";
import { characterNames } from "./cast-and-cost.ts";
import { changesOf } from "./changes.ts";
import { renderHtml } from "./html.ts";
import { jobReport } from "./job-report.ts";
import { renderMarkdown } from "./markdown.ts";

/** The faces of a report, by the ending of their file. */
const faces = { html: renderHtml, md: renderMarkdown };
export type ReportFormat = keyof typeof faces;
export const reportFormats = Object.keys(faces) as ReportFormat[];

/** The report of a job as it stands, in every format. */
export async function reportTexts(
  dataDir: string,
  job: Job,
): Promise<Record<ReportFormat, string>> {
  const changes = await changesOf(dataDir, job);
  const report = jobReport(job, { changes, characters: characterNames(dataDir) });
  return { html: faces.html(report), md: faces.md(report) };
}

/** Where the report of a job lies. */
export const reportFile = (
  dataDir: string,
  { id }: Pick<Job, "id">,
  format: ReportFormat,
): string => path.join(dataDir, "jobs", id, `report.${format}`);

/** Writes the report of a job into its folder, in every format, and returns the page's file. */
export async function writeReport(dataDir: string, job: Job): Promise<string> {
  const texts = await reportTexts(dataDir, job);
  for (const format of reportFormats) replaceFile(reportFile(dataDir, job, format), texts[format]);
  return reportFile(dataDir, job, "html");
}

/** The same for a job that must not be disturbed by it: without a file, and with a warning, when it cannot be written. */
export async function keepReport(dataDir: string, job: Job): Promise<string | undefined> {
  try {
    return await writeReport(dataDir, job);
  } catch (error) {
    // The job itself is over and well recorded; its report can be made again at any time.
    warn(`The report of job ${job.id} was not written. ${String(error)}`);
    return undefined;
  }
}

/** Whoever reads the file finds the old one or the new one, never half of it. */
function replaceFile(file: string, content: string): void {
  const fresh = `${file}.${crypto.randomUUID()}`;
  try {
    fs.writeFileSync(fresh, content, { flag: "wx" });
    fs.renameSync(fresh, file);
  } finally {
    fs.rmSync(fresh, { force: true });
  }
}
