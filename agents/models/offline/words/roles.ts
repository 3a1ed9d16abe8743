import type { AgentName } from "../../../../shared/events.ts";
import type { JobSummary } from "../chat.ts";
import { listed } from "./english.ts";

/** What an agent thinks and says. */
export interface Answer {
  thought: string;
  text: string;
}

type Role = Exclude<AgentName, "coordinator">;

const WORK: Record<Role, string> = {
  planner:
    "I turn what people describe into a specification: which actions, providers, services and evaluators a plugin needs, and with which parameters.",
  coder:
    "I write the code of plugins from their specification, and mend it when checks or the reviewer find something.",
  tester:
    "I write acceptance tests from the specification without seeing the code, and run build, lint, tests and a load check on every iteration.",
  reviewer:
    "I validate each iteration against its specification and either approve it or say what has to be mended.",
};

/** The job a message names by id or plugin, else the newest that the agent has something to say about. */
function jobFor(agent: Role, message: string, jobs: JobSummary[]): JobSummary | undefined {
  const words = message.toLowerCase();
  const named = jobs.find(
    ({ id, plugin }) =>
      words.includes(id.toLowerCase()) ||
      (plugin !== undefined && words.includes((plugin.split("/").at(-1) ?? plugin).toLowerCase())),
  );
  const isKnown = ({ reviewSummary }: JobSummary): boolean =>
    agent !== "reviewer" || reviewSummary !== undefined;
  return named ?? jobs.find(isKnown) ?? jobs[0];
}

/** Speaks about the agent's own work on a job, from what the job's events say. */
export function role(
  agent: Role,
  message: string,
  characterName: string,
  jobs: JobSummary[],
): Answer {
  const job = jobFor(agent, message, jobs);
  if (!job) {
    return {
      thought: "There is no plugin creation to speak about, so I say what I do.",
      text: `I'm ${characterName}, the ${agent}. ${WORK[agent]} There is no plugin creation yet; please tell the coordinator what you need.`,
    };
  }
  const about = `${job.plugin ?? "the plugin"} (job ${job.id}, ${job.status}, phase ${job.phase}, iteration ${job.iteration})`;
  const thought = `They ask about ${job.plugin ?? `job ${job.id}`}; I answer from what happened in it.`;
  return {
    thought,
    text: `${sentences(agent, job, about)} To create, check or cancel a plugin, please talk to the coordinator.`,
  };
}

function sentences(agent: Role, job: JobSummary, about: string): string {
  const decisions = job.decisions ?? [];
  switch (agent) {
    case "reviewer": {
      if (!job.reviewSummary) return `I have not reviewed ${about} yet.`;
      const open =
        job.findings.length > 0
          ? `\nWhat has to be mended:\n${bullets(job.findings)}\n`
          : " I found nothing that has to be mended.";
      return `My last review of ${about}: ${job.reviewSummary}${open}`;
    }
    case "tester": {
      const gates = decisions.filter((each) => /^\w+ (passed|failed|skipped)\b/.test(each));
      const results = gates.length > 0 ? `\n${bullets(gates)}\n` : " no check has run yet.";
      const open = job.findings.length > 0 ? `Open findings:\n${bullets(job.findings)}\n` : "";
      return `The checks of ${about}:${results}${open}`;
    }
    case "coder":
    case "planner": {
      const own = decisions.filter((each) =>
        agent === "coder"
          ? /^Iteration \d/.test(each)
          : !/^Iteration \d|^\w+ (passed|failed|skipped)\b/.test(each),
      );
      const done =
        own.length > 0
          ? `\n${bullets(own)}\n`
          : agent === "coder"
            ? " nothing is written yet."
            : " I took the specification as it was.";
      return `${agent === "coder" ? "What I did on" : "What I decided for"} ${about}:${done}`;
    }
    default:
      return agent satisfies never;
  }
}

const bullets = (lines: string[]): string => {
  const shown = lines.slice(0, 12);
  const more = lines.length - shown.length;
  return [
    ...shown.map((line) => `- ${line}`),
    ...(more > 0 ? [`- and ${listed([`${more} more`])}`] : []),
  ].join("\n");
};
