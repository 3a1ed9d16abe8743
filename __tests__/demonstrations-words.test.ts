import path from "node:path";
import { pathToFileURL } from "node:url";
import { stringToUuid, type Plugin, type ProviderResult } from "@elizaos/core";
import { expect, test } from "vitest";
import { purposes } from "../agents/models/model.ts";
import { scaffold } from "../agents/scaffold.ts";
import { startPlugin } from "../agents/template/src/__tests__/support.ts";
import { runChecks } from "../agents/tester/checks.ts";
import { writeFolder, type Files } from "../shared/files.ts";
import { readSpecification } from "../shared/read-specification.ts";
import type { CheckReport, Review } from "../shared/results.ts";
import type { PluginSpecification } from "../shared/specification.ts";
import { sharedDataFolder } from "./support/data-folder.ts";
import { roughRoad } from "./support/demonstrations/rough-road.ts";
import { roundsOf } from "./support/demonstrations/rounds.ts";
import { stuck } from "./support/demonstrations/stuck.ts";
import { weather } from "./support/demonstrations/weather.ts";
import { fixture } from "./support/cases.ts";
import type { Reply, Said, Scenario } from "./support/scenario.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const scenarios = Object.entries({ weather, stuck, "rough-road": roughRoad });

const said = (replies: Reply[] = []): Said[] =>
  replies.flatMap((reply) => ("status" in reply ? [] : [reply]));
const answers = (replies?: Reply[]): unknown[] =>
  said(replies).map(({ text = "" }) => JSON.parse(text) as unknown);
const reviews = ({ replies }: Scenario): Review[] =>
  answers(replies.reviewer).flatMap(
    (answer) => purposes.review.answer.safeParse(answer).data ?? [],
  );

function specificationOf({ replies }: Scenario): PluginSpecification {
  const [plan] = answers(replies.planner) as { specification: unknown }[];
  return readSpecification(plan?.specification).specification;
}

/** The whole plugin after each iteration, as the harness puts it together. */
function pluginsOf(scenario: Scenario): Files[] {
  const { coder, tester } = scenario.replies;
  const [tests] = roundsOf("tester", tester);
  return roundsOf("coder", coder).map(({ files }) => ({
    ...files,
    ...tests?.files,
    ...scaffold(specificationOf(scenario)),
  }));
}

interface Checked {
  folder: string;
  report: CheckReport;
}

/** Runs every gate on plugins of a scenario, all at the same time. */
function check(scenario: Scenario, plugins = pluginsOf(scenario)): Promise<Checked[]> {
  return Promise.all(
    plugins.map(async (files): Promise<Checked> => {
      const root = temporaryFolder();
      const folder = path.join(root, "workspace");
      writeFolder(folder, files);
      const report = await runChecks({
        folder,
        scratch: path.join(root, "scratch"),
        sandbox: "auto",
        dataDir: sharedDataFolder(),
        specification: specificationOf(scenario),
        signal: new AbortController().signal,
        timeoutMs: 240_000,
      });
      return { folder, report };
    }),
  );
}

/** The gates of all iterations at once take a while on a busy machine. */
const TIMEOUT_MS = 600_000;

/** Red gates with what they found, and how the tests came out. */
const outcome = ({ report }: Checked) => ({
  red: report.gates
    .filter(({ status }) => status !== "passed")
    .map(({ name, findings }) => [name, ...findings.map(({ message }) => message)]),
  tests: report.gates.find(({ name }) => name === "test")?.summary,
});

test("weather: one test is red, then all is green, twice", { timeout: TIMEOUT_MS }, async () => {
  const checked = await check(weather);
  expect(checked.map(outcome)).toEqual([
    {
      red: [["test", expect.stringMatching(/^getCurrentWeather .* no such place.* 'Atlantis'$/)]],
      tests: "27 passed, 1 failed",
    },
    { red: [], tests: "28 passed, 0 failed" },
    { red: [], tests: "28 passed, 0 failed" },
  ]);
  expect(reviews(weather).map(({ verdict }) => verdict)).toEqual(["revise", "approve"]);

  const seenByStrangers = await Promise.all(checked.slice(1).map(contextOfAnotherRoom));
  expect(seenByStrangers[0]).toContain("Lisbon");
  expect(seenByStrangers[1]).not.toContain("Lisbon");
});

/** What the provider shows in one room after somebody asked for Lisbon in another. */
async function contextOfAnotherRoom({ folder }: Checked): Promise<string | undefined> {
  const load = (file: string) => import(pathToFileURL(path.join(folder, file)).href);
  const { default: plugin } = (await load("src/index.ts")) as { default: Plugin };
  const { startOpenMeteo } = (await load("src/__tests__/open-meteo-server.ts")) as {
    startOpenMeteo: () => Promise<{ settings: Record<string, string>; stop: () => Promise<void> }>;
  };
  const server = await startOpenMeteo();
  const started = await startPlugin(plugin, { settings: server.settings });
  await started.call("getCurrentWeather", { location: "Lisbon" });
  await server.stop();
  const message = {
    entityId: stringToUuid("stranger"),
    roomId: stringToUuid("another room"),
    content: { text: "" },
  };
  const state = { values: {}, data: {}, text: "" };
  const shown: ProviderResult | undefined = await plugin.providers?.[0]?.get(
    started.runtime,
    message,
    state,
  );
  return shown?.text;
}

test(
  "stuck: the same test stays red in five versions, each of them new",
  { timeout: TIMEOUT_MS },
  async () => {
    const versions = pluginsOf(stuck);
    const outcomes = (await check(stuck, versions)).map(outcome);
    const halfCent = {
      red: [["test", expect.stringMatching(/^gives a half cent .* contain '0.(12|38)'$/)]],
      tests: "17 passed, 1 failed",
    };
    expect(outcomes).toEqual(Array.from({ length: 5 }, () => halfCent));
    expect(new Set(versions.map((files) => files["src/share.ts"])).size).toBe(5);
    expect(reviews(stuck).map(({ verdict }) => verdict)).toEqual(["revise"]);
  },
);

test(
  "rough road: all is green at once, and the first review does not fit its schema",
  { timeout: TIMEOUT_MS },
  async () => {
    const checked = await check(roughRoad);
    expect(checked.map(outcome)).toEqual([{ red: [], tests: "14 passed, 0 failed" }]);
    expect(
      answers(roughRoad.replies.reviewer).map(
        (answer) => purposes.review.answer.safeParse(answer).success,
      ),
    ).toEqual([false, true]);
  },
);

test("a specification that was given is taken over as it is, with variables added", () => {
  const { environmentVariables, ...planned } = specificationOf(weather);
  const given = readSpecification(fixture("weather")).specification;
  const named = (components: { name: string; description: string }[]) =>
    components.map(({ name, description }) => ({ name, description }));
  expect(planned).toMatchObject({ name: given.name, description: given.description });
  expect(named(planned.actions)).toEqual(named(given.actions));
  expect(named(planned.providers)).toEqual(named(given.providers));
  expect(environmentVariables.map(({ required }) => required)).toEqual([false, false]);
});

test.each(scenarios)("%s: reviewers cite lines that hold what they quote", (_name, scenario) => {
  // Of two candidates that come equally far the gates choose the first.
  const plugins = pluginsOf(scenario).slice(0, scenario === stuck ? -1 : undefined);
  const judged = plugins.slice(-reviews(scenario).length);
  const cited = reviews(scenario).flatMap(({ findings }, index) =>
    findings.map(({ file = "", line = 0, message }) => ({
      line: judged[index]?.[file]?.split("\n")[line - 1],
      quoted: /`([^`]+)`/.exec(message)?.[1],
    })),
  );
  expect(cited.length).toBeGreaterThan(0);
  for (const { line, quoted } of cited) expect(line).toContain(quoted);
});

test.each(scenarios)("%s: subjects are one short line, and what is asked for fits", (_name, it) => {
  const { coordinator, coder, tester } = it.replies;
  const rounds = [...roundsOf("coder", coder), ...roundsOf("tester", tester)];
  for (const { subject } of rounds) expect(subject).toMatch(/^(?!iteration)[a-z].{5,69}$/i);
  for (const answer of answers(coordinator)) {
    expect(purposes.acknowledge.answer.parse(answer)).toMatchObject({ kind: "start" });
  }
});

test.each(scenarios)("%s: caches are written first and read later", (_name, { replies }) => {
  for (const role of ["planner", "coder", "tester", "reviewer"] as const) {
    const [first, ...later] = said(replies[role]).map(({ usage }) => usage);
    expect(first).toMatchObject({ cache_read_input_tokens: 0 });
    for (const usage of later) {
      expect(usage?.output_tokens).toBeTypeOf("number");
      expect(usage?.cache_creation_input_tokens).toBeGreaterThanOrEqual(0);
    }
    const read = later.filter((usage) => Number(usage?.cache_read_input_tokens) > 0);
    if (later.length > 0) expect(read.length).toBeGreaterThan(0);
  }
});
