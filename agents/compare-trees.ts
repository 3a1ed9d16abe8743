import type { JobFacts } from "../shared/comparison.ts";
import { PluginCreationError } from "../shared/errors.ts";
import { withoutSecrets } from "../shared/redact.ts";
import { Repository } from "../shared/repository.ts";
import { readPatch } from "./report/changes.ts";

/** How the newest files of two jobs differ. */
export interface TreeDifference {
  files: { file: string; kind: "new" | "changed" | "removed"; added: number; removed: number }[];
  /** Unified patch from the first job's files to the second one's. */
  patch: string;
}

/** The difference between what two jobs of one plugin committed last; a sentence where they cannot be compared. */
export async function differenceOf(
  dataDir: string,
  one: JobFacts,
  other: JobFacts,
): Promise<TreeDifference | string> {
  const { plugin } = one;
  if (!plugin || plugin !== other.plugin) return "They build different plugins, so their files are not compared."; // prettier-ignore
  const empty = [one, other].find(({ commit }) => commit === null);
  if (empty) return `Job ${empty.jobId} has not committed anything.`;
  if (!Repository.exists(dataDir, plugin)) return "The plugin's repository is not there any more.";
  try {
    const repository = await Repository.open(dataDir, plugin);
    const [before, after = ""] = await repository.treesOf([one.commit ?? "", other.commit ?? ""]);
    const patch = withoutSecrets(await repository.patch(before, after));
    const files = readPatch(patch).map(({ file, kind, added, removed }) => ({
      file,
      kind,
      added,
      removed,
    }));
    return { files, patch };
  } catch (error) {
    // What the jobs came to is worth telling without their files.
    if (error instanceof PluginCreationError) return error.message;
    throw error;
  }
}
