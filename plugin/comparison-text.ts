import type { TreeDifference } from "../agents/compare-trees.ts";
import type { CharacterRun, CharacterSummary } from "../shared/character-runs.ts";
import type { JobFacts } from "../shared/comparison.ts";
import { costText, tokensText, usdText } from "../shared/spending.ts";

/** What is told of each job, a row each. */
const ROWS: [string, (job: JobFacts) => string][] = [
  ["Plugin", ({ plugin, version }) => (plugin ? `${plugin} ${version ?? ""}` : "not planned")],
  ["Model", ({ model }) => model],
  ["Status", ({ status }) => status],
  ["Iterations", ({ iterations, maxIterations }) => `${iterations} of ${maxIterations}`],
  ["Shown here", ({ iteration }) => (iteration === null ? "none" : `iteration ${iteration}`)],
  ["Gates", ({ gates }) => gatesText(gates)],
  ["Tests", ({ tests }) => (tests ? `${tests.passed} passed, ${tests.failed} failed` : "not run")],
  ["Mutants", ({ mutation }) => (mutation ? `${mutation.killed} of ${mutation.tried} noticed` : "not tried")], // prettier-ignore
  ["Review", ({ review }) => (review ? `${review.score} of 100, ${review.verdict}` : "none")],
  ["Open", ({ open }) => openText(open)],
  ["Cost", ({ spent }) => spentText(spent)],
  ["Minutes", ({ minutes }) => minutes.toFixed(1)],
];

/** Facts of several jobs side by side: what is told, and a cell for each job. */
export const comparedRows = (jobs: JobFacts[]): { label: string; cells: string[] }[] =>
  ROWS.map(([label, of]) => ({ label, cells: jobs.map(of) }));

/** Facts of several jobs side by side, a job a column, in lines of equal width. */
export const tableOf = (
  jobs: JobFacts[],
  titles = jobs.map(({ jobId }) => `Job ${jobId}`),
): string[] =>
  alignedLines([
    ["", ...titles],
    ...comparedRows(jobs).map(({ label, cells }) => [label, ...cells]),
  ]);

/** Rows with their cells one below the other. */
export function alignedLines(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_cell, at) =>
    Math.max(...rows.map((cells) => cells[at]?.length ?? 0)),
  );
  return rows.map((cells) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

const MOST_FILES = 20;

/** Which files differ, a line each. */
export function differenceLines(difference: TreeDifference | string): string[] {
  if (typeof difference === "string") return [difference];
  const { files } = difference;
  if (files.length === 0) return ["Their files are the same."];
  const [added, removed] = [
    sum(files.map((each) => each.added)),
    sum(files.map((each) => each.removed)),
  ];
  const count = `${files.length} file${files.length === 1 ? "" : "s"}`;
  const shown = files.slice(0, MOST_FILES).map(({ file, kind, ...lines }) => {
    const what = kind === "changed" ? "" : ` (${kind})`;
    return `  ${file}${what}: +${lines.added} -${lines.removed}`;
  });
  const more = files.length > shown.length ? [`  and ${files.length - shown.length} more`] : [];
  return [
    `From the first to the second ${count} differ, +${added} -${removed}:`,
    ...shown,
    ...more,
  ];
}

const SIGNS = { passed: "✔", failed: "✖", skipped: "-" };

const gatesText = (gates: JobFacts["gates"]): string =>
  gates.map(({ name, status }) => `${SIGNS[status]} ${name}`).join("  ") || "not run";

const openText = ({ blockers, warnings }: JobFacts["open"]): string =>
  blockers + warnings === 0
    ? "nothing"
    : `${blockers} blocker${blockers === 1 ? "" : "s"}, ${warnings} warning${warnings === 1 ? "" : "s"}`;

/** Money and tokens of a job. */
export const spentText = (spent: JobFacts["spent"]): string =>
  spent.calls === 0 ? "none" : `${costText(spent)}, ${tokensText(spent.tokens)} tokens`;

const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0);

/** Every run of a comparison of characters, a line each. */
export const runLines = (runs: CharacterRun[]): string[] =>
  alignedLines([
    ["Character", "Run", "Job", "Status", "Iterations", "Findings", "Review", "Cost", "Minutes"],
    ...runs.map(
      ({ character, run, jobId, status, iterations, findings, review, spent, minutes }) => [
        character,
        String(run),
        jobId,
        status,
        String(iterations),
        `${findings.gates} by gates, ${findings.review} by review`,
        review ? `${review.score} of 100` : "none",
        spentText(spent),
        minutes.toFixed(1),
      ],
    ),
  ]);

/** What each character came to, on average of its runs. */
export const summaryLines = (summaries: CharacterSummary[]): string[] =>
  alignedLines([
    ["Character", "Passed", "Iterations", "By gates", "By review", "Cost", "Minutes"],
    ...summaries.map((each) => [
      each.character,
      `${each.passed} of ${each.runs}`,
      each.iterations.toFixed(1),
      each.gateFindings.toFixed(1),
      each.reviewFindings.toFixed(1),
      each.usd === null ? "unknown" : usdText(each.usd),
      each.minutes.toFixed(1),
    ]),
  ]);
