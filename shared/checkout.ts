import fs from "node:fs";
import path from "node:path";
import { neutralGit, settingsOf } from "./git.ts";
import { debug } from "./log.ts";
import { publishFolder } from "./publish-folder.ts";

const log = debug("repository");

/** Makes people's checkout, or moves it on when nobody changed anything there; otherwise it is left as it is. */
export async function updateCheckout(repository: string, checkout: string): Promise<void> {
  if (!fs.existsSync(checkout)) {
    await publishFolder(checkout, async (building) => {
      const git = neutralGit(path.dirname(building), { protocol: "file" });
      await git.raw("clone", "--quiet", "--no-hardlinks", repository, building);
    });
    return;
  }
  try {
    const why = await moveOn(repository, checkout);
    if (why) log("%s is left as it is: %s", checkout, why);
  } catch (error) {
    // The release is in the repository, and git tells whoever looks into the checkout how to go on.
    log("%s is left as it is: %s", checkout, error);
  }
}

/** Moves the checkout on to the release; says why not when it is not to be touched. */
async function moveOn(repository: string, checkout: string): Promise<string | undefined> {
  const folder = path.join(checkout, ".git");
  if (!fs.lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return "it has no .git";
  // Without them git would look for a repository around a broken one, and find somebody's project.
  const variables = { GIT_DIR: folder, GIT_WORK_TREE: checkout };
  const git = neutralGit(checkout, { protocol: "file", variables });
  const { values, strange } = await settingsOf(git);
  if (strange.length > 0) return `its settings could run programs: ${strange.join(", ")}`;
  if (values.get("remote.origin.url") !== repository) return "it comes from somewhere else";
  await git.raw("fetch", "--quiet", "--tags", "origin");
  const changed = await git.raw("status", "--porcelain", "--untracked-files=no");
  if (changed.trim() !== "") return "somebody changed files";
  await git.raw("merge", "--quiet", "--ff-only", "origin/main");
  return undefined;
}
