import { branchOf } from "../coordinator/coordinator.ts";
import { currentIteration, type Iteration, type Job } from "../../shared/job.ts";
import { bestOf } from "../../shared/loop/fitness.ts";
import { openFindings } from "../../shared/loop/open-findings.ts";
import type { Finding } from "../../shared/results.ts";
import { count, type Tone } from "./document.ts";

/** How a job ended, in plain words. */
export interface Outcome {
  tone: Tone;
  title: string;
  /** The reason that the job gave, in whose words ever. */
  reason: string;
  /** What that means, in ours. */
  meaning: string;
  /** What nobody mended in the iteration that is kept. */
  open: Finding[];
}

/** The iteration that counts: the one that was released, or else the one that came farthest. */
export function keptIteration(job: Job): Iteration | undefined {
  if (job.finished?.status === "completed") return currentIteration(job);
  return (
    job.iterations.find(({ number }) => number === job.finished?.best) ?? bestOf(job.iterations)
  );
}

export function outcomeOf(job: Job): Outcome {
  const kept = keptIteration(job);
  const open = kept ? openFindings(kept) : [];
  const { finished, waiting } = job;
  if (!finished) {
    const meaning = "This report was made before the end of the job; another one is made then.";
    const title = waiting ? "Waiting" : "Not finished yet";
    return { tone: "open", title, reason: waiting?.reason ?? "", meaning, open };
  }
  // What is open stands below, with its places.
  const [reason = ""] = finished.reason.split("\nOpen:\n");
  switch (finished.status) {
    case "completed": {
      const title = open.length > 0 ? "Completed with open remarks" : "Completed";
      const rounds = count(finished.iterations, "iteration");
      const meaning = `Every gate is green and the reviewer approved after ${rounds}.`;
      return { tone: open.length > 0 ? "open" : "good", title, reason, meaning, open };
    }
    case "failed":
      return { tone: "bad", title: failure(job), reason, meaning: whatIsLeft(job), open };
    case "cancelled":
      return { tone: "quiet", title: "Cancelled", reason, meaning: whatIsLeft(job), open };
  }
}

function failure({ finished }: Job): string {
  switch (finished?.ending) {
    case "no-progress":
      return "Stopped, since nothing led farther";
    case "limit":
      return "Failed: no iteration is left";
    case "not-mendable":
      return "Failed: new code cannot mend what is wrong";
    case undefined:
      return "Failed";
  }
}

/** What there is of a job that was not approved. */
function whatIsLeft(job: Job): string {
  const kept = keptIteration(job);
  if (!kept?.commit) return "No iteration was checked and recorded, so there is none to keep.";
  const isLast = job.commits.best !== undefined || currentIteration(job)?.commit === kept.commit;
  const place = isLast ? "stands at the end of" : `is commit ${kept.commit.slice(0, 7)} of`;
  return `Iteration ${kept.number} came farthest; it ${place} the branch ${branchOf(job)}.`;
}
