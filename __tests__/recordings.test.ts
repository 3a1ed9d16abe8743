import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { treesOf } from "../agents/job-trees.ts";
import { CASSETTE_FILE } from "../agents/models/cassette/recorder.ts";
import { readCassette } from "../agents/models/cassette/cassette.ts";
import type { Config } from "../shared/config.ts";
import type { Files } from "../shared/files.ts";
import type { Job } from "../shared/job.ts";
import { packageRoot } from "../shared/package.ts";
import { Repository } from "../shared/repository.ts";
import { statusText } from "../plugin/status-text.ts";
import { preparedDataFolder } from "./support/data-folder.ts";
import { roughRoad } from "./support/demonstrations/rough-road.ts";
import { roundsOf } from "./support/demonstrations/rounds.ts";
import { stuck } from "./support/demonstrations/stuck.ts";
import { weather } from "./support/demonstrations/weather.ts";
import type { Scenario } from "./support/scenario.ts";
import { scriptedJob } from "./support/scripted-job.ts";
import { teamAtWork } from "./support/started-team.ts";

interface Recording {
  scenario: Scenario;
  file: string;
  title: string;
  /** Which of the coder's answers the gates did not choose. */
  unchosen?: number;
  expect: (job: Job) => void;
}

/** Red gates with what they found, and how the tests came out. */
const outcome = ({ report }: Job["iterations"][number]) => ({
  red: report?.gates
    .filter(({ status }) => status !== "passed")
    .map(({ name, findings }) => [name, ...findings.map(({ message }) => message)]),
  tests: report?.gates.find(({ name }) => name === "test")?.summary,
});

const fixture = (name: string): string =>
  path.join(packageRoot, "__tests__", "fixtures", "cassettes", `${name}.cassette.jsonl`);

const recordings: Record<string, Recording> = {
  "the demonstration: three iterations to an approved weather plugin": {
    scenario: weather,
    file: path.join(packageRoot, "plugin", "demonstration", "weather.cassette.jsonl"),
    title: "A demonstration: the weather plugin in three iterations",
    expect: (job) => {
      expect(job.finished).toMatchObject({ status: "completed", iterations: 3 });
      expect(job.iterations.map(outcome)).toEqual([
        {
          red: [
            ["test", expect.stringMatching(/^getCurrentWeather .* no such place.* 'Atlantis'$/)],
          ],
          tests: "27 passed, 1 failed",
        },
        { red: [], tests: "28 passed, 0 failed" },
        { red: [], tests: "28 passed, 0 failed" },
      ]);
    },
  },
  "a stuck job that stops by itself and says what is open": {
    scenario: stuck,
    file: fixture("stuck"),
    title: "A job that gets stuck",
    unchosen: 4,
    expect: (job) => {
      expect(job.finished).toMatchObject({
        status: "failed",
        ending: "no-progress",
        iterations: 4,
        plugin: null,
      });
      expect(job.finished?.reason).toMatch(/half cent|even cent/);
      const halfCent = {
        red: [
          ["test", expect.stringMatching(/^\[AC-1\] gives a half cent .* contain '0.(12|38)'$/)],
        ],
        tests: "17 passed, 1 failed",
      };
      expect(job.iterations.map(outcome)).toEqual(Array.from({ length: 4 }, () => halfCent));
    },
  },
  "a rough road: a rate limit, an overloaded server, a cut stream, a refusal, a misshapen answer": {
    scenario: roughRoad,
    file: fixture("rough-road"),
    title: "A job with trouble on its way",
    expect: (job) => {
      expect(job.finished).toMatchObject({ status: "completed", iterations: 1 });
      expect(job.iterations.map(outcome)).toEqual([{ red: [], tests: "14 passed, 0 failed" }]);
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

type Author = "coder" | "tester";

/** The files of each round, as the demonstration has them. */
const wordsOf = (author: Author, { scenario, unchosen }: Recording): Files[] =>
  roundsOf(author, scenario.replies[author])
    .filter((_round, index) => author !== "coder" || index !== unchosen)
    .map(({ files }) => files);

/** The same, as they came into git. */
async function writtenBy(author: Author, { plan, tests, iterations }: Job, config: Config) {
  const git = await Repository.open(config.dataDir, plan?.specification.name ?? "");
  const rounds = author === "tester" ? [tests] : iterations.map(({ code }) => code);
  return Promise.all(rounds.map((round) => git.readTree(round?.tree ?? "")));
}

test.each(Object.entries(recordings))("%s", { timeout: 600_000 }, async (_title, recording) => {
  if (process.env.RECORD) await record(recording);
  const { header, end } = readCassette(recording.file);
  const { team, create } = teamAtWork(preparedDataFolder(), {
    config: { model: "replay", cassette: recording.file, replay: "strict" },
  });
  const { request, maxIterations } = header;
  if ("released" in request) throw new Error("A recording begins with a request.");
  const wish = "description" in request ? request.description : request.specification;
  const job = await create(wish, maxIterations);
  expect(job.finished?.reason).not.toMatch(/recording/);
  recording.expect(job);
  expect(job.status).toBe(end?.status);
  expect(await treesOf(team.config, job)).toEqual(end?.trees);
  expect(await writtenBy("coder", job, team.config)).toEqual(wordsOf("coder", recording));
  expect(await writtenBy("tester", job, team.config)).toEqual(wordsOf("tester", recording));
  // Whoever looks at the job is told that nobody is thinking here.
  expect(team.model.reason).toContain("A recording is played");
  expect(statusText(job)).toContain("a recording is played");
  expect(job.spent.every(({ usd }) => usd === 0)).toBe(true);
  await team.close();
});
