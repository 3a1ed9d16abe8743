import fs from "node:fs";
import path from "node:path";
import type { Job } from "../../shared/job.ts";
import { neutralGit } from "../../shared/git.ts";
import { Repository } from "../../shared/repository.ts";
import { makeTemporaryFolder } from "../../shared/temporary-folder.ts";
import { refsOf } from "./format.ts";

/** Who wrote the commit that only holds trees together. */
const NOBODY = { NAME: "plugin-dynamic", EMAIL: "plugin-dynamic@localhost" };

/**
 * Writes a git bundle with a job's branch, the trees of its answers, its tag and `main`; or nothing, when it has not
 * committed anything. It is made in a repository aside that borrows the plugin's objects: nothing is written there.
 */
export async function makeBundle(dataDir: string, job: Job, file: string): Promise<boolean> {
  const name = job.plan?.specification.name;
  if (name === undefined || !Repository.exists(dataDir, name)) return false;
  const { folder } = await Repository.open(dataDir, name);
  const aside = makeTemporaryFolder("export");
  try {
    const git = neutralGit(aside, { variables: { GIT_DIR: aside, ...identity } });
    await git.raw("init", "--quiet", "--bare", aside);
    const borrowed = path.join(fs.realpathSync(folder), "objects");
    fs.writeFileSync(path.join(aside, "objects", "info", "alternates"), `${borrowed}\n`);
    const refs = await refsIn(folder, job);
    if (!refs.has(refsOf(job).branch)) return false;
    const trees = await commitOfTrees(aside, job);
    if (trees) refs.set(refsOf(job).trees, trees);
    for (const [ref, id] of refs) await git.raw("update-ref", ref, id);
    await git.raw("bundle", "create", "--quiet", "--version=2", file, ...refs.keys());
    return true;
  } finally {
    fs.rmSync(aside, { recursive: true, force: true });
  }
}

const identity = {
  GIT_AUTHOR_NAME: NOBODY.NAME,
  GIT_AUTHOR_EMAIL: NOBODY.EMAIL,
  GIT_COMMITTER_NAME: NOBODY.NAME,
  GIT_COMMITTER_EMAIL: NOBODY.EMAIL,
};

/** The refs of a plugin's repository that belong to a job, and `main`. */
async function refsIn(folder: string, job: Job): Promise<Map<string, string>> {
  const { branch, main, tag } = refsOf(job);
  const wanted = [branch, main, ...(tag ? [tag] : [])];
  const git = neutralGit(folder, { variables: { GIT_DIR: folder } });
  const format = "--format=%(refname) %(objectname) %(*objectname)";
  const lines = (await git.raw("for-each-ref", format, ...wanted)).split("\n").filter(Boolean);
  const refs = lines.map((line) => line.split(" ") as [string, string, string]);
  // A tag of that name can be another job's, which was faster.
  const own = refs.filter(
    ([ref, id, commit]) => ref !== tag || (commit || id) === job.commits.release,
  );
  return new Map(own.map(([ref, id]) => [ref, id]));
}

/** A commit with the trees that reports compare, each in a folder of its own; without any, none. */
async function commitOfTrees(aside: string, { tests, iterations }: Job) {
  const named = [
    tests?.tree,
    ...iterations.flatMap(({ code, testsTree }) => [code?.tree, testsTree]),
  ].filter((tree) => tree !== undefined);
  const variables = { GIT_DIR: aside, GIT_INDEX_FILE: path.join(aside, "trees.index") };
  const git = neutralGit(aside, { variables: { ...variables, ...identity } });
  const kept: string[] = [];
  for (const tree of new Set(named)) {
    try {
      await git.raw("read-tree", "-i", `--prefix=${tree}/`, tree);
      kept.push(tree);
    } catch {
      // Somebody tidied up the repository; the report then says that it cannot show what changed.
    }
  }
  if (kept.length === 0) return undefined;
  const whole = (await git.raw("write-tree")).trim();
  return (await git.raw("commit-tree", "-m", "The trees of single answers", whole)).trim();
}
