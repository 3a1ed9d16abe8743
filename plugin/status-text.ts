import { resultsOf } from "../shared/criteria.ts";
import type { JobEvent } from "../shared/events.ts";
import { isFinished, isRecording, type Job } from "../shared/job.ts";
import { phaseOf, progressOf, type Phase } from "../shared/phase.ts";
import type { Finding, Gate } from "../shared/results.ts";
import { LEVELS } from "../shared/sandbox/sandbox.ts";
import { countText, testsNotes } from "../shared/criteria-text.ts";
import { lineText } from "./line-text.ts";
import { planCard } from "./plan-card.ts";
import { costLine, estimateText, waitingText, warningText } from "../shared/cost-text.ts";

/** Newest lines of a job's story that a status shows. */
const RECENT_LINES = 5;

const DOING: Record<Phase, string> = {
  specification: "specifying",
  generation: "generating",
  build: "building",
  lint: "linting",
  test: "testing",
  validation: "validating",
};

/**
 * How a job stands, in the words of the README.
 * @param place its number in the line, when it waits for a place among the jobs at work.
 */
export function statusText(job: Job, place?: number): string {
  const lines = job.recent.flatMap((event) => logLine(event)?.split("\n") ?? []);
  const recent = lines.slice(-RECENT_LINES).map((line) => `- ${line}`);
  const cost = costLine(job);
  return [
    `Plugin Creation Status: ${statusWord(job)}${place ? ` (${lineText(place)})` : ""}${isRecording(job) ? " (a recording is played, no model is at work)" : ""}`,
    `Current Phase: ${isFinished(job) ? "finished" : DOING[phaseOf(job)]}`,
    `Progress: ${progressOf(job)}%`,
    ...(cost ? [cost] : []),
    ...countText(resultsOf(job)),
    ...(job.waiting ? ["", ...cardOf(job), waitingText(job.waiting)] : []),
    ...(isFinished(job) ? ["", finishedText(job)] : []),
    ...(recent.length > 0 ? ["", "Recent logs:", ...recent] : []),
  ].join("\n");
}

/** "waiting" says for what, where that is a person's yes to the plan. */
export const statusWord = ({ status, waiting }: Job): string =>
  waiting?.kind === "approval" ? "waiting for a yes to the plan" : status;

/** The plan, while it waits for a yes. */
function cardOf({ plan, waiting }: Job): string[] {
  if (!plan || waiting?.kind !== "approval") return [];
  const { name, version } = plan.specification;
  return [`Plan: ${name} ${version}`, ...planCard(plan), ""];
}

/** How a job ended, what came of it, and where its report lies. */
export function endingText(job: Job, report: string | undefined): string {
  return [finishedText(job), ...(report ? [`Report: ${report}`] : [])].join("\n");
}

/** How a job ended and what came of it. */
export function finishedText(job: Job): string {
  const { finished } = job;
  if (!finished) return `Job ${job.id} is still at work.`;
  const { status, reason, plugin, iterations, ending, best, open = [] } = finished;
  const rounds = `${iterations} iteration${iterations === 1 ? "" : "s"}`;
  switch (status) {
    case "completed":
      return [
        `Job ${job.id} is completed after ${rounds}: ${reason}`,
        ...(plugin
          ? [
              `Plugin: ${plugin.name} ${plugin.version}`,
              `Folder: ${plugin.directory}`,
              `Entry: ${plugin.entry}`,
            ]
          : []),
        ...sandboxLine(job),
        ...remarks(open),
      ].join("\n");
    case "failed":
      return [
        `Job ${job.id} ${ending === "no-progress" ? "stopped without getting farther" : "failed"} after ${rounds}: ${reason}`,
        ...(best
          ? [`The best version, of iteration ${best}, is kept on the branch job/${job.id}.`]
          : []),
      ].join("\n");
    case "cancelled":
      return `Job ${job.id} is cancelled after ${rounds}: ${reason}`;
  }
}

const SHOWN_REMARKS = 5;

/** What is worth mending and kept nobody from approving. */
function remarks(open: Finding[]): string[] {
  if (open.length === 0) return [];
  const lines = open
    .slice(0, SHOWN_REMARKS)
    .map(({ message, file }) => `- ${file ? `${file}: ` : ""}${firstLine(message)}`);
  const more = open.length - lines.length;
  return [
    "Open remarks, none of which blocks:",
    ...lines,
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}

/** In what kind of box the code was tried that is offered now. */
function sandboxLine({ iterations }: Job): string[] {
  const sandbox = iterations.at(-1)?.report?.sandbox;
  return sandbox ? [`Tried at sandbox level ${sandbox.level}: ${LEVELS[sandbox.level]}`] : [];
}

/** What an event says in a job's log; nothing for events that are mere bookkeeping. May be two lines. */
export function logLine(event: JobEvent): string | undefined {
  switch (event.type) {
    case "job:created":
      return "Job created";
    case "plan:requested":
      return "Writing the specification...";
    case "plan:completed":
      if (event.unchanged !== undefined) return firstLine(event.unchanged);
      return [
        `Planned ${event.specification.name} ${event.specification.version}${event.criteria ? ` with ${event.criteria.length} acceptance criteria` : ""}`,
        ...(event.estimate ? [estimateText(event.estimate)] : []),
      ].join("\n");
    case "tests:requested":
      return `Starting iteration ${event.iteration}\nWriting acceptance tests...`;
    case "code:requested":
      // Tests are asked for together with the first code only, and their line begins the iteration then.
      return event.iteration === 1
        ? "Generating plugin code..."
        : `Starting iteration ${event.iteration}\nGenerating plugin code...`;
    case "gate:started":
      return STARTED[event.gate];
    case "gate:completed":
      return gateLine(event.gate);
    case "review:requested":
      return "Validating plugin...";
    case "review:completed": {
      const { verdict, score } = event.review;
      return `Review: ${verdict === "approve" ? "approved" : "rejected"} with ${score} of 100`;
    }
    case "plan:failed":
    case "tests:failed":
    case "code:failed":
    case "checks:failed":
    case "review:failed":
    case "commit:failed":
      return `Trouble: ${firstLine(event.reason)}`;
    case "loop:decided":
      // What an approval leads to is told as the end of the job.
      return event.step === "release" ? undefined : event.reason;
    case "character:swapped":
      return `The ${event.of} speaks as ${event.name} now`;
    case "job:stopped":
      return firstLine(event.reason);
    case "job:finished":
      return `Job ${event.status}`;
    case "job:waiting":
      return WAITING[event.kind];
    case "job:edited":
      return `The plan is to be different: ${firstLine(event.text)}`;
    case "job:hinted":
      return `Said to the ${event.to.join(" and the ")}: ${firstLine(event.text)}`;
    case "job:continued":
      return event.reason;
    case "budget:warned":
      return warningText(event);
    case "tests:completed":
      return testsNotes(event).join("\n") || undefined;
    case "model:called":
    case "code:completed":
    case "checks:requested":
    case "checks:completed":
    case "commit:requested":
    case "commit:completed":
    case "agent:thought":
      return undefined;
    default:
      return event satisfies never;
  }
}

const WAITING = {
  "rate-limit": "Waiting for the model",
  budget: "Waiting for a yes",
  consent: "Waiting for a yes",
  approval: "Waiting for a yes to the plan",
  pause: "Paused",
};

const STARTED = {
  install: undefined, // takes no time when packages are there already; only its failure is news
  build: "Building plugin...",
  lint: undefined,
  test: "Running tests...",
  load: "Loading plugin into an agent...",
} as const;

function gateLine({ name, status, summary }: Gate): string | undefined {
  if (status === "skipped") return undefined;
  if (name === "test") return testLine(summary, status === "passed");
  return status === "failed" ? `The ${name} check failed: ${summary}` : undefined;
}

/** `5 passed, 0 failed` as people say it; a run can be red without a failed test. */
function testLine(summary: string, green: boolean): string {
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(summary) ?? [];
  const tests = (count: string): string => `${count} test${count === "1" ? "" : "s"}`;
  if (passed === undefined || failed === undefined) return `Tests: ${summary}`;
  if (green) return `${tests(passed)} passed`;
  return failed === "0"
    ? `The test check failed: ${summary}`
    : `${tests(failed)} failed, ${passed} passed`;
}

const firstLine = (text: string): string => text.split("\n")[0] ?? "";
