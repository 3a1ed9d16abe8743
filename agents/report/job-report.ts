import { isFinished, isRecording, type Job } from "../../shared/job.ts";
import type { Decision } from "../../shared/loop/decision.ts";
import { folderName } from "../../shared/names.ts";
import { LEVELS } from "../../shared/sandbox/sandbox.ts";
import type { PluginSpecification } from "../../shared/specification.ts";
import { tagOf } from "../coordinator/coordinator.ts";
import type { Changes } from "./changes.ts";
import { castBlocks, costBlocks } from "./cast-and-cost.ts";
import {
  cell,
  durationText,
  section,
  table,
  text,
  timeText,
  words,
  type Block,
  type Line,
  type Report,
} from "./document.ts";
import { criteriaBlocks, mutationBlocks } from "./criteria.ts";
import { findingsList } from "./findings.ts";
import { iterationSections } from "./iterations.ts";
import { furtherBlocks } from "./further.ts";
import { keptIteration, outcomeOf } from "./outcome.ts";
import { planBlocks, requestBlocks } from "./plan.ts";

/** What a report needs to know besides the job. */
export interface Material {
  /** What each iteration changed, or why nobody knows. */
  changes: Changes | string;
  /** Names of characters, by their hash. */
  characters: Map<string, string>;
}

/** The report of a job: what was asked for, how it went, why, and what came of it. */
export function jobReport(job: Job, { changes, characters }: Material): Report {
  const { name, version } = job.plan?.specification ?? job.request.specification ?? {};
  return {
    title: name ? `${name} ${version}` : `Job ${job.id}`,
    subtitle: `Report of job ${job.id}`,
    blocks: [
      ...(isRecording(job) ? [recordingNote] : []),
      outcomeBlock(job),
      { kind: "facts", facts: facts(job) },
      ...section("What was asked for", ...requestBlocks(job)),
      ...section("The plan", ...planBlocks(job)),
      ...section("Criteria and tests", ...criteriaBlocks(job)),
      ...section("Whether the tests bite", ...mutationBlocks(job)),
      ...section(
        "Iterations",
        ...(typeof changes === "string" ? [text(`Changes cannot be shown: ${changes}`)] : []),
        ...iterationSections(job, changes),
      ),
      ...section("Why the loop went on as it did", ...decisionBlocks(job)),
      ...section("Cost", ...costBlocks(job)),
      ...section("Models and characters", ...castBlocks(job, characters)),
      ...section("What a green verdict proves", text(PROVED), text(NOT_PROVED)),
      ...section("Look further", ...furtherBlocks(job)),
    ],
  };
}

const PROVED =
  "Green means that tools, not models, saw the plugin install, compile, lint and bundle, its tests pass, and every component answer in a real ElizaOS agent, in the sandbox named above; a criterion has passed when it has tests and all of them are green.";
const NOT_PROVED =
  "It does not mean that the plugin is safe or free of faults: tests that run beside the code they test are evidence of quality and never of safety, nobody tried it against the real services it talks to, and in your agent it has all of your agent's rights, so read it first.";

const recordingNote: Block = {
  kind: "outcome",
  tone: "quiet",
  title: "A recording",
  blocks: [
    text(
      "No model was at work in this job: what the models say was recorded in an earlier one. Everything else happened: builds, tests, git.",
    ),
  ],
};

function outcomeBlock(job: Job): Block {
  const { tone, title, reason, meaning, open } = outcomeOf(job);
  const findings = findingsList(open, { from: true });
  return {
    kind: "outcome",
    tone,
    title,
    blocks: [
      text(meaning),
      ...words(reason),
      ...(findings.length > 0 ? [text({ strong: "Open:" }), ...findings] : []),
    ],
  };
}

const released = ({ name, version }: PluginSpecification): [string, Line] => [
  "Plugin",
  [{ code: `plugins/${folderName(name)}` }, " in the data folder, tag ", { code: tagOf(version) }],
];

function facts(job: Job): [string, Line][] {
  const { createdAt, updatedAt, maxIterations, iterations, commits, plan } = job;
  const sandbox = keptIteration(job)?.report?.sandbox;
  const took = durationText(Date.parse(updatedAt) - Date.parse(createdAt));
  return [
    ...(commits.release && plan ? [released(plan.specification)] : []),
    ["Job", [{ code: job.id }, `, asked for at ${timeText(createdAt)}`]],
    [isFinished(job) ? "Took" : "At work for", [took]],
    ["Iterations", [`${iterations.length} of at most ${maxIterations}`]],
    [
      "Sandbox",
      sandbox
        ? [{ code: sandbox.level }, ` (${sandbox.backend}): ${LEVELS[sandbox.level]}`]
        : ["No code of this job was run, or it was not recorded in what box."],
    ],
  ];
}

const STEPS: Record<Decision["step"], string> = {
  release: "release",
  mend: "mend what is open",
  "rewrite-tests": "mend the tests",
  "judge-tests": "judge disputed tests",
  "fresh-start": "begin again, with another approach",
  "two-candidates": "have two answers written",
  stop: "stop",
};

function decisionBlocks({ decisions }: Job): Block[] {
  const rows = decisions.map(({ after, step, base, reason }) => [
    cell(`Iteration ${after}`),
    [[{ strong: STEPS[step] }], ...(base === undefined ? [] : [[`from iteration ${base}`]])],
    cell(reason),
  ]);
  return rows.length > 0
    ? table(["After", "Decision", "Reason"], rows)
    : [text("Nothing had to be decided, or an earlier version did not record it.")];
}
