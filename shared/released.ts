/** Git in one repository. */
type Git = (args: string[]) => Promise<string>;

/**
 * The commit on `main` that released a branch already: the branch's own newest one, or the one that merged it. Nothing when
 * `main` does not contain the branch.
 * @param main the newest commit of `main`. @param head that of the branch.
 */
export async function releasedAs(
  git: Git,
  main: string,
  head: string,
): Promise<string | undefined> {
  if (main === head) return head;
  if ((await git(["merge-base", main, head])) !== head) return undefined;
  const commits = await git(["rev-list", "--first-parent", "--parents", main, `^${head}`]);
  const merge = commits
    .split("\n")
    .map((line) => line.split(" "))
    .find(([, , ...merged]) => merged.includes(head));
  return merge?.[0] ?? head;
}
