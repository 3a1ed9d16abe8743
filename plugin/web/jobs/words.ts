import type { JobSummary } from "../../studio/api/jobs.ts";
import { tokensText, usdText } from "../../../shared/spending.ts";

type Status = JobSummary["status"];

export const isOver = ({ status }: Pick<JobSummary, "status">): boolean =>
  status === "completed" || status === "failed" || status === "cancelled";

const WAITS: Record<NonNullable<JobSummary["waiting"]>["kind"], string> = {
  approval: "waits for your yes",
  consent: "asks for packages",
  budget: "budget used up",
  pause: "paused",
  "rate-limit": "waits for the model",
};

/** How a job stands, in a word or three. */
export function statusText({ status, waiting, place }: JobSummary): string {
  if (waiting) return WAITS[waiting.kind];
  return place ? `number ${place} in line` : status;
}

/** Class of the badge that shows it. */
export const TONES: Record<Status, string> = {
  pending: "",
  running: "work",
  waiting: "open",
  completed: "good",
  failed: "bad",
  cancelled: "",
  interrupted: "open",
};

const DOING: Record<string, string> = {
  specification: "Planning",
  generation: "Writing tests and code",
  build: "Building",
  lint: "Linting",
  test: "Testing",
  validation: "Reviewing",
};

/** What is being done now. */
export const doingText = ({ phase }: Pick<JobSummary, "phase">): string => DOING[phase] ?? phase;

/** `Iteration 2 of 5`; nothing before the first. */
export const iterationText = ({ iteration, maxIterations }: JobSummary): string =>
  iteration > 0 ? `Iteration ${iteration} of ${maxIterations}` : "";

/** What a job cost: `$0.42`, `no cost` where no model was paid. */
export function costText({ usd, calls }: Pick<JobSummary, "usd" | "calls">): string {
  if (calls === 0) return "no cost";
  return usd === null ? "cost unknown" : usdText(usd);
}

/** The same with tokens, for where there is room. */
export const spentText = (job: Pick<JobSummary, "usd" | "calls" | "tokens">): string =>
  job.calls === 0 ? "no cost" : `${costText(job)}, ${tokensText(job.tokens)} tokens`;

/** Name of a job's plugin without its scope, as long as there is none what was asked for. */
export const titleOf = ({ plugin, wish, id }: JobSummary): string =>
  plugin?.replace(/^@[^/]+\//, "") ?? (firstLine(wish) || `Job ${id}`);

const MINUTE = 60_000;
const UNITS: [number, string][] = [
  [24 * 60 * MINUTE, "d"],
  [60 * MINUTE, "h"],
  [MINUTE, "min"],
];

/** `3 min ago`, `2 h ago`, `5 d ago`; `just now` within the minute. */
export function ageText(iso: string, now: number): string {
  const ago = now - Date.parse(iso);
  const [unit, name] = UNITS.find(([each]) => ago >= each) ?? [];
  return unit && name ? `${Math.floor(ago / unit)} ${name} ago` : "just now";
}

/** Where a job comes from: `improves abc123`. */
export function parentText({ how, jobId, iteration }: NonNullable<JobSummary["parent"]>): string {
  const words = {
    retry: `tries ${jobId} again`,
    fork: `goes on from iteration ${iteration} of ${jobId}`,
    improve: `improves ${jobId}`,
  };
  return words[how];
}

/** What a text for all ways to the team says besides the commands of a terminal; a page has buttons for these. */
export const withoutCommands = (text: string): string =>
  text
    .split("\n")
    .map((line) =>
      line
        .split(/(?<=[.?!]"?)\s+/)
        .filter((sentence) => !/\bplugin-dynamic [a-z]/.test(sentence))
        .join(" "),
    )
    .join("\n")
    .trim();

const firstLine = (text: string): string => text.trim().split("\n", 1)[0] ?? "";
