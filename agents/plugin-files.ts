import { PluginCreationError } from "../shared/errors.ts";
import type { Payload } from "../shared/events.ts";
import { assertWritable, isTest, type Files, type Writer } from "../shared/files.ts";
import { currentIteration, type Iteration, type Job } from "../shared/job.ts";
import type { Repository } from "../shared/repository.ts";
import type { PluginSpecification } from "../shared/specification.ts";
import { CHANGELOG } from "./changelog.ts";
import type { Answer } from "./models/model.ts";
import { scaffold } from "./scaffold.ts";

/** The plan of a job that must have one by now. */
export function planOf(job: Job): Payload<"plan:completed"> {
  if (job.plan) return job.plan;
  throw new PluginCreationError(`Job ${job.id} has no plan yet.`);
}

/** Stores what a model wrote as a git tree, if the writer may write it; a path written twice counts once, the last one. */
export async function storeFiles(
  writer: Writer,
  { files, summary }: Answer<"code">,
  repository: Repository,
): Promise<{ tree: string; summary: string; files: string[] }> {
  const written: Files = Object.fromEntries(files.map(({ path, content }) => [path, content]));
  assertWritable(writer, written);
  return { tree: await repository.writeTree(written), summary, files: Object.keys(written) };
}

/** Source and README of an iteration; empty without one. */
export async function codeOf(
  iteration: Iteration | undefined,
  repository: Repository,
): Promise<Files> {
  const code = iteration?.code;
  return code ? repository.readTree(code.tree) : {};
}

/** What a job that improves a plugin begins with. */
export interface Released {
  /** Everything that was released. */
  files: Files;
  /** Source and README. */
  code: Files;
  /** Tests, without what comes with every plugin. */
  tests: Files;
  specification: PluginSpecification;
}

/** The release that a job improves; nothing for any other job. */
export async function releasedFor(
  { parent, request }: Job,
  repository: Repository,
): Promise<Released | undefined> {
  const { specification } = request;
  if (parent?.how !== "improve" || !parent.commit || !specification) return undefined;
  const [tree = ""] = await repository.treesOf([parent.commit]);
  const files = await repository.readTree(tree);
  const given = { ...scaffold(specification), [CHANGELOG]: "" };
  const own = Object.entries(files).filter(([file]) => !(file in given));
  return {
    files,
    code: Object.fromEntries(own.filter(([file]) => !isTest(file))),
    tests: Object.fromEntries(own.filter(([file]) => isTest(file))),
    specification,
  };
}

/** The CHANGELOG that a job's branch begins with, if there is one; the release writes it on. */
async function changelogBefore({ parent }: Job, repository: Repository): Promise<Files> {
  if (!parent?.commit) return {};
  const [tree = ""] = await repository.treesOf([parent.commit]);
  const text = (await repository.readTree(tree))[CHANGELOG];
  return text === undefined ? {} : { [CHANGELOG]: text };
}

/**
 * The whole plugin as it stands, or with other code of the coder's: ours, the tester's and the coder's files; nobody can
 * replace ours.
 */
export async function pluginFiles(
  job: Job,
  repository: Repository,
  code: { tree: string } | undefined = currentIteration(job)?.code,
): Promise<Files> {
  return {
    ...(code ? await repository.readTree(code.tree) : {}),
    ...(job.tests ? await repository.readTree(job.tests.tree) : {}),
    ...(await changelogBefore(job, repository)),
    ...scaffold(planOf(job).specification),
  };
}
