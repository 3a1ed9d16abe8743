import { PluginCreationError, WorkspaceError } from "./errors.ts";
import { readTrailers } from "./commit-text.ts";
import { neutralGit } from "./git.ts";
import { Repository } from "./repository.ts";

/** A commit as git has it, without its files. */
export interface Commit {
  hash: string;
  /** Hashes of the commits before it; more than one for a merge. */
  parents: string[];
  author: string;
  /** When it was made, ISO 8601. */
  at: string;
  branches: string[];
  tags: string[];
  subject: string;
  /** What stands between subject and trailers. */
  body: string;
  trailers: Record<string, string>;
}

/** A file that is not the same in two commits. */
export interface Change {
  path: string;
  how: "added" | "removed" | "changed";
  /** Numbers of lines; `null` for what is no text. */
  added: number | null;
  removed: number | null;
}

/** A file of a commit. */
export interface Entry {
  path: string;
  bytes: number;
}

/** Commits that are read at once, newest first. */
export const MOST_COMMITS = 2_000;

/** Larger files are not sent to be looked at. */
export const LARGEST_TEXT_BYTES = 2 * 1024 ** 2;

/** The tree without files; git knows it without having it. */
const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

const FIELDS = ["%H", "%P", "%an", "%cI", "%D", "%s", "%b", "%(trailers:only=true,unfold=true)"];
const FORMAT = `--format=tformat:${FIELDS.join("%x00")}`;

export const ARCHIVE_FORMATS = ["zip", "tar.gz"] as const;
export type ArchiveFormat = (typeof ARCHIVE_FORMATS)[number];

/** The repository of a plugin by the name of its folder. Throws a PluginCreationError when there is none. */
export async function openRepository(dataDir: string, folder: string): Promise<Repository> {
  const isName = /^[a-z0-9][\w.+-]*$/i.test(folder) && !folder.endsWith(".git");
  if (isName && Repository.exists(dataDir, folder)) return Repository.open(dataDir, folder);
  throw new PluginCreationError(
    `There is no plugin "${folder}" in ${dataDir}. Expected the name of a folder under repos, such as plugin-todo.`,
  );
}

/** The commits of all branches and releases, each before its parents; of more than `most`, the newest. */
export async function commitsOf(repository: Repository, most = MOST_COMMITS): Promise<Commit[]> {
  const text = await git(repository, [
    "log",
    ...["--branches", "--tags", "--topo-order", "--decorate=full", `--max-count=${most}`],
    ...["-z", FORMAT],
  ]);
  return readCommits(text);
}

/** One commit by its hash or the beginning of it. Throws a PluginCreationError when there is none. */
export async function commitAt(repository: Repository, hash: string): Promise<Commit> {
  const format = ["--decorate=full", "--max-count=1", "-z", FORMAT];
  const text = await git(repository, ["log", ...format, `${checked(hash)}^{commit}`, "--"]).catch(
    () => "", // git has several ways to say that there is none
  );
  const [commit] = readCommits(text);
  if (commit) return commit;
  throw new PluginCreationError(
    `${repository.folder} has no commit ${hash}. Its branch may have been deleted; look at the list of commits.`,
  );
}

/** What is different in the later of two commits; without an earlier one, all of its files are new. */
export async function changesBetween(
  repository: Repository,
  earlier: string | undefined,
  later: string,
): Promise<Change[]> {
  const from = earlier ? checked(earlier) : EMPTY_TREE;
  const options = ["--raw", "--numstat", "-z", "--no-renames", "--no-ext-diff", "--no-textconv"];
  return readChanges(await git(repository, ["diff", ...options, from, checked(later), "--"]));
}

/** The files of a commit, by path. */
export async function entriesOf(repository: Repository, commit: string): Promise<Entry[]> {
  const options = ["-r", "-z", "--long", "--full-tree"];
  const text = await git(repository, ["ls-tree", ...options, checked(commit)]);
  return readEntries(text).map(({ path, bytes }) => ({ path, bytes }));
}

/** A file as it stands in a commit, or why it cannot be read as a text. */
export async function textAt(
  repository: Repository,
  commit: string,
  path: string,
): Promise<{ text: string | null; why: "missing" | "binary" | "large" | null }> {
  const options = ["-z", "--long", "--full-tree"];
  const listed = await git(repository, ["ls-tree", ...options, checked(commit), "--", path]);
  const entry = readEntries(listed).find((each) => each.path === path && each.kind === "blob");
  if (!entry) return { text: null, why: "missing" };
  if (entry.bytes > LARGEST_TEXT_BYTES) return { text: null, why: "large" };
  const text = await git(repository, ["cat-file", "blob", entry.object]);
  return text.includes("\0") ? { text: null, why: "binary" } : { text, why: null };
}

/** Writes the files of a commit into an archive, in a folder named after plugin and commit. */
export async function writeArchive(
  repository: Repository,
  commit: string,
  { format, name, file }: { format: ArchiveFormat; name: string; file: string },
): Promise<void> {
  await git(repository, [
    ...["archive", `--format=${format}`, `--prefix=${name}/`],
    ...[`--output=${file}`, checked(commit)],
  ]);
}

/** A hash that git takes for nothing else: it begins with a digit or letter, so that it is no option. */
function checked(hash: string): string {
  if (/^[0-9a-f]{7,64}$/.test(hash)) return hash;
  throw new PluginCreationError(
    `"${hash}" names no commit. Expected 7 to 64 of the digits 0-9 and a-f.`,
  );
}

async function git({ folder }: Repository, args: string[]): Promise<string> {
  try {
    return await neutralGit(folder, { variables: { GIT_DIR: folder } }).raw(args);
  } catch (cause) {
    throw new WorkspaceError(
      `git ${args[0]} failed in ${folder}: ${String(cause instanceof Error ? cause.message : cause).trim()}`,
      { cause },
    );
  }
}

/** Commits as `log -z` prints them, one field after the other. */
function readCommits(text: string): Commit[] {
  const fields = text.split("\0");
  const count = Math.floor(fields.length / FIELDS.length);
  return Array.from({ length: count }, (_, index) => {
    const own = fields.slice(index * FIELDS.length, (index + 1) * FIELDS.length);
    const [hash = "", parents = "", author = "", at = "", refs = "", ...rest] = own;
    const [subject = "", body = "", trailers = ""] = rest;
    const names = refs.split(", ").map((ref) => ref.replace(/^HEAD -> |^tag: /, ""));
    return {
      ...{ hash, author, at, subject },
      parents: parents.split(" ").filter(Boolean),
      branches: below("refs/heads/", names),
      tags: below("refs/tags/", names),
      body: withoutTrailers(body, trailers),
      trailers: readTrailers(trailers),
    };
  });
}

const below = (folder: string, names: string[]): string[] =>
  names.filter((name) => name.startsWith(folder)).map((name) => name.slice(folder.length));

/** A body without the paragraph that git reads trailers from. */
function withoutTrailers(body: string, trailers: string): string {
  const text = body.trimEnd();
  if (trailers.trim() === "") return text;
  return text.slice(0, Math.max(0, text.lastIndexOf("\n\n"))).trimEnd();
}

const HOW: Record<string, Change["how"]> = { A: "added", D: "removed" };

/** What `diff --raw --numstat -z` says: first how each file changed, then by how many lines. */
function readChanges(text: string): Change[] {
  const parts = text.split("\0").filter(Boolean);
  const how = new Map<string, Change["how"]>();
  const changes: Change[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? "";
    if (part.startsWith(":")) {
      how.set(parts[index + 1] ?? "", HOW[part.at(-1) ?? ""] ?? "changed");
      index += 1;
      continue;
    }
    const [added = "", removed = "", ...path] = part.split("\t");
    const name = path.join("\t");
    changes.push({
      path: name,
      how: how.get(name) ?? "changed",
      added: added === "-" ? null : Number(added),
      removed: removed === "-" ? null : Number(removed),
    });
  }
  return changes;
}

interface Listed extends Entry {
  kind: string;
  object: string;
}

function readEntries(text: string): Listed[] {
  return text
    .split("\0")
    .filter(Boolean)
    .map((line) => {
      const [facts = "", ...path] = line.split("\t");
      const [, kind = "", object = "", bytes = ""] = facts.split(/\s+/);
      return { kind, object, bytes: Number(bytes) || 0, path: path.join("\t") };
    });
}
