import { isFinished, type Iteration, type Job } from "../../shared/job.ts";
import { VERDICTS } from "../../shared/look.ts";
import type { Approach } from "../../shared/loop/decision.ts";
import type { Gate, Review } from "../../shared/results.ts";
import { branchOf } from "../coordinator/coordinator.ts";
import { baseOf, type Changes, type FileChange } from "./changes.ts";
import {
  cell,
  code,
  count,
  durationText,
  fold,
  list,
  section,
  table,
  text,
  words,
  type Block,
  type Line,
  type Tone,
} from "./document.ts";
import { findingsList } from "./findings.ts";
import { keptIteration } from "./outcome.ts";

/** Every round of writing, checking and reviewing, oldest first. */
export const iterationSections = (job: Job, changes: Changes | string): Block[] =>
  job.iterations.flatMap((iteration) =>
    section(
      titleOf(iteration, job),
      ...(iteration.code
        ? storyOf(iteration, iteration.code, job)
        : [text("There is no code of it.")]),
      ...changesOf(iteration, changes),
    ),
  );

const APPROACHES: Record<Approach, (base: string) => string> = {
  mend: (base) => `mends ${base}`,
  "fresh-start": (base) => `another approach, from ${base}`,
  "two-candidates": (base) => `the better of two answers, from ${base}`,
};

function titleOf(iteration: Iteration, job: Job): string {
  const { number, approach = "mend" } = iteration;
  const base = baseOf(iteration, job);
  const counts = keptIteration(job)?.number === number;
  const mark = !counts ? "" : isFinished(job) ? " (kept)" : " (best so far)";
  const what = !base
    ? "written from nothing"
    : base.code && base.code.tree === iteration.code?.tree
      ? `new tests for the code of iteration ${base.number}`
      : APPROACHES[approach](`iteration ${base.number}`);
  return `Iteration ${number}: ${what}${mark}`;
}

function storyOf(iteration: Iteration, { summary }: { summary: string }, job: Job): Block[] {
  const { findings, gates, review, commit } = iteration;
  return [
    ...words(summary),
    ...(findings.length > 0 ? [text(`It was to mend ${count(findings.length, "finding")}.`)] : []),
    ...gatesBlocks(gates),
    ...(review ? reviewBlocks(review) : gates.length > 0 ? [text("It was not reviewed.")] : []),
    ...(commit ? [text("Commit ", { code: commit.slice(0, 12) }, ` of ${branchOf(job)}.`)] : []),
  ];
}

const RESULTS: Record<Gate["status"], Tone> = { passed: "good", failed: "bad", skipped: "quiet" };

function gatesBlocks(gates: Gate[]): Block[] {
  const rows = gates.map(({ name, status, durationMs, summary }) => [
    cell({ strong: name }),
    cell(
      { text: `${VERDICTS[status].icon} ${status}`, tone: RESULTS[status] },
      status === "skipped" ? "" : ` in ${durationText(durationMs)}`,
    ),
    cell(summary),
  ]);
  return [
    ...table(["Gate", "Result", "What it says"], rows),
    ...findingsList(
      gates.flatMap(({ findings }) => findings),
      { from: true },
    ),
  ];
}

function reviewBlocks({ verdict, score, summary, findings, closed = [] }: Review): Block[] {
  const approves = verdict === "approve";
  const word: Line = [
    { text: approves ? "approves" : "rejects", tone: approves ? "good" : "bad" },
    ` with ${score} of 100.`,
  ];
  const ended = closed.map(({ id, how }) => ({ line: [{ strong: id }, ` ${how}`] }));
  return [
    text({ agent: "reviewer" }, " ", ...word),
    ...words(summary),
    ...findingsList(findings),
    ...(ended.length > 0 ? [text("Closed of what was found before:"), ...list(ended)] : []),
  ];
}

function changesOf({ number, code: written }: Iteration, changes: Changes | string): Block[] {
  if (typeof changes === "string" || !written) return [];
  const files = changes.get(number) ?? [];
  if (files.length === 0) return [text("No file is different from the iteration it began with.")];
  return [text({ strong: count(files.length, "file") }, " changed:"), ...files.map(changeFold)];
}

function changeFold({ file, kind, added, removed, lines, left }: FileChange): Block {
  const title: Line = [
    { code: file },
    " ",
    { text: kind, tone: "quiet" },
    ...(added > 0 ? [" ", { text: `+${added}`, tone: "good" as const }] : []),
    ...(removed > 0 ? [" ", { text: `−${removed}`, tone: "bad" as const }] : []),
  ];
  const more = `${count(left, "line")} more ${left === 1 ? "is" : "are"} left out here; git has them all.`;
  return fold(
    title,
    ...(lines.length > 0 ? [code("diff", lines.join("\n"))] : [text("The file is empty.")]),
    ...(left > 0 ? [text(more)] : []),
  );
}
