import fs from "node:fs";
import path from "node:path";
import semver from "semver";
import { WorkspaceError } from "../shared/errors.ts";
import type { Payload } from "../shared/events.ts";
import { currentIteration, type Job } from "../shared/job.ts";
import { debug } from "../shared/log.ts";
import { folderName } from "../shared/names.ts";
import { Repository } from "../shared/repository.ts";
import { tidy } from "../shared/tidy.ts";

const log = debug("plugins");

/** Where the finished plugin of a job lies. */
export function locatePlugin(dataDir: string, job: Job): Payload<"job:finished">["plugin"] {
  if (!job.plan) return null;
  const { name, version } = job.plan.specification;
  const directory = path.join(dataDir, "plugins", folderName(name));
  return { name, version, directory, entry: path.join(directory, "dist", "index.js") };
}

/**
 * The repository of a job's plugin. Throws a WorkspaceError when it is gone although the job has written something: a new one
 * would not hold it.
 */
export async function repositoryOf(dataDir: string, job: Job): Promise<Repository> {
  const plugin = job.plan?.specification.name ?? "";
  const written = job.commits.plan ?? job.tests?.tree ?? currentIteration(job)?.code?.tree;
  if (written === undefined || Repository.exists(dataDir, plugin)) {
    return Repository.open(dataDir, plugin);
  }
  const folder = path.join(dataDir, "repos", `${folderName(plugin)}.git`);
  throw new WorkspaceError(
    `The repository ${folder} is missing, expected it with what job ${job.id} has written so far. Bring it back from a copy, or create the plugin anew.`,
  );
}

/** Takes away what a process that was killed left half done of the plugins of these jobs. */
export function tidyUp(dataDir: string, unfinished: Job[]): void {
  const plugins = unfinished.flatMap(({ plan }) => (plan ? [plan.specification.name] : []));
  for (const plugin of new Set(plugins)) {
    try {
      tidy(dataDir, plugin);
    } catch (error) {
      log("%s is not tidied up: %s", plugin, error); // whoever cannot work on it tells why
    }
  }
}

/** Gives every job a version of its plugin that no release has and no other job works on. */
export class Versions {
  readonly #dataDir: string;
  readonly #reserved = new Map<string, { plugin: string; version: string }>();

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** The wanted version, or the next patch that is free. */
  async reserve(jobId: string, plugin: string, wanted: string): Promise<string> {
    const released = await this.#released(plugin);
    // From here on nothing is awaited: two jobs cannot see the same version free.
    const others = [...this.#reserved].filter(
      ([id, each]) => id !== jobId && each.plugin === plugin,
    );
    const version = free(wanted, [...released, ...others.map(([, each]) => each.version)]);
    this.#reserved.set(jobId, { plugin, version });
    return version;
  }

  /** Keeps the version of a job that goes on after a restart. */
  keep({ id, plan }: Job): void {
    if (!plan) return;
    const { name, version } = plan.specification;
    this.#reserved.set(id, { plugin: name, version });
  }

  release(jobId: string): void {
    this.#reserved.delete(jobId);
  }

  async #released(plugin: string): Promise<string[]> {
    if (!Repository.exists(this.#dataDir, plugin)) return [];
    const tags = await (await Repository.open(this.#dataDir, plugin)).tags();
    return tags.map((tag) => tag.replace(/^v/, ""));
  }
}

function free(wanted: string, taken: string[]): string {
  if (!taken.includes(wanted)) return wanted;
  return free(semver.inc(wanted, "patch") ?? `${wanted}-1`, taken);
}

/**
 * Puts the built files beside the sources, so that the plugin can be loaded at once, and its packages where Node finds
 * them: one level up, because a `node_modules` inside belongs to whoever runs npm there.
 */
export function placeBuild(workspace: string, checkout: string, nodeModules: string): void {
  fs.cpSync(path.join(workspace, "dist"), path.join(checkout, "dist"), { recursive: true });
  const packages = path.join(path.dirname(checkout), "node_modules");
  for (const name of packageNames(nodeModules)) {
    const link = path.join(packages, name);
    fs.mkdirSync(path.dirname(link), { recursive: true });
    fs.rmSync(link, { recursive: true, force: true });
    fs.symlinkSync(fs.realpathSync(path.join(nodeModules, name)), link, "dir");
  }
}

function packageNames(nodeModules: string): string[] {
  const names = fs.readdirSync(nodeModules).filter((name) => !name.startsWith("."));
  return names.flatMap((name) =>
    name.startsWith("@")
      ? fs.readdirSync(path.join(nodeModules, name)).map((inner) => `${name}/${inner}`)
      : [name],
  );
}
