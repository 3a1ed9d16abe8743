import fs from "node:fs";
import path from "node:path";
import type { RunChecks } from "../../agents/tester/checks.ts";
import { readFolder, type Files } from "../../shared/files.ts";
import { gateNames, type Finding, type Gate } from "../../shared/results.ts";

/**
 * Gates that look at nothing: what is wrong with a plugin's files is for the test to say, and the test gate reports it. A
 * bundle is left as a real build would leave one.
 */
export const scriptedGates =
  (wrongWith: (files: Files) => Finding[] = () => []): RunChecks =>
  ({ folder, onGate }) => {
    const findings = wrongWith(readFolder(folder));
    const gates = gateNames.map((name): Gate => {
      const own = name === "test" ? findings : [];
      const tests =
        name === "test" ? [{ name: "[AC-1] works", file: "src/__tests__/a.test.ts" }] : [];
      const state = own.length > 0 ? "failed" : "passed";
      return {
        name,
        status: state,
        summary: `${own.length} wrong`,
        durationMs: 1,
        findings: own,
        ...(tests.length > 0 && { tests: tests.map((each) => ({ ...each, state })) }),
      };
    });
    for (const gate of gates) {
      onGate?.started(gate.name);
      onGate?.completed(gate);
    }
    fs.mkdirSync(path.join(folder, "dist"), { recursive: true });
    fs.writeFileSync(path.join(folder, "dist", "index.js"), "export default {};\n");
    const verdict = findings.length > 0 ? "failed" : "passed";
    return Promise.resolve({ verdict, gates, mendable: true });
  };
