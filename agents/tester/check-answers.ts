import fs from "node:fs";
import path from "node:path";
import type { Payload } from "../../shared/events.ts";
import { WorkspaceError } from "../../shared/errors.ts";
import { isTest, readFolder, writeFolder } from "../../shared/files.ts";
import { currentIteration, type Iteration, type Job } from "../../shared/job.ts";
import { compareIterations } from "../../shared/loop/fitness.ts";
import type { Repository } from "../../shared/repository.ts";
import type { CheckReport } from "../../shared/results.ts";
import type { Turn } from "../agent.ts";
import { planOf, pluginFiles } from "../plugin-files.ts";
import { scaffold } from "../scaffold.ts";

type Checked = Pick<Payload<"checks:completed">, "report" | "chosen">;

/**
 * Runs every gate on the coder's answer. Where there are several answers each has the gates to itself, until one is green;
 * the one that came farthest stays in the workspace.
 */
export async function checkAnswers(turn: Turn): Promise<Checked> {
  const iteration = currentIteration(turn.job);
  const { code, others = [] } = iteration ?? {};
  if (!iteration || !code) throw new Error(`Job ${turn.job.id} has no code to check.`);
  const workspace = path.join(turn.folder, "workspace");
  let best = { tree: code.tree, report: await checkOne(code, workspace, iteration, turn) };
  for (const other of others) {
    if (best.report.verdict === "passed") break;
    const beside = path.join(turn.folder, "workspace-other");
    const report = await checkOne(other, beside, iteration, turn);
    if (compareIterations(measured(iteration, report), measured(iteration, best.report)) > 0) {
      best = { tree: other.tree, report };
      fs.rmSync(workspace, { recursive: true, force: true });
      fs.renameSync(beside, workspace);
    } else fs.rmSync(beside, { recursive: true, force: true });
  }
  return { report: best.report, ...(others.length > 0 && { chosen: best.tree }) };
}

const measured = (iteration: Iteration, report: CheckReport): Iteration => ({
  ...iteration,
  report,
  gates: report.gates,
});

async function checkOne(
  code: { tree: string },
  workspace: string,
  { number }: Iteration,
  { job, signal, report, repository, config, runChecks }: Turn,
): Promise<CheckReport> {
  const git = await repository();
  writeFolder(workspace, await pluginFiles(job, git, code));
  await assertBlindTests(workspace, job, git);
  return runChecks({
    folder: workspace,
    sandbox: config.sandbox,
    dataDir: config.dataDir,
    packageMinAgeDays: config.packageMinAgeDays,
    specification: planOf(job).specification,
    mutationProof: config.mutationProof,
    signal,
    timeoutMs: config.checkTimeoutMs,
    onGate: {
      started: (gate) => report("gate:started", { iteration: number, gate }),
      completed: (gate) => report("gate:completed", { iteration: number, gate }),
    },
  });
}

/** What code is held to are the tests that were written before it, byte for byte; whatever came between is a bug. */
export async function assertBlindTests(
  workspace: string,
  { id, tests, plan }: Pick<Job, "id" | "tests" | "plan">,
  git: Repository,
): Promise<void> {
  const given = plan ? scaffold(plan.specification) : {};
  const found = Object.entries(readFolder(workspace)).filter(
    ([file]) => isTest(file) && !(file in given),
  );
  const tree = await git.writeTree(Object.fromEntries(found));
  if (tree === tests?.tree) return;
  throw new WorkspaceError(
    `Job ${id}: src/__tests__ has the tree ${tree}, expected ${tests?.tree ?? "none"}: the tests that were written from the specification, and nothing else. The checks did not begin.`,
  );
}
