import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { treesOf } from "../agents/job-trees.ts";
import { CASSETTE_FILE } from "../agents/models/cassette/recorder.ts";
import { readCassette } from "../agents/models/cassette/cassette.ts";
import type { Job } from "../shared/job.ts";
import { packageRoot } from "../shared/package.ts";
import { statusText } from "../plugin/status-text.ts";
import { preparedDataFolder } from "./support/data-folder.ts";
import { roughRoad } from "./support/demonstrations/rough-road.ts";
import { stuck } from "./support/demonstrations/stuck.ts";
import { weather } from "./support/demonstrations/weather.ts";
import type { Scenario } from "./support/scenario.ts";
import { scriptedJob } from "./support/scripted-job.ts";
import { teamAtWork } from "./support/started-team.ts";

interface Recording {
  scenario: Scenario;
  file: string;
  title: string;
  expect: (job: Job) => void;
}

const fixture = (name: string): string =>
  path.join(packageRoot, "__tests__", "fixtures", "cassettes", `${name}.cassette.jsonl`);

const recordings: Record<string, Recording> = {
  "the demonstration: three iterations to an approved weather plugin": {
    scenario: weather,
    file: path.join(packageRoot, "plugin", "demonstration", "weather.cassette.jsonl"),
    title: "A demonstration: the weather plugin in three iterations",
    expect: (job) => expect(job.finished).toMatchObject({ status: "completed", iterations: 3 }),
  },
  "a stuck job that stops by itself and says what is open": {
    scenario: stuck,
    file: fixture("stuck"),
    title: "A job that gets stuck",
    expect: (job) => {
      expect(job.finished).toMatchObject({ status: "failed", ending: "no-progress", iterations: 4 });
      expect(job.finished?.reason).toMatch(/half cent|even cent/);
    },
  },
  "a rough road: a rate limit, an overloaded server, a cut stream, a refusal, a misshapen answer": {
    scenario: roughRoad,
    file: fixture("rough-road"),
    title: "A job with trouble on its way",
    expect: (job) => {
      expect(job.finished).toMatchObject({ status: "completed", iterations: 1 });
      const failures = job.spent.filter(({ failed }) => failed);
      expect(failures).toHaveLength(4);
    },
  },
};

/** Writes the recording anew, when RECORD is set: after a change of prompts, template or tools. */
async function record({ scenario, file, title }: Recording): Promise<void> {
  const { team, job, server } = await scriptedJob(scenario, preparedDataFolder());
  await team.close();
  await server.close();
  const recorded = path.join(team.jobs.folderOf(job.id), CASSETTE_FILE);
  const [header = "", ...entries] = fs.readFileSync(recorded, "utf8").split("\n");
  const titled = { ...(JSON.parse(header) as object), title };
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, [JSON.stringify(titled), ...entries].join("\n"));
}

test.each(Object.entries(recordings))("%s", { timeout: 600_000 }, async (_title, recording) => {
  if (process.env.RECORD) await record(recording);
  const { header, end } = readCassette(recording.file);
  const { team, create } = teamAtWork(preparedDataFolder(), {
    config: { model: "replay", cassette: recording.file, replay: "strict" },
  });
  const { request, maxIterations } = header;
  const wish = "description" in request ? request.description : request.specification;
  const job = await create(wish, maxIterations);
  expect(job.finished?.reason).not.toMatch(/recording/);
  recording.expect(job);
  expect(job.status).toBe(end?.status);
  expect(await treesOf(team.config, job)).toEqual(end?.trees);
  // Whoever looks at the job is told that nobody is thinking here.
  expect(team.model.reason).toContain("A recording is played");
  expect(statusText(job)).toContain("a recording is played");
  expect(job.spent.every(({ usd }) => usd === 0)).toBe(true);
  await team.close();
});
