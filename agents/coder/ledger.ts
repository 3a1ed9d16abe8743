import type { Files } from "../../shared/files.ts";
import type { Iteration, Job } from "../../shared/job.ts";
import { bestOf, brokenTests, compareIterations } from "../../shared/loop/fitness.ts";
import type { Repository } from "../../shared/repository.ts";
import { codeOf } from "../plugin-files.ts";

const MOST_LINES = 6;
const MOST_FILES = 4;
const LONGEST_LINE = 240;

/**
 * What was tried after the first round and what came of it, a line for each: written from git and the gates, never by a
 * model, so that nobody tries the same twice.
 */
export async function ledgerOf(job: Job, git: Repository): Promise<string[]> {
  const checked = job.iterations.filter(({ report }) => report);
  const lines = await Promise.all(
    checked.slice(1).map(async (iteration) => {
      const base = job.iterations.find(({ number }) => number === iteration.base);
      const changed = changedFiles(await codeOf(base, git), await codeOf(iteration, git));
      const shown = changed.slice(0, MOST_FILES).join(", ");
      const more = changed.length > MOST_FILES ? ` and ${changed.length - MOST_FILES} more` : "";
      const what = `"${iteration.code?.summary ?? ""}" (${shown}${more})`;
      return `iteration ${iteration.number}: ${what}: ${outcome(iteration, checked)}`;
    }),
  );
  const idle = job.idle.map(({ after, reason }) => `after iteration ${after}: ${reason}`);
  return [...lines, ...idle].slice(-MOST_LINES).map((line) => line.slice(0, LONGEST_LINE));
}

function outcome(iteration: Iteration, checked: Iteration[]): string {
  const before = bestOf(checked.filter(({ number }) => number < iteration.number));
  if (!before) return "";
  const gates = iteration.gates
    .filter(({ status }) => status === "failed")
    .map(({ name, summary }) => `${name} ${summary}`);
  const now = gates.length > 0 ? gates.join("; ") : "every gate green, the reviewer objects";
  const gain = compareIterations(iteration, before);
  const broken = brokenTests(iteration, before).length;
  const verdict = gain > 0 ? "better" : gain === 0 ? "no farther" : "worse, set aside";
  return `${verdict}: ${now}${broken > 0 && gain < 0 ? `; ${broken} that passed before ${broken === 1 ? "is" : "are"} red` : ""}`;
}

const changedFiles = (before: Files, after: Files): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .sort();
