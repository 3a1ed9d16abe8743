import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { packageRoot } from "../../../shared/package.ts";
import { blocker, interrupted, runTool, tail, type Place, type Verdict } from "../gate.ts";
import { LoadReport } from "../load/report.ts";

const CHILD = path.join(packageRoot, "dist", "agents", "tester", "load", "main.js");

/** Starts the built plugin in a real ElizaOS agent, in a process of its own, and tries every component. */
export async function load(place: Place): Promise<Verdict> {
  const database = path.join(place.scratch, `database-${crypto.randomUUID()}`);
  fs.cpSync(place.database, database, { recursive: true });
  // Generated code prints to the same pipe; only a line with this word in front is ours.
  const nonce = crypto.randomUUID();
  const { specification, layout } = place;
  const componentsKnown = layout?.componentsKnown ?? true;
  const entry = path.join(place.folder, "dist", "index.js");
  const result = await runTool(place, [process.execPath, CHILD], {
    input: JSON.stringify({ nonce, entry, database, specification, componentsKnown }),
    touches: "executes",
    readable: [path.join(packageRoot, "dist"), path.join(packageRoot, "package.json")],
    writable: [database],
    env: { LOG_LEVEL: "fatal", NODE_ENV: "production" },
  });
  fs.rmSync(database, { recursive: true, force: true });
  const stopped = interrupted("load", result);
  if (stopped.length > 0) return { summary: "stopped", findings: stopped };
  const line = result.stdout.split("\n").find((each) => each.startsWith(nonce));
  const report = line ? LoadReport.parse(JSON.parse(line.slice(nonce.length))) : undefined;
  if (!report) {
    const finding = blocker("load", `The agent with the plugin did not come up: ${tail(result)}`);
    return { summary: "did not start", findings: [finding] };
  }
  const findings = report.problems.map((problem) => blocker("load", problem));
  return { summary: `${report.checked} components tried in an ElizaOS agent`, findings };
}
