import type { SimpleGit } from "simple-git";
import { shown } from "../../shared/findings.ts";
import { BadArchive } from "./read-archive.ts";

/** What a repository from elsewhere may hold; far more than a plugin with all its iterations does. */
const MOST = { objects: 50_000, bytes: 128 * 1024 * 1024, files: 10_000, depth: 20 };

/** Files that tell git what to do wherever they lie. */
const GIT_FILES = /^\.git(?:$|attributes$|modules$)/i;

const FOLDER = "40000";
const FILES = ["100644", "100755"];

interface Entry {
  mode: string;
  name: string;
  id: string;
}

/**
 * Throws BadArchive when a repository is too large, or has anything in any commit but ordinary files in ordinary folders:
 * no links, no other repositories, no files that change what git does. Git itself looks at the rest when it fetches.
 */
export async function assertOrdinary(git: SimpleGit): Promise<void> {
  const list = await git.raw("cat-file", "--batch-all-objects", "--batch-check");
  const objects = list.trimEnd().split("\n");
  const bytes = objects.reduce((sum, line) => sum + Number(line.split(" ")[2]), 0);
  if (objects.length > MOST.objects || bytes > MOST.bytes) {
    throw new BadArchive(
      `its git bundle has ${objects.length} objects with ${bytes} bytes; at most ${MOST.objects} and ${MOST.bytes} are taken.`,
    );
  }
  const all = (await git.binaryCatFile(["--batch-all-objects", "--batch"])) as Buffer;
  const { trees, roots } = treesIn(all);
  for (const entries of trees.values()) for (const entry of entries) assertEntry(entry);
  const known = new Map<string, { files: number; depth: number }>();
  for (const root of roots) assertSize(root, trees, known);
}

/** All trees in what `cat-file --batch` says, and those that are the root of a commit. */
function treesIn(all: Buffer): { trees: Map<string, Entry[]>; roots: Set<string> } {
  const trees = new Map<string, Entry[]>();
  const roots = new Set<string>();
  for (let at = 0; at < all.length;) {
    const end = all.indexOf("\n", at);
    const [id = "", type, size] = all.toString("latin1", at, end).split(" ");
    const content = all.subarray(end + 1, end + 1 + Number(size));
    if (type === "tree") trees.set(id, entriesOf(content));
    if (type === "commit")
      roots.add(content.toString("latin1", "tree ".length, "tree ".length + 40));
    at = end + 1 + Number(size) + 1;
  }
  return { trees, roots };
}

/** A tree as git stores it: mode, name, a zero byte and twenty bytes of id, over and over. */
function entriesOf(tree: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < tree.length;) {
    const space = tree.indexOf(" ", at);
    const zero = tree.indexOf(0, space);
    entries.push({
      mode: tree.toString("latin1", at, space),
      name: tree.toString("utf8", space + 1, zero),
      id: tree.toString("hex", zero + 1, zero + 21),
    });
    at = zero + 21;
  }
  return entries;
}

function assertEntry({ mode, name }: Entry): void {
  if (mode !== FOLDER && !FILES.includes(mode)) {
    throw new BadArchive(
      `its git bundle holds ${shown(name)}, which is a link or another repository (mode ${mode}).`,
    );
  }
  if (GIT_FILES.test(name)) {
    throw new BadArchive(`its git bundle holds ${shown(name)}, which would tell git what to do.`);
  }
}

/** A few folders that hold each other many times over become more files than any disk has. */
function assertSize(
  id: string,
  trees: Map<string, Entry[]>,
  known: Map<string, { files: number; depth: number }>,
  level = 1,
): { files: number; depth: number } {
  const before = known.get(id);
  if (before) return before;
  if (level > MOST.depth) refuseSize();
  const size = { files: 0, depth: 1 };
  for (const entry of trees.get(id) ?? []) {
    const inside =
      entry.mode === FOLDER
        ? assertSize(entry.id, trees, known, level + 1)
        : { files: 1, depth: 0 };
    size.files += inside.files;
    size.depth = Math.max(size.depth, inside.depth + 1);
    if (size.files > MOST.files || size.depth > MOST.depth) refuseSize();
  }
  known.set(id, size);
  return size;
}

function refuseSize(): never {
  throw new BadArchive(
    `a commit in its git bundle has more than ${MOST.files} files, or folders more than ${MOST.depth} deep.`,
  );
}
