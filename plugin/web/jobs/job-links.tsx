import { FileDown, FileText, FolderGit2, Package, UsersRound } from "lucide-react";
import { useState } from "react";
import type { JobSummary } from "../../studio/api/jobs.ts";
import { reasonOf } from "../api.ts";
import { linkTo } from "../place.ts";
import { Download } from "./download.tsx";
import { isOver } from "./words.ts";

/** Ways to where more of a job is shown, and its files. */
export function JobLinks({ job, withFiles = false }: { job: JobSummary; withFiles?: boolean }) {
  const { id, plugin, commit } = job;
  const [trouble, setTrouble] = useState<string>();
  const file = { jobId: id, onTrouble: (error: unknown) => setTrouble(reasonOf(error)) };
  return (
    <nav className="row job-links" aria-label={`More of job ${id}`}>
      <a href={linkTo("team", id)}>
        <UsersRound size={15} aria-hidden="true" /> Team
      </a>
      {plugin && commit && (
        <a href={linkTo("history", plugin)}>
          <FolderGit2 size={15} aria-hidden="true" /> History
        </a>
      )}
      {isOver(job) && (
        <Download {...file} file="report.html">
          <FileText size={15} aria-hidden="true" /> Report
        </Download>
      )}
      {withFiles && isOver(job) && (
        <>
          <Download {...file} file="report.md">
            <FileDown size={15} aria-hidden="true" /> Report as Markdown
          </Download>
          <Download {...file} file="archive.tgz">
            <Package size={15} aria-hidden="true" /> Archive
          </Download>
        </>
      )}
      {trouble && (
        <p className="outcome trouble" role="alert">
          {trouble}
        </p>
      )}
    </nav>
  );
}
