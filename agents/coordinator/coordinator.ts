import path from "node:path";
import type { CommitKind, JobEvent } from "../../shared/events.ts";
import { PluginCreationError } from "../../shared/errors.ts";
import { currentIteration, type Job } from "../../shared/job.ts";
import { bestOf } from "../../shared/loop/fitness.ts";
import { reached } from "../../shared/reached.ts";
import type { Repository } from "../../shared/repository.ts";
import { defineAgent, type Turn } from "../agent.ts";
import { planOf, pluginFiles, releasedFor } from "../plugin-files.ts";
import { CHANGELOG, changelogOf } from "../changelog.ts";
import { placeBuild } from "../finished-plugins.ts";
import { scaffold } from "../scaffold.ts";
import { prepareToolchain, type Toolchain } from "../toolchain.ts";
import { commitMessage, parentTrailer } from "./commit-message.ts";

/** Name of the branch that a job works on. */
export const branchOf = (job: Pick<Job, "id">): string => `job/${job.id}`;

/** Tag of an approved version. */
export const tagOf = (version: string): string => `v${version}`;

/** Leads: records in git what the others did. What comes next is decided by `nextRequests`. */
export const coordinator = defineAgent({
  name: "coordinator",
  answers: {
    async "commit:requested"({ kind, iteration }, turn) {
      const commit = kind === "release" ? await release(turn) : await record(kind, iteration, turn);
      return { kind, iteration, commit };
    },
  },
});

async function record(
  kind: Exclude<CommitKind, "release">,
  iteration: JobEvent<"commit:requested">["iteration"],
  turn: Turn,
): Promise<string> {
  // A plan is recorded, and money spent on it, once its packages are there; until then the job waits for somebody's yes.
  if (kind === "plan") await toolchainFor(turn);
  const { job, repository } = turn;
  const git = await repository();
  const branch = branchOf(job);
  const { subject, body, trailers, author } = commitMessage(kind, iteration, job);
  // A crash between commit and event must not lead to a second commit.
  const last = await git.newest(branch);
  if (last?.trailers.Job === job.id && last.trailers.Step === trailers.Step) return last.commit;
  const tree =
    kind === "best"
      ? await bestTree(job, git)
      : await git.writeTree(await filesFor(kind, job, git));
  const start = job.parent?.commit;
  return git.commit({ branch, tree, author, start, subject, body, trailers });
}

async function filesFor(kind: "plan" | "tests" | "iteration", job: Job, git: Repository) {
  const released = await releasedFor(job, git);
  if (kind === "plan") return { ...released?.files, ...scaffold(planOf(job).specification) };
  // The tests are recorded on their own, so that everybody can see that they came first.
  if (kind === "tests") return { ...released?.code, ...(await pluginFiles(withoutCode(job), git)) };
  return pluginFiles(job, git);
}

async function bestTree(job: Job, git: Repository): Promise<string> {
  const commit = bestOf(job.iterations)?.commit;
  const [tree] = commit ? await git.treesOf([commit]) : [];
  if (tree) return tree;
  throw new PluginCreationError(`Job ${job.id} has no iteration to go back to.`);
}

function toolchainFor({ job, config, signal }: Turn): Promise<Toolchain> {
  const { dependencies } = planOf(job).specification;
  const policy = { minAgeDays: config.packageMinAgeDays };
  return prepareToolchain(config.dataDir, dependencies, signal, policy);
}

async function release(turn: Turn): Promise<string> {
  const { job, repository, folder } = turn;
  const { name, version } = planOf(job).specification;
  const review = currentIteration(job)?.review;
  const message = {
    subject: `Release ${name} ${version}`,
    body: `The reviewer approved iteration ${job.iterations.length} with ${review?.score ?? 0} of 100: ${review?.summary ?? ""}`,
    trailers: { Job: job.id, ...parentTrailer(job) },
  };
  const git = await repository();
  const commit = await git.release(branchOf(job), tagOf(version), "coordinator", message, () =>
    recordChanges(job, git),
  );
  const { nodeModules } = await toolchainFor(turn);
  placeBuild(path.join(folder, "workspace"), git.checkout, nodeModules);
  reached("build placed", job.id);
  return commit;
}

/** Commits the CHANGELOG of a plugin that was released before: what others released meanwhile is in it too. */
async function recordChanges(job: Job, git: Repository): Promise<void> {
  const { specification } = planOf(job);
  const branch = branchOf(job);
  const head = await git.head(branch);
  const [tree] = head ? await git.treesOf([head]) : [];
  const work = job.iterations.flatMap(({ code }) => (code ? [code.summary] : []));
  const today = new Date().toISOString().slice(0, 10);
  const text = await changelogOf(git, { specification, work }, today);
  if (!tree || text === undefined) return;
  const files = await git.readTree(tree);
  if (files[CHANGELOG] === text) return; // it was recorded before a crash
  const trailers = { Job: job.id, ...parentTrailer(job), Step: "changelog" };
  const subject = `Say what changed in ${specification.version}`;
  const changed = await git.writeTree({ ...files, [CHANGELOG]: text });
  await git.commit({ branch, tree: changed, author: "coordinator", subject, body: "", trailers });
}

const withoutCode = (job: Job): Job => ({
  ...job,
  iterations: job.iterations.map((each) => ({ ...each, code: undefined })),
});
