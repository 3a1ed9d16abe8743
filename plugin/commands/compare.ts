import { differenceOf } from "../../agents/compare-trees.ts";
import { comparedJob } from "../../shared/comparison.ts";
import { Jobs } from "../../shared/jobs.ts";
import { differenceLines, tableOf } from "../comparison-text.ts";
import { ExitCode } from "../terminal/explain.ts";
import { print, printable, printJson } from "../terminal/output.ts";
import type { Settings } from "./settings.ts";
import { requireGit } from "./tools.ts";

export interface CompareArguments {
  /** Shows the whole patch between their files. */
  patch?: boolean | undefined;
}

/** Shows two jobs side by side, and how their files differ. Needs no claim on the data folder. */
export async function compare(
  ids: [string, string],
  { patch = false }: CompareArguments,
  { config, json }: Settings,
): Promise<ExitCode> {
  await requireGit();
  const jobs = new Jobs(config.dataDir);
  const [one, other] = [comparedJob(jobs.get(ids[0])), comparedJob(jobs.get(ids[1]))];
  const difference = await differenceOf(config.dataDir, one, other);
  const isTold = typeof difference === "string";
  if (json) {
    const files = isTold ? null : difference.files;
    const whole = patch && !isTold ? { patch: difference.patch } : {};
    printJson({ jobs: [one, other], files, ...(isTold && { reason: difference }), ...whole });
    return ExitCode.completed;
  }
  print(...tableOf([one, other]).map(printable), "", ...differenceLines(difference).map(printable));
  if (patch && !isTold && difference.patch) print("", printable(difference.patch));
  return ExitCode.completed;
}
