import type { MouseEvent, ReactNode } from "react";
import { API } from "../../studio/api/endpoint.ts";
import { key } from "../key.ts";
import { saveFile } from "../parts/save-file.ts";

interface Props {
  jobId: string;
  file: "report.html" | "report.md" | "archive.tgz";
  onTrouble: (error: unknown) => void;
  children: ReactNode;
}

/** A file of a job. A link shows no key, so where the server wants one the file is fetched with it. */
export function Download({ jobId, file, onTrouble, children }: Props) {
  const path = `jobs/${jobId}/${file}`;
  const isShown = file === "report.html";
  const onClick = (event: MouseEvent): void => {
    if (!key()) return;
    event.preventDefault();
    saveFile(path, isShown ? undefined : `${jobId}-${file}`).catch(onTrouble);
  };
  return (
    <a
      href={API + path}
      onClick={onClick}
      {...(isShown ? { target: "_blank", rel: "noreferrer" } : { download: true })}
    >
      {children}
    </a>
  );
}
