import type { AgentName } from "../../shared/events.ts";
import type { Iteration, Job } from "../../shared/job.ts";
import { phaseOf } from "../../shared/phase.ts";
import type { Finding } from "../../shared/results.ts";

/** Most characters of a text about recent work: it is part of every chat prompt. */
const MOST_CHARACTERS = 1500;
const JOBS = 3;
const CUT = "\n…";

/** What an agent did lately, newest first, for itself to talk about; empty when there was nothing. */
export function recentWork(agent: AgentName, jobs: Job[]): string {
  const told = jobs
    .slice(0, JOBS)
    .map((job) => ({ job, lines: linesOf(agent, job) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ job, lines }) => [titleOf(job), ...lines].join("\n"));
  return shortened(told.join("\n\n"));
}

const titleOf = (job: Job): string =>
  `## ${job.plan?.specification.name ?? "A plugin without a name yet"} (job ${job.id}, ${job.status}, phase ${phaseOf(job)})`;

function linesOf(agent: AgentName, job: Job): string[] {
  const newestFirst = job.iterations.toReversed();
  switch (agent) {
    case "coordinator":
      return [
        ...(job.finished ? [`Ended: ${job.finished.reason}`] : []),
        ...(job.failure ? [`Trouble: ${job.failure}`] : []),
        ...newestFirst.flatMap(commitLine),
        `Asked for: ${job.request.description ?? job.request.specification?.description ?? "a plugin"}`,
      ];
    case "planner":
      return job.plan
        ? [
            `I planned: ${job.plan.specification.description}`,
            ...job.plan.assumptions.map((assumption) => `- assumed: ${assumption}`),
          ]
        : [];
    case "coder":
      return newestFirst.flatMap((iteration) =>
        iteration.code
          ? [
              `Iteration ${iteration.number}: ${iteration.code.summary}`,
              ...iteration.findings.map((finding) => `- to mend: ${findingLine(finding)}`),
              ...commitLine(iteration),
            ]
          : [],
      );
    case "tester":
      return [
        ...newestFirst.flatMap(({ number, gates }) =>
          gates.flatMap(({ name, status, summary, findings }) => [
            `Iteration ${number}, ${name} ${status}: ${summary}`,
            ...findings.map((finding) => `- ${findingLine(finding)}`),
          ]),
        ),
        ...(job.tests ? [`My tests: ${job.tests.summary}`] : []),
      ];
    case "reviewer":
      return newestFirst.flatMap(({ number, review }) =>
        review
          ? [
              `Iteration ${number}: my verdict was ${review.verdict}, score ${review.score}. ${review.summary}`,
              ...review.findings.map((finding) => `- ${findingLine(finding)}`),
            ]
          : [],
      );
  }
}

const commitLine = ({ number, commit }: Iteration): string[] =>
  commit ? [`Iteration ${number} is commit ${commit.slice(0, 7)}`] : [];

const findingLine = ({ severity, message, file }: Finding): string =>
  `${severity}: ${file ? `${file}: ` : ""}${message}`;

/** Cut at the end of a line where there is one. */
function shortened(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  const kept = text.slice(0, MOST_CHARACTERS - CUT.length);
  const end = kept.lastIndexOf("\n");
  return `${end > 0 ? kept.slice(0, end) : kept}${CUT}`;
}
