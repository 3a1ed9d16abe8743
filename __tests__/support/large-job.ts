import fs from "node:fs";
import path from "node:path";
import type { JobEvent } from "../../shared/events.ts";
import { agentNames, parseEvent } from "../../shared/events.ts";
import { JOURNAL_FILE, journalText } from "../../shared/journal.ts";
import { Repository } from "../../shared/repository.ts";
import { noUsage } from "../../shared/usage.ts";
import { created, eventOf, planned } from "./job-story.ts";

/** Leaves a job in a data folder that has so many events, most of them what agents thought and what models cost. */
export function plantLargeJob(dataDir: string, id: string, count: number): void {
  const between = Array.from({ length: count - 3 }, (_each, index): JobEvent => {
    const agent = agentNames[index % agentNames.length] ?? "coder";
    if (index % 3 > 0) {
      return eventOf("agent:thought", { text: `Thought ${index} of the ${agent}.` }, agent);
    }
    const called = {
      key: `${agent}/1/${index}/0`,
      purpose: "code",
      iteration: 1,
      model: "claude-opus-5-5",
      usage: { ...noUsage, input: 100, output: 20 },
      usd: 0.001,
      durationMs: 1200,
    };
    return eventOf("model:called", called, agent);
  });
  const end = eventOf("job:finished", {
    status: "failed",
    reason: "It was given up.",
    plugin: null,
    iterations: 0,
    commit: null,
  });
  const events = [created(), planned(), ...between, end].map((each) =>
    parseEvent({ ...each, jobId: id }),
  );
  const folder = path.join(dataDir, "jobs", id);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, JOURNAL_FILE), journalText(events));
}

/** Leaves a repository with two commits between which so many lines differ; returns their names. */
export async function plantLargeChange(
  dataDir: string,
  plugin: string,
  lines: number,
): Promise<[earlier: string, later: string]> {
  const repository = await Repository.open(dataDir, plugin);
  const text = (version: number): string =>
    Array.from({ length: lines }, (_each, index) => [
      `export const kept${index} = ${index};`,
      `export const changed${index} = "version ${version}, line ${index}";`,
    ])
      .flat()
      .join("\n");
  const commit = async (version: number): Promise<string> =>
    repository.commit({
      branch: "main",
      tree: await repository.writeTree({ "src/index.ts": `${text(version)}\n` }),
      author: "coder",
      subject: `Version ${version}`,
      body: "",
      trailers: {},
    });
  return [await commit(1), await commit(2)];
}
