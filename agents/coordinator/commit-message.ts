import type { CommitText } from "../../shared/commit-text.ts";
import type { AgentName, CommitKind } from "../../shared/events.ts";
import { currentIteration, isRecording, type Iteration, type Job } from "../../shared/job.ts";
import type { Finding, GateName } from "../../shared/results.ts";
import { paidBy, totalOf } from "../../shared/spending.ts";
import { criterionLine } from "../criteria.ts";
import { planOf } from "../plugin-files.ts";

interface Message extends CommitText {
  author: AgentName;
}

/** How a step of a job reads in `git log`. */
export function commitMessage(
  kind: Exclude<CommitKind, "release">,
  iteration: number,
  job: Job,
): Message {
  const step = kind === "iteration" ? `iteration ${iteration}` : `${kind} ${iteration}`;
  const common = (author: AgentName) => ({
    Job: job.id,
    ...parentTrailer(job),
    Step: step,
    Model: writersOf(job, author, iteration),
  });
  switch (kind) {
    case "plan":
      return planMessage(job, common("planner"));
    case "tests":
      return testsMessage(job, common("tester"));
    case "iteration":
      return iterationMessage(job, common("coder"));
    case "best":
      return wayBackMessage(job, iteration, common("coordinator"));
  }
}

function planMessage(job: Job, common: Record<string, string>): Message {
  const { specification, assumptions, criteria = [], character } = planOf(job);
  const { actions, providers, services, evaluators } = specification;
  const parts = Object.entries({ actions, providers, services, evaluators })
    .filter(([, all]) => all.length > 0)
    .map(([kind, all]) => `- ${kind}: ${all.map(({ name }) => name).join(", ")}`);
  const asked = job.request.description && `Asked for: ${job.request.description.slice(0, 500)}`;
  const notes = list(assumptions);
  const wanted =
    criteria.length > 0 && `Acceptance criteria:\n${list(criteria.map(criterionLine))}`;
  return {
    author: "planner",
    subject: `Plan ${specification.name} ${specification.version}`,
    body: [specification.description, parts.join("\n"), asked, notes, wanted]
      .filter(Boolean)
      .join("\n\n"),
    trailers: { ...common, Cost: cost(job, 0), "Character-planner": character },
  };
}

function testsMessage(job: Job, common: Record<string, string>): Message {
  const { files = [], tree = "", character = "", dropped = [] } = job.tests ?? {};
  const { untested = [], unproven } = job.tests ?? {};
  const notes = [
    job.oldTests.length > 0 && `Of the release before, kept as they are:\n${list(job.oldTests)}`,
    dropped.length > 0 &&
      `Taken out:\n${list(dropped.map(({ name, file, why }) => `"${name}" of ${file}. ${why}`))}`,
    untested.length > 0 && `No test shows: ${untested.join(", ")}.`,
    unproven && `Not proven to fail without a plugin: ${unproven}.`,
  ];
  return {
    author: "tester",
    subject: `Acceptance ${job.tests?.summary ?? "tests"}`,
    body: ["Written from the specification, before any code was seen.", list(files), ...notes]
      .filter(Boolean)
      .join("\n\n"),
    trailers: { ...common, "Tests-Tree": tree, "Character-tester": character },
  };
}

function iterationMessage(job: Job, common: Record<string, string>): Message {
  const iteration = currentIteration(job);
  if (!iteration) throw new Error(`Job ${job.id} has no iteration to record.`);
  const { number, code, review, reviewer, findings } = iteration;
  const answers = findings.length > 0 ? `Answers:\n${list(findings.map(describe))}` : "";
  const verdict = review
    ? `The reviewer says: ${review.summary}\n${list(review.findings.map(describe))}`
    : "";
  const red = iteration.gates
    .flatMap((gate) => gate.findings)
    .filter(({ severity }) => severity === "blocker");
  const open = red.length > 0 ? `Open:\n${list(red.slice(0, 10).map(describe))}` : "";
  return {
    author: "coder",
    subject: `Iteration ${number}: ${code?.summary ?? ""}`,
    body: [answers, open, verdict].filter(Boolean).join("\n\n"),
    trailers: {
      ...common,
      Iteration: String(number),
      "Tests-Tree": iteration.testsTree ?? job.tests?.tree ?? "",
      Build: gateWord(iteration, "build"),
      Lint: gateWord(iteration, "lint"),
      Tests: iteration.gates.find(({ name }) => name === "test")?.summary ?? "not run",
      Load: gateWord(iteration, "load"),
      ...(iteration.report?.sandbox ? { Sandbox: iteration.report.sandbox.level } : {}),
      Review: review
        ? `${review.score} ${review.verdict === "approve" ? "approved" : "rejected"}`
        : "none",
      Cost: cost(job, number),
      "Character-coder": code?.character ?? "",
      ...(reviewer ? { "Character-reviewer": reviewer } : {}),
    },
  };
}

/** The branch of a job that was not approved ends with the version that came farthest. */
function wayBackMessage(job: Job, best: number, common: Record<string, string>): Message {
  const { Job, Step, Parent } = common;
  return {
    author: "coordinator",
    subject: `Go back to iteration ${best}, which came farthest`,
    body: job.decision?.reason ?? "",
    trailers: {
      ...(Job && { Job }),
      ...(Parent && { Parent }),
      ...(Step && { Step }),
      Iteration: String(best),
    },
  };
}

/** Which job this one goes on from. */
export function parentTrailer({ parent }: Job): { Parent?: string } {
  if (!parent) return {};
  const { how, jobId, iteration } = parent;
  return { Parent: `${how} of ${jobId}${iteration ? `, iteration ${iteration}` : ""}` };
}

/** The models whose answers an agent used in an iteration; the source's name where it calls none. */
function writersOf(job: Job, author: AgentName, iteration: number): string {
  const calls = job.spent.filter((each) => each.agent === author && !each.failed);
  const own = calls.filter((each) => each.iteration === iteration);
  // An iteration of new tests alone keeps the code of an earlier one.
  const last = calls.filter((each) => each.iteration === calls.at(-1)?.iteration);
  const models = (own.length > 0 ? own : last).map(({ model }) => model);
  const names = [...new Set(models)].join(", ") || job.model;
  return isRecording(job) ? `recording of ${names}` : names;
}

/** What an iteration's calls cost, the plan's being 0; the trailers of a branch add up to what the job cost. */
function cost(job: Job, iteration: number): string {
  const spent = paidBy(job).filter((each) => each.iteration === iteration);
  const { calls, usd, estimated } = totalOf(spent);
  if (calls === 0) return "none";
  return usd === null ? "unknown" : `${estimated ? "~" : ""}$${usd.toFixed(4)}`;
}

const gateWord = ({ gates }: Iteration, name: GateName): string =>
  gates.find((gate) => gate.name === name)?.status ?? "not run";

const describe = ({ from, severity, message, file, line }: Finding): string => {
  const place = file ? ` ${file}${line ? `:${line}` : ""}` : "";
  return `${severity} from ${from}${place}: ${message.split("\n")[0] ?? ""}`;
};

const list = (items: string[]): string => items.map((item) => `- ${item}`).join("\n");
