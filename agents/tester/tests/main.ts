import crypto from "node:crypto";
import path from "node:path";
import type { TestCase, TestModule } from "vitest/node";
import { tryMutants } from "./mutants.ts";
import { openVitest } from "./open.ts";
import { ownSourcesOnly, withSources } from "./own-sources-only.ts";
import { TestOrder, type RanFile, type RanTest, type TestReport } from "./report.ts";

// Vitest itself, its configuration and its verdicts live here, outside of the box; generated code runs in workers inside.
const input: Buffer[] = [];
for await (const chunk of process.stdin) input.push(chunk as Buffer);
const order = TestOrder.parse(JSON.parse(Buffer.concat(input).toString()));
/** Name of the test in every file that has to fail; where it does not, somebody meddled with the results. */
const control = `control ${crypto.randomUUID()}`;

const controlTest = `
import { expect as controlExpect, test as controlTest } from "vitest";
controlTest(${JSON.stringify(control)}, () => { controlExpect(1).toBe(2); });
`;

const MOST_CHARACTERS = 4_000;

process.execPath = order.launcher.execPath; // what child_process.fork starts
const report = await run();
const isHonest = report.files.every(({ control: its }) => its === "failed");
if (Object.keys(order.hollow).length > 0 && isHonest && isGreen(report)) {
  report.contentWithNothing = isGreen(await run(order.hollow));
  if (order.mutation && !report.contentWithNothing) {
    report.mutants = await tryMutants(order, order.mutation, testsOf(report));
  }
}
process.stdout.write(`\n${order.nonce}${JSON.stringify(report)}\n`, () => process.exit(0));

/** Runs all tests with a control in every file; of a hollow plugin none is needed, and the first red test is enough. */
async function run(hollow?: Record<string, string>): Promise<TestReport> {
  const { root } = order;
  const testFiles = new Set<string>();
  const sources = hollow
    ? withSources(root, hollow)
    : ownSourcesOnly(root, (file, code) => (testFiles.has(file) ? code + controlTest : code));
  const vitest = await openVitest(order, [sources], { bail: hollow ? 1 : 0 });
  for (const { moduleId } of await vitest.globTestSpecifications()) testFiles.add(moduleId);
  await vitest.start();
  const { state } = vitest;
  const report = {
    files: state
      .getTestModules()
      .map(reportOf)
      .sort((one, other) => (one.file < other.file ? -1 : 1)),
    unhandled: state.getUnhandledErrors().map(messageOf),
  };
  await vitest.close();
  return report;
}

/** Every test that is not our own passed. */
function isGreen({ files, unhandled }: TestReport): boolean {
  const isFine = ({ errors, tests }: RanFile): boolean =>
    errors.length === 0 && tests.every(({ state }) => state === "passed");
  return unhandled.length === 0 && files.length > 0 && files.every(isFine);
}

function reportOf(module: TestModule): RanFile {
  const tests = [...module.children.allTests()];
  return {
    file: path.relative(order.root, module.moduleId).split(path.sep).join("/"),
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

/** What has to be known of the tests before the plugin is broken. */
function testsOf({ files }: TestReport): { files: string[]; slowestMs: number } {
  return {
    files: files.map(({ file }) => path.join(order.root, file)),
    slowestMs: Math.max(...files.flatMap(({ tests }) => tests.map((each) => each.durationMs))),
  };
}

/** What an error says; no more of it than people and models read. */
function messageOf(error: unknown): string {
  const told = typeof error === "object" && error !== null && "message" in error;
  return String(told ? error.message : error).slice(0, MOST_CHARACTERS);
}
