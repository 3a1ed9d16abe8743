import path from "node:path";
import type { z } from "zod";
import { readFolder, writeFolder, type Files } from "../../../shared/files.ts";
import type { Resident } from "../../../shared/resident.ts";
import type { Finding, RanTest } from "../../../shared/results.ts";
import { removeTemporaryFolder } from "../../../shared/temporary-folder.ts";
import { fakeSettings } from "../load/fake-settings.ts";
import { copyPlugin } from "../copy-plugin.ts";
import { blocker, interrupted, tail, type Place, type Verdict } from "../gate.ts";
import { judgeMutants } from "../mutants/judge.ts";
import { mutate } from "../mutants/mutants.ts";
import { inTurns } from "../mutants/order.ts";
import { takeRoom } from "../standby.ts";
import { hollow } from "../tests/hollow.ts";
import { releaseHost } from "../tests/host.ts";
import {
  MutantsReport,
  TestReport,
  type RanFile,
  type Run,
  type TestOrder,
} from "../tests/report.ts";
import type { TestRoom } from "../tests/room.ts";

const MOST_MUTANTS = 400;
const OURS = { include: ["src/__tests__/**/*.test.ts"], exclude: [] };
const FOREIGN = {
  include: ["**/*.{test,spec}.{ts,tsx,mts,js,mjs}"],
  exclude: ["**/node_modules/**", "**/dist/**"],
};

export interface TestOptions {
  /** Tests besides the plugin's own, in a folder that is written into the plugin for them. */
  besides?: { folder: string; files: Files } | undefined;
  /** Green tests have to show that they notice broken code, in this time, if that is still wanted when they are green. */
  mutants?: { timeoutMs: number; wanted: Promise<boolean> } | undefined;
}

/**
 * The plugin's tests, in two zones: vitest runs outside of the box and judges, its workers run the plugin inside, on a copy.
 * No tests, a skipped test, an error outside of a test, or results that somebody meddled with are red like a failed test.
 */
export async function test(place: Place, options: TestOptions = {}): Promise<Verdict> {
  const { room, host } = await takeRoom(place);
  try {
    const verdict = await testIn(room, host, place, options);
    return options.besides ? { ...verdict, findings: verdict.findings.map(lenient) } : verdict;
  } finally {
    await releaseHost(host);
    removeTemporaryFolder(room.scratch);
  }
}

/** That tests are too weak is news about whoever wrote them: those besides the plugin's own came from its specification. */
const lenient = (finding: Finding): Finding =>
  WEAK.has(finding.rule ?? "") ? { ...finding, severity: "warning" } : finding;

const WEAK = new Set(["proves-nothing", "tests-do-not-bite"]);

async function testIn(
  room: TestRoom,
  host: Resident,
  place: Place,
  { besides, mutants }: TestOptions,
): Promise<Verdict> {
  copyPlugin(place.folder, room.root);
  if (besides) writeFolder(path.join(room.root, besides.folder), besides.files);
  const files = readFolder(room.root);
  const evaluators = place.specification.evaluators.map(({ name }) => name);
  const run: Run = {
    room,
    ...(place.layout ? FOREIGN : OURS),
    settings: fakeSettings(place.specification),
  };
  const ran = await give(
    host,
    { order: "run", ...run, hollow: hollow(files, evaluators) },
    TestReport,
    place,
  );
  if ("verdict" in ran) return ran.verdict;
  // Who meddles with results may have meddled with more: the next plugin gets another vitest.
  if (ran.answer.files.some(({ control }) => control !== "failed")) await host.close();
  const verdict = judge(ran.answer);
  const isGreen = verdict.findings.length === 0;
  if (!mutants || !isGreen || !(await mutants.wanted)) return verdict;
  const { sources, mutants: all } = mutate(files);
  const tests = ran.answer.files;
  const order: TestOrder = {
    order: "mutants",
    ...run,
    sources,
    ids: inTurns(all)
      .slice(0, MOST_MUTANTS)
      .map(({ id }) => id),
    timeoutMs: mutants.timeoutMs,
    files: tests.map(({ file }) => file),
    slowestMs: Math.max(...tests.flatMap((each) => each.tests.map((test) => test.durationMs))),
  };
  const tried = await give(host, order, MutantsReport, place);
  if ("verdict" in tried) return tried.verdict;
  return withMutants(verdict, judgeMutants(all, tried.answer));
}

/** What vitest answers to an order; or what there is to say when it does not. */
async function give<Answer>(
  host: Resident,
  order: TestOrder,
  answer: z.ZodType<Answer>,
  place: Place,
): Promise<{ answer: Answer } | { verdict: Verdict }> {
  const reply = await host.ask(order, place);
  if ("answer" in reply) return { answer: answer.parse(reply.answer) };
  const stopped = interrupted("test", reply.ended);
  if (stopped.length > 0) return { verdict: { summary: "stopped", findings: stopped } };
  const message = `The test run ended without a report: ${tail(reply.ended)}`;
  return { verdict: { summary: "no report", findings: [blocker("test", message)] } };
}

const withMutants = (verdict: Verdict, judged: ReturnType<typeof judgeMutants>): Verdict => ({
  ...verdict,
  summary: `${verdict.summary}; ${judged.summary}`,
  findings: [...verdict.findings, ...judged.findings],
  mutation: judged.mutation,
});

function judge({ files, unhandled, contentWithNothing }: TestReport): Verdict {
  const tests = files.flatMap((each) => each.tests);
  const count = (state: string): number => tests.filter((each) => each.state === state).length;
  const findings = [
    ...files.flatMap(judgeFile),
    ...unhandled.map((message) =>
      blocker("test", `Something failed outside of any test: ${firstLines(message)}`),
    ),
  ];
  const skipped = files.flatMap(({ file, tests }) =>
    tests
      .filter(({ state }) => state === "skipped" || state === "pending")
      .map(({ name }) => `"${name}" in ${file}`),
  );
  if (skipped.length > 0) {
    const which = skipped.slice(0, 10).join(", ");
    findings.push(
      blocker("test", `Every test has to run. Skipped: ${skipped.length}. These: ${which}.`),
    );
  }
  if (contentWithNothing && findings.length === 0) {
    const message =
      "All tests pass as well when no handler, provider or service of the plugin does anything. Test what the plugin does: call it, and check answers and stored data.";
    findings.push(blocker("test", message, { rule: "proves-nothing" }));
  }
  if (tests.length === 0 && findings.length === 0) {
    findings.push(blocker("test", "There is no test. Expected tests in src/__tests__/*.test.ts."));
  }
  const summary = `${count("passed")} passed, ${count("failed")} failed`;
  return { summary, findings, tests: files.flatMap(ranIn) };
}

/** What a file's tests count for: none of them where somebody meddled with results, and one without an end did not run. */
const ranIn = ({ file, tests, control }: RanFile): RanTest[] =>
  tests.map(({ name, state }) => {
    const counts = control === "failed" ? state : "failed";
    return { name, file, state: counts === "pending" ? "skipped" : counts };
  });

function judgeFile({ file, errors, tests, control }: RanFile): Finding[] {
  const failed = tests
    .filter(({ state }) => state === "failed")
    .map(({ name, line, errors }) => ({
      ...blocker("test", `${name}: ${firstLines(errors.join("\n")) || "failed"}`, { file, line }),
      test: name,
    }));
  const broken = errors.map((error) =>
    blocker("test", `${file} could not be run: ${firstLines(error)}`, { file }),
  );
  if (control === "passed") {
    return [
      blocker(
        "test",
        `${file} changes how results are made: a test that has to fail was reported as passed. Do not touch expect, the runner or its results.`,
        { file, rule: "tampered" },
      ),
    ];
  }
  if (control === "failed" || broken.length > 0) return [...broken, ...failed];
  return [
    ...failed,
    blocker(
      "test",
      `${file} did not run to its end: the process left early, or its tests were filtered. Do not end the process in a test.`,
      { file, rule: "not-finished" },
    ),
  ];
}

const firstLines = (message: string): string => message.split("\n    at ")[0] ?? "";
