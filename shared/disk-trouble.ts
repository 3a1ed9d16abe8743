import { WorkspaceError } from "./errors.ts";

/** What the system says when a disk or its folders cannot be used, and what helps. */
const HELP: Partial<Record<string, string>> = {
  ENOSPC: "The disk is full: free some disk space",
  EDQUOT: "The disk quota is used up: free some disk space",
  EROFS: "The disk cannot be written: mount it so that it can be",
  EACCES: "The folder belongs to somebody else: make it readable and writable",
  EPERM: "The folder belongs to somebody else: make it readable and writable",
  EIO: "The disk does not work: look at the system's log",
  EMFILE: "Too many files are open: allow this process more of them",
  ENFILE: "Too many files are open: allow this machine more of them",
};

/** An error of the system as one of ours, when it is the disk's and nobody's bug. */
export function diskTrouble(error: unknown): WorkspaceError | undefined {
  const { code = "", message } = error as NodeJS.ErrnoException;
  const help = HELP[code];
  if (!(error instanceof Error) || help === undefined) return undefined;
  return new WorkspaceError(`${help}, then try again. (${message})`, { cause: error });
}
