import { WorkspaceError } from "../../shared/errors.ts";
import type { Iteration, Job } from "../../shared/job.ts";
import { withoutSecrets } from "../../shared/redact.ts";
import { Repository } from "../../shared/repository.ts";

/** Lines that a report shows of one file, and of all files of an iteration. */
const MOST_OF_FILE = 300;
const MOST_OF_ITERATION = 1200;
const LONGEST_LINE = 400;

/** What an iteration changed in one file. */
export interface FileChange {
  file: string;
  kind: "new" | "changed" | "removed";
  added: number;
  removed: number;
  /** Hunks of the unified patch. */
  lines: string[];
  /** Lines of the patch that are left out because there are too many. */
  left: number;
}

/** What each iteration changed, by its number. */
export type Changes = Map<number, FileChange[]>;

/** What git knows of a job's changes; a sentence where it cannot be asked. */
export async function changesOf(dataDir: string, job: Job): Promise<Changes | string> {
  const name = job.plan?.specification.name;
  if (name === undefined || job.iterations.length === 0) return new Map();
  if (!Repository.exists(dataDir, name)) return "The plugin's repository is not there any more.";
  try {
    const repository = await Repository.open(dataDir, name);
    const changes: Changes = new Map();
    for (const iteration of job.iterations) {
      changes.set(iteration.number, await changesIn(iteration, job, repository));
    }
    return changes;
  } catch (error) {
    // A report without changes says more than none.
    if (error instanceof WorkspaceError) return error.message;
    throw error;
  }
}

async function changesIn(
  iteration: Iteration,
  job: Job,
  repository: Repository,
): Promise<FileChange[]> {
  const base = baseOf(iteration, job);
  const before = job.iterations.find(({ number }) => number === iteration.number - 1);
  const steps: [string | undefined, string | undefined][] = [
    [base?.code?.tree, iteration.code?.tree],
    [before && testsOf(before, job), testsOf(iteration, job)],
  ];
  const patches = await Promise.all(
    steps.map(async ([earlier, later]) =>
      later === undefined || later === earlier ? "" : repository.patch(earlier, later),
    ),
  );
  const files = patches.flatMap(readPatch);
  let room = MOST_OF_ITERATION;
  return files.map((change) => {
    const lines = change.lines.slice(0, Math.min(MOST_OF_FILE, room)).map(short);
    room -= lines.length;
    return { ...change, lines, left: change.lines.length - lines.length };
  });
}

/** The iteration whose files another one began with; new tests alone leave the code of the one before. */
export const baseOf = ({ number, base }: Iteration, { iterations }: Job): Iteration | undefined =>
  iterations.find((each) => each.number === (base ?? number - 1));

/** Tests of an iteration; those of one that was not checked yet are the job's. */
const testsOf = ({ number, testsTree }: Iteration, { iterations, tests }: Job) =>
  testsTree ?? (number === iterations.length ? tests?.tree : undefined);

/** The files of a unified patch of git. */
export function readPatch(patch: string): Omit<FileChange, "left">[] {
  // Lines of files have a sign in front, so that none of them can pass for the beginning of a file's part.
  const parts = withoutSecrets(patch)
    .split(/^diff --git /m)
    .slice(1);
  return parts.map((part) => {
    const all = part.trimEnd().split(/\r?\n/);
    const start = all.findIndex((line) => line.startsWith("@@"));
    const header = start < 0 ? all : all.slice(0, start);
    const lines = start < 0 ? [] : all.slice(start);
    const has = (word: string): boolean => header.some((line) => line.startsWith(word));
    return {
      file: fileOf(header),
      kind: has("new file") ? "new" : has("deleted file") ? "removed" : "changed",
      added: lines.filter((line) => line.startsWith("+")).length,
      removed: lines.filter((line) => line.startsWith("-")).length,
      lines,
    };
  });
}

/** The name after the change, or the one before when the file is gone. An empty file has only its first line to tell it. */
function fileOf([first = "", ...rest]: string[]): string {
  const named = ["+++ b/", "--- a/"].flatMap((sign) =>
    rest.filter((line) => line.startsWith(sign)).map((line) => line.slice(sign.length)),
  );
  return (named[0] ?? first.split(" b/").at(-1) ?? "").replace(/\t$/, "");
}

const short = (line: string): string =>
  line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
