import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { runChecks, type RunChecks } from "../../../agents/tester/checks.ts";
import { readFolder, type Files } from "../../../shared/files.ts";
import type { Job } from "../../../shared/job.ts";
import { readSpecification } from "../../../shared/read-specification.ts";
import type { CheckReport } from "../../../shared/results.ts";
import { estimateTokens } from "../../../shared/usage.ts";
import { writeAll, writtenFiles, writtenPlan } from "../demonstrations/words.ts";
import { startMessagesServer, type RequestBody } from "../messages-server.ts";
import type { Reply } from "../scenario.ts";
import { scriptedConfig } from "../scripted-job.ts";
import { teamAtWork } from "../started-team.ts";
import type { Attempt, LoopScenario } from "./scenarios.ts";

/** More than any job asks for. */
const ANSWERS = 12;
/** The section of a message that says what is to be mended. */
const FINDINGS = /<data (\w+) findings, causes first>\n([^]*?)\n<\/data \1/;

export interface Played {
  job: Job;
  /** What the coder was told each time it was asked to mend something. */
  told: string[];
  /** Tokens of findings that were fed back, each time. */
  tokens: number[];
}

/** Plays a scenario with real gates, real git and a scripted model, and lets it end as it will. */
export async function play(
  { coder, review = () => ({}), maxIterations, tests: given, judge }: LoopScenario,
  dataDir: string,
  gates: RunChecks,
): Promise<Played> {
  const plan = JSON.parse(writtenPlan("stuck")) as { specification: unknown };
  const tests = given ?? writtenFiles("stuck", "tests");
  const rounds = Array.from({ length: ANSWERS }, (_each, index) => index + 1);
  const attempts = rounds.map((round) => coder[Math.min(round, coder.length) - 1] ?? "nothing");
  const server = await startMessagesServer({
    replies: {
      coordinator: [{ text: JSON.stringify({ kind: "start", text: "I begin." }) }],
      planner: rounds.map(() => ({ text: JSON.stringify(plan) })),
      tester: [...conversation(tests, "tests"), ...rounds.map(() => judgement(judge))],
      coder: attempts.flatMap((attempt, index) => answers(attempt, attempts.slice(0, index))),
      reviewer: rounds.flatMap((round) => {
        const words = { verdict: "approve", score: 95, summary: "Fine.", findings: [] };
        const text = JSON.stringify({ ...words, ...review(round) });
        // A verdict that is objected to is asked for once more.
        return review(round).findings ? [{ text }, { text }] : [{ text }];
      }),
    },
  });
  const { team, create } = teamAtWork(dataDir, { config: scriptedConfig(server), gates });
  try {
    const { specification } = readSpecification(plan.specification);
    const job = await create(specification, maxIterations);
    const told = server.seen
      .filter(({ role, body }) => role === "coder" && body.messages.length === 1)
      .map(({ body }) => textOf(body))
      .filter((text) => FINDINGS.test(text));
    const tokens = told.map((text) => estimateTokens(FINDINGS.exec(text)?.[2] ?? ""));
    return { job, told, tokens };
  } finally {
    await team.close();
    await server.close();
  }
}

const conversation = (files: Files, subject: string): Reply[] => [
  { tools: writeAll(files) },
  { text: `write the ${subject}` },
];

const judgement = (judge: LoopScenario["judge"]): Reply => {
  const verdicts = judge ? [{ test: DISPUTED, ...judge }] : [];
  return { text: JSON.stringify({ verdicts }) };
};

/** Name of the test that coders dispute. */
const DISPUTED = "[AC-1] gives a half cent to the even cent";

/** A writer that touches what is not its own is refused, with tools and without. */
const REFUSALS = 5;

function answers(attempt: Attempt, before: Attempt[]): Reply[] {
  if (attempt === "edits a test") {
    const tools = writeAll({ "src/__tests__/split-bill.test.ts": "// every test is green now\n" });
    return [{ tools }, ...Array.from({ length: REFUSALS }, () => ({ text: "I edited the test." }))];
  }
  if (attempt === "disputes a test") {
    const reason = "It asks for another cent.";
    const input = { test: DISPUTED, clause: "a half cent goes to the even cent", reason };
    return [{ tools: [{ name: "dispute_test", input }] }, { text: "the test is wrong" }];
  }
  if (attempt !== "nothing") return conversation(attempt, "bill splitter");
  const last = before.findLast((each) => typeof each === "object");
  return conversation(last ?? {}, "same again");
}

/** The words of a request's only message. */
const textOf = ({ messages }: RequestBody): string => {
  const content = messages[0]?.content;
  return typeof content === "string" ? content : JSON.stringify(content);
};

/** The real gates, which look at the same plugin once only: many scenarios come by the same versions. */
export function rememberingGates(room: string): RunChecks {
  const known = new Map<string, Promise<CheckReport>>();
  return async (options) => {
    const files = readFolder(options.folder);
    const key = crypto.createHash("sha256").update(JSON.stringify(files)).digest("hex");
    const kept = path.join(room, key);
    const first = !known.has(key);
    const running = known.get(key) ?? runChecks(options);
    known.set(key, running);
    const report = await running;
    const dist = path.join(options.folder, "dist");
    // A red build leaves nothing.
    if (first && fs.existsSync(dist)) fs.cpSync(dist, kept, { recursive: true });
    else if (fs.existsSync(kept)) fs.cpSync(kept, dist, { recursive: true });
    for (const gate of report.gates) if (!first) options.onGate?.completed(gate);
    return report;
  };
}
