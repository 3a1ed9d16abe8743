import type { Files } from "../../shared/files.ts";
import type { JobEvent, Payload } from "../../shared/events.ts";
import type { Job } from "../../shared/job.ts";
import { Repository } from "../../shared/repository.ts";
import type { CheckReport, Finding, Gate, RanTest, Review } from "../../shared/results.ts";
import { committed, eventOf, play } from "./job-story.ts";
import { greeter } from "./specifications.ts";

/** What one iteration of a told job brings. */
export interface Round {
  files: Files;
  summary?: string;
  gates: Partial<Gate>[];
  review?: Review;
}

export interface ReportStory {
  wish?: string;
  plan?: Partial<Payload<"plan:completed">>;
  model?: string;
  maxIterations?: number;
  rounds: Round[];
  /** Between the last round and the end. */
  then?: JobEvent[];
}

export const criteria = [
  { id: "AC-1", component: "greet", text: "Says hello to a person by name." },
  { id: "AC-2", component: "greet", text: "Without name, it fails with a sentence." },
  { id: "AC-3", component: "greet", text: "Greets in the language of the person." },
];

const TESTS = { "src/__tests__/greet.test.ts": 'test("[AC-1] greets", () => {});\n' };

export const ranTest = (name: string, state: RanTest["state"] = "passed"): RanTest => ({
  name,
  file: "src/__tests__/greet.test.ts",
  state,
});

/** Gates in their order, green unless said otherwise. */
export const gatesWith = (...changes: Partial<Gate>[]): Gate[] =>
  (["install", "build", "lint", "test", "load"] as const).map((name, index) => ({
    name,
    status: "passed",
    summary: "done",
    durationMs: 400 * (index + 1),
    findings: [],
    ...changes.find((each) => each.name === name),
  }));

export const blocker = (from: Finding["from"], more: Partial<Finding> = {}): Finding => ({
  from,
  severity: "blocker",
  message: "It does not greet.",
  ...more,
});

/** A job told by its events, whose files lie in a real repository. */
export const toldJob = async (dataDir: string, story: ReportStory): Promise<Job> =>
  play(...(await toldEvents(dataDir, story)));

/** The events of such a job, oldest first. */
export async function toldEvents(dataDir: string, story: ReportStory): Promise<JobEvent[]> {
  const { wish = "Greet people by name", plan, model = "offline", maxIterations = 5 } = story;
  const specification = plan?.specification ?? greeter;
  const repository = await Repository.open(dataDir, specification.name);
  const tests = await repository.writeTree(TESTS);
  const begin = [
    eventOf("job:created", { description: wish, notes: [], maxIterations, model }),
    eventOf("plan:completed", {
      specification,
      assumptions: [],
      criteria,
      character: "p1",
      ...plan,
    }),
    committed("plan", 0),
    eventOf("tests:completed", {
      iteration: 1,
      tree: tests,
      summary: "tests for each criterion",
      files: Object.keys(TESTS),
      character: "t1",
    }),
  ];
  const rounds: JobEvent[] = [];
  for (const [index, round] of story.rounds.entries()) {
    const tree = await repository.writeTree(round.files);
    rounds.push(...roundOf(index + 1, tree, round));
  }
  return [...begin, ...rounds, ...(story.then ?? [])];
}

function roundOf(iteration: number, tree: string, round: Round): JobEvent[] {
  const { files, summary = "write the greeter", gates, review } = round;
  const all = gatesWith(...gates);
  const report: CheckReport = {
    verdict: all.every(({ status }) => status === "passed") ? "passed" : "failed",
    mendable: true,
    gates: all,
    sandbox: { level: "os", backend: "bubblewrap 0.8.0" },
  };
  return [
    eventOf("code:completed", {
      iteration,
      tree,
      summary,
      files: Object.keys(files),
      character: "c1",
    }),
    ...(iteration === 1 ? [committed("tests", 1)] : []),
    eventOf("checks:completed", { iteration, report }),
    ...(review ? [eventOf("review:completed", { iteration, review, character: "r1" })] : []),
    committed("iteration", iteration),
  ];
}
