import { AgentName, type JobEvent } from "../../shared/events.ts";
import { isRecording, type Job } from "../../shared/job.ts";
import { AGENTS, VERDICTS } from "../../shared/look.ts";
import type { Finding, Gate } from "../../shared/results.ts";
import { testsNotes } from "../../shared/criteria-text.ts";
import { waitingText, warningText } from "../../shared/cost-text.ts";
import { planCard } from "../plan-card.ts";
import { printable, type Colors } from "./output.ts";

const NAME_WIDTH = 12;
/** What is shown at once of a list; everything is in the journal and in git. */
const SHOWN = 5;

/** What a terminal shows of an event: one line a phase, and what the agents think. */
export function eventLines(event: JobEvent, job: Job, colors: Colors): string[] {
  const by = (name: string, text: string): string[] => spoken(nameOf(name, colors), text);
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
      if (event.unchanged !== undefined) return by("planner", event.unchanged);
      const { name, version, actions, providers, services, evaluators } = event.specification;
      const parts = [...actions, ...providers, ...services, ...evaluators].map((each) => each.name);
      return [
        ...by("planner", `${name} ${version}: ${parts.join(", ")}`),
        ...planCard(event).flatMap((line) => by("", line)),
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
        ...spoken(
          `${nameOf("reviewer", colors)}${color(word)} `,
          `with ${score} of 100${isSaid ? "" : `: ${summary}`}`,
        ),
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
      return spoken(nameOf(event.agent, colors), event.reason, colors.red);
    case "job:stopped":
      return ["", printable(event.reason)];
    case "job:waiting":
      // A second agent that has to wait for the same is no news.
      return job.waiting && job.waiting.request !== event.request
        ? []
        : ["", colors.yellow(printable(waitingText(event)))];
    case "job:continued":
      return ["", printable(event.reason)];
    case "job:edited":
    case "job:hinted":
      return by("you", event.text);
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

/** A gate with its mark, and what is wrong when it is red. */
export function gateLines({ name, status, summary, durationMs, findings }: Gate, colors: Colors) {
  const time = status === "skipped" ? "" : colors.dim(` (${(durationMs / 1000).toFixed(1)} s)`);
  const mark = VERDICTS[status];
  const words = `${status}: ${printable(summary)}${time}`;
  return [
    `  ${colors[mark.terminal](mark.icon)} ${name.padEnd(NAME_WIDTH - 2)}${words}`,
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

/** Whose words follow, as wide as a column: an agent with its icon, in its colour; git and you without. */
function nameOf(name: string, colors: Colors): string {
  const agent = AgentName.safeParse(name).data;
  if (!agent) return `  ${colors.cyan(name.padEnd(NAME_WIDTH))}`;
  const { icon, terminal } = AGENTS[agent];
  return colors[terminal](`${icon} ${name.padEnd(NAME_WIDTH)}`);
}

/** Somebody's words after a name that is painted already, with further lines under the first one. */
function spoken(name: string, text: string, paint = (line: string) => line): string[] {
  const [first = "", ...others] = printable(text).trim().split("\n");
  const indent = " ".repeat(NAME_WIDTH + 2);
  return [`${name}${paint(first)}`, ...others.map((line) => indent + paint(line))];
}
