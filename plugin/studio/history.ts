import fs from "node:fs";
import path from "node:path";
import { characterNames } from "../../agents/report/cast-and-cost.ts";
import { criteriaTable } from "../../shared/criteria.ts";
import {
  changesBetween,
  commitAt,
  commitsOf,
  entriesOf,
  MOST_COMMITS,
  openRepository,
  textAt,
  type Commit,
} from "../../shared/history.ts";
import type { Job } from "../../shared/job.ts";
import { folderName } from "../../shared/names.ts";
import type { Repository } from "../../shared/repository.ts";
import { nameOf } from "../commands/job-facts.ts";
import { Commit as ListedCommit } from "./api/history.ts";
import type { historyApi, PluginEntry, RecordedIteration } from "./api/history.ts";
import type { Answers, Studio } from "./studio.ts";

const open = ({ service: { team } }: Studio, plugin: string): Promise<Repository> =>
  openRepository(team.config.dataDir, plugin);

/** What git and the journals know of plugins. */
export const history: Answers<typeof historyApi> = {
  plugins(_input, { service: { team } }) {
    return pluginEntries(team.config.dataDir, team.jobs.all());
  },
  async commits({ plugin }, studio) {
    const repository = await open(studio, plugin);
    // One more than is shown tells whether there are others.
    const commits = await commitsOf(repository, MOST_COMMITS + 1);
    const { dataDir } = studio.service.team.config;
    return {
      plugin,
      repository: repository.folder,
      checkout: fs.existsSync(repository.checkout) ? repository.checkout : null,
      // Bodies are many times what lists show.
      commits: commits.slice(0, MOST_COMMITS).map((commit) => ListedCommit.parse(commit)),
      isCut: commits.length > MOST_COMMITS,
      characters: Object.fromEntries(characterNames(dataDir)),
    };
  },
  async commit({ plugin, commit: hash }, studio) {
    const repository = await open(studio, plugin);
    const commit = await commitAt(repository, hash);
    const [files, changes] = await Promise.all([
      entriesOf(repository, commit.hash),
      changesBetween(repository, commit.parents[0], commit.hash),
    ]);
    const job = studio.service.team.jobs.find(commit.trailers.Job ?? "");
    return { commit, files, changes, iteration: job ? recordedIteration(commit, job) : null };
  },
  async file({ plugin, commit, path: file }, studio) {
    return textAt(await open(studio, plugin), commit, file);
  },
  async changes({ plugin, from, to }, studio) {
    return changesBetween(await open(studio, plugin), from, to);
  },
};

/** Plugins with a repository in a data folder, newest first; git is not asked, however many there are. */
export function pluginEntries(dataDir: string, jobs: Job[]): PluginEntry[] {
  const folder = path.join(dataDir, "repos");
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith(".git") && fs.existsSync(path.join(folder, name, "HEAD")))
    .map((name): PluginEntry => {
      const plugin = name.slice(0, -".git".length);
      const own = jobs
        .filter((job) => folderName(nameOf(job) ?? "") === plugin)
        .sort((one, other) => other.createdAt.localeCompare(one.createdAt));
      const releases = own.flatMap(({ status, plan }) =>
        status === "completed" && plan ? [plan.specification.version] : [],
      );
      return {
        folder: plugin,
        movedAt: new Date(movedAt(path.join(folder, name))).toISOString(),
        description: own.find(({ plan }) => plan)?.plan?.specification.description ?? null,
        releases: [...new Set(releases)],
        jobs: own.map(({ id, status }) => ({ id, status })),
      };
    })
    .sort((one, other) => other.movedAt.localeCompare(one.movedAt));
}

/** When a branch moved last, in milliseconds: git renames a file into one of these folders then. */
function movedAt(repository: string): number {
  const heads = path.join(repository, "refs", "heads");
  const times = [repository, heads, path.join(heads, "job")].map(
    (each) => fs.statSync(each, { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  return Math.max(...times.slice(1), 0) || Math.max(...times);
}

/** What a job's journal says of the iteration that a commit records; nothing for a commit of another kind. */
export function recordedIteration(
  { hash, trailers }: Pick<Commit, "hash" | "trailers">,
  job: Job,
): RecordedIteration | null {
  // A way back to an iteration is a commit of its own, which only says the iteration's number.
  const recorded =
    job.iterations.find(({ commit }) => commit === hash) ??
    job.iterations.find(({ number }) => String(number) === trailers.Iteration);
  if (!recorded) return null;
  const { number, gates, review, findings } = recorded;
  const tests = gates.find(({ name }) => name === "test")?.tests;
  return {
    number,
    gates,
    review: review ?? null,
    answers: findings,
    criteria: tests ? criteriaTable(job.plan?.criteria ?? [], tests) : [],
  };
}
