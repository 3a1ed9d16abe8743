import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { stringToUuid, type Plugin, type ProviderResult } from "@elizaos/core";
import { expect, test } from "vitest";
import { purposes } from "../agents/models/model.ts";
import { scaffold } from "../agents/scaffold.ts";
import { startPlugin } from "../agents/template/src/__tests__/support.ts";
import { writeFolder, type Files } from "../shared/files.ts";
import { packageRoot } from "../shared/package.ts";
import { readSpecification } from "../shared/read-specification.ts";
import type { Review } from "../shared/results.ts";
import type { PluginSpecification } from "../shared/specification.ts";
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

// What every gate says of each iteration is held by recordings.test.ts, which plays these words.

test("weather: the second plugin shows in one room what was asked for in another, the third does not", async () => {
  const [, second = {}, third = {}] = pluginsOf(weather);
  expect(await contextOfAnotherRoom(second)).toContain("Lisbon");
  expect(await contextOfAnotherRoom(third)).not.toContain("Lisbon");
});

test("reviewers answer what the story needs, and the first one of the rough road in a shape that does not fit", () => {
  expect(reviews(weather).map(({ verdict }) => verdict)).toEqual(["revise", "approve"]);
  expect(reviews(stuck).map(({ verdict }) => verdict)).toEqual(["revise"]);
  const fits = answers(roughRoad.replies.reviewer).map(
    (answer) => purposes.review.answer.safeParse(answer).success,
  );
  expect(fits).toEqual([false, true]);
});

test("stuck: every version rounds in another way", () => {
  const versions = pluginsOf(stuck).map((files) => files["src/share.ts"]);
  expect(versions).toHaveLength(5);
  expect(new Set(versions).size).toBe(5);
});

/** What the provider shows in one room after somebody asked for Lisbon in another. */
async function contextOfAnotherRoom(files: Files): Promise<string | undefined> {
  const folder = temporaryFolder();
  writeFolder(folder, files);
  const packages = path.join(packageRoot, "node_modules");
  fs.symlinkSync(packages, path.join(folder, "node_modules"), "dir");
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
