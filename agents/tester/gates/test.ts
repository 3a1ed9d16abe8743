import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Finding } from "../../../shared/results.ts";
import { packageFolder } from "../../toolchain.ts";
import { packageRoot } from "../../../shared/package.ts";
import { blocker, interrupted, runTool, tail, type Place, type Verdict } from "../gate.ts";

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullable().optional(),
          location: z.object({ line: z.number() }).nullable().optional(),
        }),
      ),
    }),
  ),
});
type Report = z.infer<typeof Report>;

/** Vitest with our configuration. No tests, a skipped test, or a run that ends badly are red like a failed one. */
export async function test(place: Place): Promise<Verdict> {
  const vitest = path.join(packageFolder("vitest"), "vitest.mjs");
  const reportFile = path.join(place.scratch, `tests-${crypto.randomUUID()}.json`);
  fs.mkdirSync(place.scratch, { recursive: true });
  const result = await runTool(
    place,
    [
      process.execPath,
      vitest,
      "run",
      "--root",
      place.folder,
      "--config",
      place.layout
        ? path.join(place.folder, "vitest.config.mjs")
        : path.join(packageRoot, "agents", "tester", "vitest.config.mjs"),
      "--configLoader",
      "native",
      "--reporter=json",
      "--includeTaskLocation",
      `--outputFile=${reportFile}`,
    ],
    { env: { PLUGIN_DYNAMIC_SCRATCH: place.scratch } },
  );
  const report = Report.safeParse(readReport(reportFile));
  const stopped = interrupted("test", result);
  if (stopped.length > 0) return { summary: "stopped", findings: stopped };
  if (!report.success) {
    const finding = blocker("test", `The test run ended without a report: ${tail(result)}`);
    return { summary: "no report", findings: [finding] };
  }
  const findings = judge(report.data, place.folder);
  if (findings.length === 0 && result.exitCode !== 0) {
    findings.push(blocker("test", `The test run itself failed: ${tail(result)}`));
  }
  const { numPassedTests, numFailedTests } = report.data;
  return { summary: `${numPassedTests} passed, ${numFailedTests} failed`, findings };
}

function judge(report: Report, folder: string): Finding[] {
  const findings = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(folder, name);
    const failed = assertionResults
      .filter((each) => each.status === "failed")
      .map(({ fullName, failureMessages, location }) => {
        const why = failureMessages?.join("\n").split("\n    at ")[0] ?? "failed";
        return blocker("test", `${fullName}: ${why}`, { file, line: location?.line });
      });
    if (failed.length > 0 || status === "passed") return failed;
    return [blocker("test", `${file} could not be run: ${message || "no reason given"}`, { file })];
  });
  const skipped = report.numPendingTests + report.numTodoTests;
  if (skipped > 0) findings.push(blocker("test", `Every test has to run. Skipped: ${skipped}.`));
  if (report.numPassedTests + report.numFailedTests === 0 && findings.length === 0) {
    findings.push(blocker("test", "There is no test. Expected tests in src/__tests__/*.test.ts."));
  }
  return findings;
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined; // the run died before it could report; its output is shown instead
  } finally {
    fs.rmSync(file, { force: true });
  }
}
