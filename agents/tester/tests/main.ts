import "../../../shared/optimise-late.ts";
import crypto from "node:crypto";
import path from "node:path";
import type { TestCase, TestModule } from "vitest/node";
import { answerQuestions } from "../../../shared/resident.ts";
import { dismissWorkers, prepareWorkers } from "./boxed-worker.ts";
import { tryMutants } from "./mutants.ts";
import { openVitest } from "./open.ts";
import { ownSourcesOnly, withSources } from "./own-sources-only.ts";
import { TestOrder, type RanFile, type RanTest, type Run, type TestReport } from "./report.ts";

// Vitest itself, its configuration and its verdicts live here, outside of the box; generated code runs in workers inside.
const MOST_CHARACTERS = 4_000;

answerQuestions(async (question) => {
  const order = TestOrder.parse(question);
  switch (order.order) {
    case "prepare":
      prepareWorkers(order.room);
      return {};
    case "run":
      return runTests(order, order.hollow).finally(() => dismissWorkers(order.room.root));
    case "mutants":
      return tryMutants(order);
    default:
      return order satisfies never;
  }
});

async function runTests(run: Run, hollow: Record<string, string>): Promise<TestReport> {
  const report = await runOnce(run);
  const isHonest = report.files.every(({ control }) => control === "failed");
  if (Object.keys(hollow).length > 0 && isHonest && isGreen(report)) {
    report.contentWithNothing = isGreen(await runOnce(run, hollow));
  }
  return report;
}

/** Runs all tests with a control in every file; of a hollow plugin none is needed, and the first red test is enough. */
async function runOnce(run: Run, hollow?: Record<string, string>): Promise<TestReport> {
  const { root } = run.room;
  /** Name of the test in every file that has to fail; where it does not, somebody meddled with the results. */
  const control = `control ${crypto.randomUUID()}`;
  const testFiles = new Set<string>();
  const sources = hollow
    ? withSources(root, hollow)
    : ownSourcesOnly(root, (file, code) =>
        testFiles.has(file) ? code + controlTest(control) : code,
      );
  const vitest = await openVitest(run, [sources], { bail: hollow ? 1 : 0 });
  for (const { moduleId } of await vitest.globTestSpecifications()) testFiles.add(moduleId);
  await vitest.start();
  const { state } = vitest;
  const report = {
    files: state
      .getTestModules()
      .map((module) => reportOf(module, root, control))
      .sort((one, other) => (one.file < other.file ? -1 : 1)),
    unhandled: state.getUnhandledErrors().map(messageOf),
  };
  await vitest.close();
  return report;
}

const controlTest = (name: string): string => `
import { expect as controlExpect, test as controlTest } from "vitest";
controlTest(${JSON.stringify(name)}, () => { controlExpect(1).toBe(2); });
`;

/** Every test that is not our own passed. */
function isGreen({ files, unhandled }: TestReport): boolean {
  const isFine = ({ errors, tests }: RanFile): boolean =>
    errors.length === 0 && tests.every(({ state }) => state === "passed");
  return unhandled.length === 0 && files.length > 0 && files.every(isFine);
}

function reportOf(module: TestModule, root: string, control: string): RanFile {
  const tests = [...module.children.allTests()];
  return {
    file: path.relative(root, module.moduleId).split(path.sep).join("/"),
    state: module.state(),
    errors: module.errors().map(messageOf),
    tests: tests.filter((each) => each.fullName !== control).map(testOf),
    control: tests.find((each) => each.fullName === control)?.result().state,
  };
}

function testOf(test: TestCase): RanTest {
  const { state, errors = [] } = test.result();
  const durationMs = test.diagnostic()?.duration ?? 0;
  const line = test.location?.line;
  return { name: test.fullName, state, line, errors: errors.map(messageOf), durationMs };
}

/** What an error says; no more of it than people and models read. */
function messageOf(error: unknown): string {
  const told = typeof error === "object" && error !== null && "message" in error;
  return String(told ? error.message : error).slice(0, MOST_CHARACTERS);
}
