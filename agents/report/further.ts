import { folderName } from "../../shared/names.ts";
import { isRecording, type Job } from "../../shared/job.ts";
import { branchOf, tagOf } from "../coordinator/coordinator.ts";
import { code, text, type Block } from "./document.ts";
import { keptIteration } from "./outcome.ts";

/** How to look into what git holds of a job. */
export function furtherBlocks(job: Job): Block[] {
  const { plan, commits } = job;
  const ours = [`plugin-dynamic status ${job.id}`, `plugin-dynamic log ${job.id}`];
  if (!plan || !commits.plan) return [code("sh", ours.join("\n"))];
  const { name, version } = plan.specification;
  const git = `git -C repos/${folderName(name)}.git`;
  const kept = keptIteration(job)?.commit;
  const lines = [
    `${git} log --stat ${branchOf(job)}`,
    ...(kept ? [`${git} show ${kept.slice(0, 12)}`] : []),
    ...(kept && commits.tests
      ? [`${git} diff ${commits.tests.slice(0, 12)} ${kept.slice(0, 12)}`]
      : []),
    ...(commits.release ? [`${git} show ${tagOf(version)}`] : []),
  ];
  const replay =
    isRecording(job) || job.spent.length === 0 ? [] : [`plugin-dynamic replay ${job.id}`];
  return [
    text("In the data folder:"),
    code("sh", lines.join("\n")),
    text("And anywhere:"),
    code("sh", [...ours, ...replay].join("\n")),
  ];
}
