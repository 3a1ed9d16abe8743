import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { treesOf } from "../../agents/job-trees.ts";
import { branchOf, tagOf } from "../../agents/coordinator/coordinator.ts";
import { locatePlugin } from "../../agents/finished-plugins.ts";
import { Recorder } from "../../agents/models/cassette/recorder.ts";
import { writeReport } from "../../agents/report/write-report.ts";
import { parseEvent, type EventType, type Payload } from "../../shared/events.ts";
import type { Files } from "../../shared/files.ts";
import type { Job } from "../../shared/job.ts";
import { Jobs } from "../../shared/jobs.ts";
import { Repository } from "../../shared/repository.ts";
import { approval, greenReport } from "./job-story.ts";
import { greeter } from "./specifications.ts";

export interface FinishedJob {
  id?: string;
  plugin?: string;
  version?: string;
  status?: "completed" | "failed";
  /** ISO 8601. */
  at?: string;
  code?: Files;
  /** What an agent thought, last of all. */
  thought?: string;
  /** A call to a model. */
  called?: Payload<"model:called">;
}

const character = "c0ffee";
const TESTS = { "src/__tests__/greet.test.ts": 'test("greets", () => {});\n' };

/** Leaves a job in a data folder as a team leaves it that has ended it: journal, recording, commits, release, report. */
export async function finishedJob(
  dataDir: string,
  {
    id = "abc123",
    plugin = greeter.name,
    version = "1.0.0",
    status = "completed",
    at = new Date().toISOString(),
    code = { "src/index.ts": "export default {};\n" },
    thought,
    called,
  }: FinishedJob = {},
): Promise<Job> {
  const jobs = new Jobs(dataDir);
  const publish = <Type extends EventType>(type: Type, payload: Payload<Type>): void =>
    jobs.record(
      parseEvent({
        type,
        id: crypto.randomUUID(),
        jobId: id,
        at,
        agent: "coordinator",
        ...payload,
      }),
    );
  const specification = { ...greeter, name: plugin, version };
  const origin = { agentId: "agent-of-here", roomId: "room-of-here", entityId: "person-of-here" };
  publish("job:created", { specification, notes: [], maxIterations: 5, model: "offline", origin });
  const recorder = new Recorder(jobs.folderOf(id), {
    source: "offline",
    request: { specification },
    maxIterations: 5,
  });
  const git = await Repository.open(dataDir, plugin);
  const trailers = { Job: id };
  const commit = async (
    kind: "plan" | "tests" | "iteration",
    author: string,
    files: Files,
  ): Promise<string> => {
    publish("commit:requested", { kind, iteration: kind === "plan" ? 0 : 1 });
    const made = await git.commit({
      branch: branchOf({ id }),
      tree: await git.writeTree(files),
      author,
      subject: `${kind} of ${id}`,
      body: "",
      trailers,
    });
    publish("commit:completed", { kind, iteration: kind === "plan" ? 0 : 1, commit: made });
    return made;
  };
  const given = { "specification.json": JSON.stringify(specification) };
  publish("plan:requested", {});
  publish("plan:completed", { specification, assumptions: [], character });
  await commit("plan", "planner", given);
  publish("tests:requested", { iteration: 1 });
  const written = { iteration: 1, summary: "written", character };
  const tests = await git.writeTree(TESTS);
  publish("tests:completed", { ...written, tree: tests, files: Object.keys(TESTS) });
  await commit("tests", "tester", { ...given, ...TESTS });
  publish("code:requested", { iteration: 1, findings: [] });
  const tree = await git.writeTree(code);
  publish("code:completed", { ...written, tree, files: Object.keys(code) });
  publish("checks:requested", { iteration: 1 });
  publish("checks:completed", { iteration: 1, report: greenReport });
  publish("review:requested", { iteration: 1 });
  publish("review:completed", { iteration: 1, review: approval, character });
  const head = await commit("iteration", "coder", { ...given, ...TESTS, ...code });
  if (status === "completed") {
    const message = { subject: `Release ${version}`, body: "", trailers };
    publish("commit:requested", { kind: "release", iteration: 1 });
    const release = await git.release(branchOf({ id }), tagOf(version), "coordinator", message);
    publish("commit:completed", { kind: "release", iteration: 1, commit: release });
  }
  if (called) publish("model:called", called);
  if (thought !== undefined) publish("agent:thought", { text: thought });
  publish("job:finished", {
    status,
    reason: "That is all.",
    plugin: status === "completed" ? locatePlugin(dataDir, jobs.get(id)) : null,
    iterations: 1,
    commit: head,
  });
  recorder.end(status, await treesOf({ dataDir }, jobs.get(id)));
  fs.mkdirSync(path.join(jobs.folderOf(id), "workspace"));
  fs.writeFileSync(path.join(jobs.folderOf(id), "workspace", "built.js"), "x".repeat(10_000));
  await writeReport(dataDir, jobs.get(id));
  jobs.close();
  return jobs.get(id);
}

/** Every file below a folder with its content, for comparing what somebody must not have touched. */
export function everything(folder: string): Record<string, string> {
  const entries = fs.existsSync(folder)
    ? fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    : [];
  return Object.fromEntries(
    entries.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const name = path.relative(folder, file);
      return [
        name,
        entry.isFile()
          ? fs.readFileSync(file, "latin1")
          : entry.isSymbolicLink()
            ? "link"
            : "folder",
      ];
    }),
  );
}
