import type { JobEvent } from "../../shared/events.ts";
import { isRecording, type Job } from "../../shared/job.ts";
import type { Finding, Gate } from "../../shared/results.ts";
import { testsNotes } from "../criteria-text.ts";
import { estimateText, waitingText, warningText } from "../cost-text.ts";
import { printable, type Colors } from "./output.ts";

const NAME_WIDTH = 12;
/** What is shown at once of a list; everything is in the journal and in git. */
const SHOWN = 5;

/** What a terminal shows of an event: one line a phase, and what the agents think. */
export function eventLines(event: JobEvent, job: Job, colors: Colors): string[] {
  const by = (name: string, text: string): string[] => spoken(colors.cyan, name, text);
  const heading = (text: string): string[] => ["", colors.bold(text)];
  switch (event.type) {
    case "job:created":
      return [
        `Job ${colors.bold(event.jobId)}, ${isRecording(event) ? "a recording" : `${event.model} model`}, at most ${event.maxIterations} iterations`,
        ...event.notes.map((note) => colors.dim(`  ${printable(note)}`)),
      ];
    case "plan:requested":
      return heading("Specification");
    case "plan:completed": {
      const { name, version, actions, providers, services, evaluators } = event.specification;
      const parts = [...actions, ...providers, ...services, ...evaluators].map((each) => each.name);
      return [
        ...by("planner", `${name} ${version}: ${parts.join(", ")}`),
        ...event.assumptions.flatMap((each) => by("", `Assumed: ${each}`)),
        ...(event.criteria ? by("", `${event.criteria.length} acceptance criteria`) : []),
        ...(event.estimate ? by("", estimateText(event.estimate)) : []),
      ];
    }
    case "tests:requested":
      return heading(`Iteration ${event.iteration}`);
    case "code:requested":
      // With the first code tests are asked for as well, and their line is the heading.
      return event.iteration === 1 ? [] : heading(`Iteration ${event.iteration}`);
    case "tests:completed":
      return [
        ...by(event.agent, writtenText(event)),
        ...testsNotes(event).flatMap((each) => by("", each)),
      ];
    case "code:completed":
      return by(event.agent, writtenText(event));
    case "agent:thought":
      return by(event.agent, event.text).map(colors.dim);
    case "gate:completed":
      return gateLines(event.gate, colors);
    case "review:completed": {
      const { verdict, score, summary, findings } = event.review;
      const [word, color] =
        verdict === "approve" ? ["approves", colors.green] : ["rejects", colors.red];
      // A reviewer may have thought its summary aloud just before.
      const isSaid = job.recent.some((each) => "text" in each && each.text.trim() === summary);
      return [
        ...spoken(color, "reviewer", `${word} with ${score} of 100${isSaid ? "" : `: ${summary}`}`),
        ...findingLines(findings, colors),
      ];
    }
    case "loop:decided":
      return event.step === "release" ? [] : by("coordinator", event.reason);
    case "commit:completed":
      return by("git", `${event.commit.slice(0, 7)} ${event.kind}`);
    case "character:swapped":
      return by(event.of, `speaks as ${event.name} now`);
    case "plan:failed":
    case "tests:failed":
    case "code:failed":
    case "checks:failed":
    case "review:failed":
    case "commit:failed":
      return spoken(colors.red, event.agent, event.reason);
    case "job:stopped":
      return ["", printable(event.reason)];
    case "job:waiting":
      // A second agent that has to wait for the same is no news.
      return job.waiting && job.waiting.request !== event.request
        ? []
        : ["", colors.yellow(printable(waitingText(event)))];
    case "job:continued":
      return ["", printable(event.reason)];
    case "budget:warned":
      return [colors.yellow(`  ${warningText(event)}`)];
    case "model:called":
    case "job:finished":
    case "gate:started":
    case "checks:requested":
    case "checks:completed":
    case "review:requested":
    case "commit:requested":
      return [];
    default:
      return event satisfies never;
  }
}

const writtenText = ({ summary, files }: { summary: string; files: string[] }): string =>
  `${summary} (${files.length} file${files.length === 1 ? "" : "s"})`;

const MARKS: Record<Gate["status"], (colors: Colors) => string> = {
  passed: ({ green }) => green("✔"),
  failed: ({ red }) => red("✖"),
  skipped: ({ dim }) => dim("-"),
};

/** A gate with its mark, and what is wrong when it is red. */
export function gateLines({ name, status, summary, durationMs, findings }: Gate, colors: Colors) {
  const time = status === "skipped" ? "" : colors.dim(` (${(durationMs / 1000).toFixed(1)} s)`);
  const words = `${status}: ${printable(summary)}${time}`;
  return [
    `  ${MARKS[status](colors)} ${name.padEnd(NAME_WIDTH - 2)}${words}`,
    ...findingLines(findings, colors),
  ];
}

function findingLines(findings: Finding[], colors: Colors): string[] {
  const indent = " ".repeat(NAME_WIDTH + 2);
  const serious = findings.filter(({ severity }) => severity !== "note");
  const lines = serious.slice(0, SHOWN).map(({ severity, message, file, line }) => {
    const color = severity === "blocker" ? colors.red : colors.yellow;
    const place = file ? `${file}${line ? `:${line}` : ""}: ` : "";
    return indent + color(printable(`${place}${message}`).split("\n").join(`\n${indent}`));
  });
  const more = serious.length - SHOWN;
  return more > 0 ? [...lines, `${indent}and ${more} more`] : lines;
}

/** Somebody's words, with further lines under the first one. */
function spoken(color: (text: string) => string, name: string, text: string): string[] {
  const [first = "", ...others] = printable(text).trim().split("\n");
  const indent = " ".repeat(NAME_WIDTH + 2);
  return [`  ${color(name.padEnd(NAME_WIDTH))}${first}`, ...others.map((line) => indent + line)];
}
