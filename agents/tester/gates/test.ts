import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { runClean } from "../../../shared/clean-child.ts";
import { readFolder } from "../../../shared/files.ts";
import { packageRoot } from "../../../shared/package.ts";
import type { Finding, RanTest } from "../../../shared/results.ts";
import { fakeSettings } from "../load/fake-settings.ts";
import { blocker, interrupted, tail, type Place, type Verdict } from "../gate.ts";
import { judgeMutants } from "../mutants/judge.ts";
import { mutate } from "../mutants/mutants.ts";
import { inTurns } from "../mutants/order.ts";
import { hollow } from "../tests/hollow.ts";
import { TestReport, type RanFile, type TestOrder } from "../tests/report.ts";

const CHILD = path.join(packageRoot, "dist", "agents", "tester", "tests", "main.js");
/** Of vitest and its workers together. */
const MEMORY_BYTES = 3_000_000_000;
const MOST_MUTANTS = 400;
const OURS = { include: ["src/__tests__/**/*.test.ts"], exclude: [] };
const FOREIGN = {
  include: ["**/*.{test,spec}.{ts,tsx,mts,js,mjs}"],
  exclude: ["**/node_modules/**", "**/dist/**"],
};

/**
 * The plugin's tests, in two zones: vitest runs outside of the box and judges, its workers run the plugin inside. No tests,
 * a skipped test, an error outside of a test, or results that somebody meddled with are red like a failed test.
 */
export async function test(place: Place): Promise<Verdict> {
  const { folder, sandbox, packages, signal, timeoutMs, layout } = place;
  const scratch = path.join(place.scratch, `tests-${crypto.randomUUID()}`);
  const modules = path.join(scratch, "modules");
  fs.mkdirSync(modules, { recursive: true });
  const nonce = crypto.randomUUID();
  const root = fs.realpathSync(folder);
  const launcher = sandbox.launcher(
    {
      argv: [process.execPath],
      cwd: root,
      touches: "executes",
      readable: [root, modules, ...packages],
      env: fakeSettings(place.specification),
    },
    scratch,
  );
  const files = readFolder(root);
  const mutation = place.mutants && mutate(files);
  const order: TestOrder = {
    nonce,
    root,
    ...(layout ? FOREIGN : OURS),
    scratch,
    launcher,
    hollow: hollow(files),
    ...(mutation &&
      place.mutants && {
        mutation: {
          sources: mutation.sources,
          ids: inTurns(mutation.mutants)
            .slice(0, MOST_MUTANTS)
            .map(({ id }) => id),
          timeoutMs: place.mutants.timeoutMs,
        },
      }),
  };
  const result = await runClean({
    file: process.execPath,
    args: [CHILD],
    cwd: root,
    signal,
    timeoutMs,
    memoryBytes: MEMORY_BYTES,
    input: JSON.stringify(order),
    // Vitest keeps here what it made of the modules, for its workers to read.
    env: { TMPDIR: modules, VITE_CONFIG_NATIVE_IGNORE_WARNING: "true" },
  });
  fs.rmSync(scratch, { recursive: true, force: true });
  const stopped = interrupted("test", result);
  if (stopped.length > 0) return { summary: "stopped", findings: stopped };
  const line = result.stdout.split("\n").find((each) => each.startsWith(nonce));
  if (line === undefined) {
    const finding = blocker("test", `The test run ended without a report: ${tail(result)}`);
    return { summary: "no report", findings: [finding] };
  }
  const report = TestReport.parse(JSON.parse(line.slice(nonce.length)));
  const verdict = judge(report);
  if (!mutation || !report.mutants) return verdict;
  return withMutants(verdict, judgeMutants(mutation.mutants, report.mutants));
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
