import fs from "node:fs";
import type http from "node:http";
import path from "node:path";
import { exportJob } from "../../agents/archive/export-job.ts";
import { reportFormats, reportTexts } from "../../agents/report/write-report.ts";
import { makeTemporaryFolder } from "../../shared/temporary-folder.ts";
import { sendCommitArchive } from "./archive-download.ts";
import type { Studio } from "./studio.ts";

const REPORT = new RegExp(`^jobs/([a-z0-9]+)/report\\.(${reportFormats.join("|")})$`);
const ARCHIVE = /^jobs\/([a-z0-9]+)\/archive\.tgz$/;

/** Sends a job's report or archive, or a commit's files, if that is what a path asks for; says whether it was. */
export async function sendDownload(
  name: string,
  response: http.ServerResponse,
  studio: () => Studio,
): Promise<boolean> {
  const [, reported, format] = REPORT.exec(name) ?? [];
  const [, archived] = ARCHIVE.exec(name) ?? [];
  if (reported) await sendReport(reported, format as "html" | "md", response, studio());
  if (archived) await sendArchive(archived, response, studio());
  if ((reported ?? archived) !== undefined) return true;
  return sendCommitArchive(name, response, studio);
}

/** The report as it stands; it loads nothing and runs nothing, so that it may be looked at here. */
async function sendReport(
  jobId: string,
  format: "html" | "md",
  response: http.ServerResponse,
  { service: { team } }: Studio,
): Promise<void> {
  const texts = await reportTexts(team.config.dataDir, team.jobs.get(jobId));
  response.writeHead(200, {
    "Content-Type": format === "html" ? "text/html; charset=utf-8" : "text/markdown; charset=utf-8",
    "Content-Security-Policy":
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox",
    "Content-Disposition": `${format === "html" ? "inline" : "attachment"}; filename="report-${jobId}.${format}"`,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
  });
  response.end(texts[format]);
}

async function sendArchive(
  jobId: string,
  response: http.ServerResponse,
  { service: { team } }: Studio,
): Promise<void> {
  const { dataDir, secrets } = team.config;
  const folder = makeTemporaryFolder("download");
  try {
    const file = path.join(folder, `job-${jobId}.tgz`);
    const machine = { dataDir, secrets: secrets.map((secret) => secret.reveal()) };
    await exportJob(team.jobs, jobId, file, machine);
    response.writeHead(200, {
      "Content-Type": "application/gzip",
      "Content-Disposition": `attachment; filename="job-${jobId}.tgz"`,
      "Cache-Control": "no-store",
    });
    response.end(fs.readFileSync(file));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
