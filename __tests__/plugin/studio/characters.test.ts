import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parseCharacter, readCharacter, shippedFile } from "../../../agents/characters.ts";
import { Cast } from "../../../plugin/studio/api/characters.ts";
import { workByCharacter } from "../../../plugin/studio/character-work.ts";
import { characters, problemsOf } from "../../../plugin/studio/characters.ts";
import type { Studio } from "../../../plugin/studio/studio.ts";
import type { AgentName } from "../../../shared/events.ts";
import { Jobs } from "../../../shared/jobs.ts";
import { finishedJob } from "../../support/finished-job.ts";
import { teamAtWork } from "../../support/started-team.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** What the page is answered by a team without ElizaOS agents. */
function studioOn(dataDir: string, given: Partial<Record<AgentName, string>> = {}) {
  const { team } = teamAtWork(dataDir, { characters: given });
  onTestFinished(() => team.close());
  const studio = { service: { team } } as unknown as Studio;
  const castOf = async (agent: AgentName) => {
    const all = await characters.list({}, studio);
    return Cast.parse(all.find((each) => each.agent === agent));
  };
  return { team, studio, castOf };
}

test("an agent is as shipped at first, with the alternatives that bear its name", async () => {
  const { castOf } = studioOn(temporaryFolder());
  const reviewer = await castOf("reviewer");
  expect(reviewer.origin.kind).toBe("shipped");
  expect(reviewer.current).toEqual(reviewer.shipped);
  expect(reviewer.alternatives.map(({ title }) => title)).toEqual(["reviewer-strict"]);
  expect((await castOf("coder")).alternatives).toEqual([]);
});

test("a saved character plays at once and at later starts, until it is reverted", async () => {
  const dataDir = temporaryFolder();
  const { team, studio, castOf } = studioOn(dataDir);
  const { current, shipped } = await castOf("coder");
  const character = { ...current.character, name: "Another" };
  await characters.save({ agent: "coder", character }, studio);
  expect(team.character("coder").name).toBe("Another");
  expect(await castOf("coder")).toMatchObject({
    origin: { kind: "saved" },
    current: { name: "Another", character },
  });
  expect(studioOn(dataDir).team.character("coder").name).toBe("Another");
  await characters.revert({ agent: "coder" }, studio);
  expect(team.character("coder").name).toBe("Coder");
  expect(await castOf("coder")).toMatchObject({ origin: { kind: "shipped" }, current: shipped });
  expect(studioOn(dataDir).team.character("coder").name).toBe("Coder");
});

test("a character that was given for a run is told, and can be taken back", async () => {
  const dataDir = temporaryFolder();
  const file = path.join(dataDir, "mine.json");
  fs.writeFileSync(file, JSON.stringify({ name: "Mine", bio: "x" }));
  const { studio, castOf } = studioOn(dataDir, { tester: file });
  expect((await castOf("tester")).origin).toEqual({ kind: "given", file });
  await characters.revert({ agent: "tester" }, studio);
  expect((await castOf("tester")).current.name).toBe("Tester");
  expect(fs.existsSync(file)).toBe(true);
});

test("secrets stay on the server, and saving keeps them", async () => {
  const dataDir = temporaryFolder();
  const { team, studio, castOf } = studioOn(dataDir);
  team.swap("coder", {
    ...{ name: "Keeper", bio: "x", secrets: { A: "alpha" } },
    settings: { secrets: { B: "beta" }, SOME_API_KEY: "gamma", model: { effort: "low" } },
  });
  const cast = await castOf("coder");
  expect(JSON.stringify(cast)).not.toMatch(/alpha|beta|gamma|EMBEDDING/);
  expect(cast.hasSecrets).toBe(true);
  const character = { ...cast.current.character, name: "Keeper II" };
  await characters.save({ agent: "coder", character }, studio);
  const saved = readCharacter("coder", (await castOf("coder")).origin.file);
  expect(saved).toMatchObject({
    ...{ name: "Keeper II", secrets: { A: "alpha" } },
    settings: { secrets: { B: "beta" }, SOME_API_KEY: "gamma", model: { effort: "low" } },
  });
});

test("problems are told with their place, also of settings that only the team reads", () => {
  const paths = (character: Record<string, unknown>) =>
    problemsOf(character).map(({ path: at }) => at.join("."));
  expect(paths({ name: "A", bio: "x" })).toEqual([]);
  expect(paths({ name: "", style: { all: "x" } })).toEqual(["name", "bio", "style.all"]);
  const settings = { model: { effort: "x", temperature: 9 }, review: { minimumScore: 101 } };
  expect(paths({ name: "A", bio: "x", settings })).toEqual([
    "settings.model.effort",
    "settings.model.temperature",
    "settings.review.minimumScore",
  ]);
});

test("what is no character is not saved", async () => {
  const dataDir = temporaryFolder();
  const { team, studio } = studioOn(dataDir);
  const character = { name: "A", bio: "x", settings: { model: { effort: "x" } } };
  await expect(async () => characters.save({ agent: "coder", character }, studio)).rejects.toThrow(
    /nothing was saved.*settings\.model\.effort/s,
  );
  expect(team.character("coder").name).toBe("Coder");
  expect(fs.existsSync(path.join(dataDir, "characters"))).toBe(false);
});

test("every shipped character goes through the page unchanged", async () => {
  const { castOf } = studioOn(temporaryFolder());
  for (const agent of ["coordinator", "planner", "coder", "tester", "reviewer"] as const) {
    const { shipped } = await castOf(agent);
    expect(parseCharacter(agent, shipped.character, "test")).toEqual(
      readCharacter(agent, shippedFile(agent)),
    );
  }
});

test("what an agent did is told by the character it did it as", async () => {
  const dataDir = temporaryFolder();
  await finishedJob(dataDir, { id: "aaaaaa", at: "2026-01-01T10:00:00.000Z" });
  await finishedJob(dataDir, { id: "bbbbbb", at: "2026-01-02T10:00:00.000Z" });
  const jobs = new Jobs(dataDir);
  onTestFinished(() => jobs.close());
  const [coder] = workByCharacter("coder", jobs.all(), new Map([["c0ffee", "Barista"]]));
  expect(coder).toMatchObject({ hash: "c0ffee", name: "Barista" });
  expect(coder?.work.map(({ jobId, kind, iteration }) => [jobId, kind, iteration])).toEqual([
    ["bbbbbb", "iteration", 1],
    ["aaaaaa", "iteration", 1],
  ]);
  expect(workByCharacter("coordinator", jobs.all(), new Map())).toEqual([]);
});
