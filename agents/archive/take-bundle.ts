import fs from "node:fs";
import path from "node:path";
import { neutralGit } from "../../shared/git.ts";
import { shown } from "../../shared/findings.ts";
import type { Job } from "../../shared/job.ts";
import { updateCheckout } from "../../shared/checkout.ts";
import { Repository } from "../../shared/repository.ts";
import { ownRefs, refsOf, type Refs } from "./format.ts";
import { assertOrdinary } from "./git-objects.ts";
import { BadArchive } from "./read-archive.ts";

/** How long git may take for a bundle; for one of the largest it takes a few seconds. */
const PATIENCE_MS = 120_000;

/** Every object is looked at before it is stored, and none is unpacked into memory whole that is large. */
const CAREFUL = [
  "transfer.fsckObjects=true",
  "fetch.fsckObjects=true",
  "fetch.unpackLimit=1",
  "core.bigFileThreshold=16m",
];

const FETCH = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance"];

/** A bundle in a repository of its own, where it was looked at and has touched nothing else. */
export interface Quarantine {
  folder: string;
  refs: Map<string, string>;
}

/** Unpacks a bundle aside and looks at everything in it; throws BadArchive for whatever does not belong to the job. */
export async function quarantine(bundle: Buffer, folder: string, job: Job): Promise<Quarantine> {
  const refs = refsIn(bundle, refsOf(job));
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "incoming.bundle");
  fs.writeFileSync(file, bundle);
  const git = carefulGit(folder);
  await git.raw("init", "--quiet", "--bare", "-b", "main", folder);
  try {
    await git.raw(...FETCH, file, ...[...refs.keys()].map((ref) => `${ref}:${ref}`));
    // Older versions of git do not look at objects that come in a bundle.
    await git.raw("fsck", "--strict", "--full", "--no-dangling", "--no-progress");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BadArchive(`git does not accept its bundle (${shown(why.trim())}).`, { cause });
  }
  await assertOrdinary(git);
  await assertSameStory(folder, job);
  return { folder, refs };
}

/** What the head of a bundle names: exactly what belongs to the job. */
function refsIn(bundle: Buffer, { branch, trees, main, tag }: Refs): Map<string, string> {
  const end = bundle.indexOf("\n\n");
  const [signature, ...lines] = bundle.toString("latin1", 0, Math.max(end, 0)).split("\n");
  if (signature !== "# v2 git bundle") throw new BadArchive("its job.bundle is no git bundle.");
  const refs = new Map(lines.map((line) => line.split(" ", 2) as [string, string]).map(swap));
  const expected = [branch, trees, main, tag].filter((ref) => ref !== undefined);
  const isRight = (line: string): boolean => /^[0-9a-f]{40} \S+$/.test(line);
  const strange = lines.find((line) => !isRight(line) || !expected.includes(line.slice(41)));
  if (strange !== undefined) {
    throw new BadArchive(
      `its git bundle holds ${shown(strange)}; expected nothing but ${expected.join(", ")}.`,
    );
  }
  if (!refs.has(branch)) throw new BadArchive(`its git bundle has no ${branch}.`);
  return refs;
}

const swap = ([id, ref]: [string, string]): [string, string] => [ref, id];

/** Journal and git have to tell of the same commits. */
async function assertSameStory(folder: string, job: Job): Promise<void> {
  const git = carefulGit(folder);
  const reachable = new Set((await git.raw("rev-list", "--all")).split("\n"));
  const { commits, iterations } = job;
  const named = [...Object.values(commits), ...iterations.map(({ commit }) => commit)];
  const missing = named.find((commit) => commit !== undefined && !reachable.has(commit));
  if (missing) throw new BadArchive(`its git bundle does not have the commit ${missing}.`);
  const { tag } = refsOf(job);
  if (!tag) return;
  const format = "--format=%(objectname) %(*objectname)";
  const [id = "", commit] = (await git.raw("for-each-ref", format, tag)).trim().split(" ");
  const tagged = commit === undefined || commit === "" ? id : commit;
  if (tagged !== "" && tagged !== commits.release) {
    throw new BadArchive(`its ${tag} is not the version that its job released.`);
  }
}

/**
 * Takes a job into the plugin's repository, under names that no other job has; `main` and its tag only where the plugin was
 * not known before. All names are there at once, or none.
 */
export async function takeIn({ folder, refs }: Quarantine, dataDir: string, job: Job) {
  const name = job.plan?.specification.name ?? "";
  const wasThere = Repository.exists(dataDir, name);
  const repository = await Repository.open(dataDir, name);
  const git = neutralGit(repository.folder, {
    variables: { GIT_DIR: repository.folder },
    protocol: "file",
    config: CAREFUL,
  });
  const here = new Map(
    (await git.raw("for-each-ref", "--format=%(refname) %(objectname)"))
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split(" ") as [string, string]),
  );
  const own = ownRefs(refsOf(job));
  // Where a crash interrupted an import, all that is here came with the same archive.
  const isNew = [...here].every(([ref, id]) => refs.get(ref) === id);
  const wanted = [...refs].filter(([ref]) => isNew || own.includes(ref));
  const other = wanted.find(([ref, id]) => here.has(ref) && here.get(ref) !== id);
  if (other) {
    throw new BadArchive(`${repository.folder} has another ${other[0]} already.`);
  }
  try {
    await git.raw(...FETCH, "--atomic", folder, ...wanted.map(([ref]) => `${ref}:${ref}`));
  } catch (error) {
    if (!wasThere) fs.rmSync(repository.folder, { recursive: true, force: true });
    throw error;
  }
  if (isNew && refs.has("refs/heads/main")) {
    await updateCheckout(repository.folder, repository.checkout);
  }
  return { isNew };
}

const carefulGit = (folder: string) =>
  neutralGit(folder, {
    variables: { GIT_DIR: folder },
    protocol: "file",
    config: CAREFUL,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
