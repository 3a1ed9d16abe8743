// Gates that look at nothing and let everything pass, for tests of what happens around them.
import fs from "node:fs";
import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";

const names = ["install", "build", "lint", "test", "load"];

export async function cheapGates({ folder, signal, onGate }) {
  const gates = [];
  for (const name of names) {
    signal.throwIfAborted();
    onGate?.started(name);
    await turn();
    signal.throwIfAborted();
    const summary = name === "test" ? "5 passed, 0 failed" : "as the test wants it";
    const gate = { name, status: "passed", summary, durationMs: 0, findings: [] };
    onGate?.completed(gate);
    gates.push(gate);
  }
  fs.mkdirSync(path.join(folder, "dist"), { recursive: true });
  fs.writeFileSync(path.join(folder, "dist", "index.js"), "export default {};\n");
  return { verdict: "passed", gates, mendable: true };
}
