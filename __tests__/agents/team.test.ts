import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { shippedCharacters } from "../../agents/characters.ts";
import { fixture } from "../support/cases.ts";
import { preparedDataFolder } from "../support/data-folder.ts";
import { startedTeam, teamAtWork } from "../support/started-team.ts";

const strict: unknown = JSON.parse(
  fs.readFileSync(path.join(shippedCharacters, "reviewer-strict.character.json"), "utf8"),
);

test("a character swapped while a job runs takes effect at that agent's next turn", async () => {
  const atWork = teamAtWork(preparedDataFolder());
  const { team } = atWork;
  const { id } = await atWork.begin(fixture("todo"));
  await atWork.event(id, "checks:requested");
  team.swap("reviewer", strict);
  const job = await team.finished(id);
  expect(job.iterations.map(({ review }) => review?.verdict)).toEqual(["revise", "approve"]);
  const swapped = team.jobs.events(id).find(({ type }) => type === "character:swapped");
  expect(swapped).toMatchObject({ of: "reviewer", name: "Strict Reviewer" });
  await team.close();
});

test("an invalid character is refused with core's words, and the old one stays", async () => {
  const { team } = teamAtWork(preparedDataFolder());
  expect(() => team.swap("reviewer", { name: "Broken", bogus: 1 }, "broken.json")).toThrow(
    /broken\.json is not a character for the reviewer\. Character validation failed: .*bogus/s,
  );
  expect(team.character("reviewer").name).toBe("Reviewer");
  await team.close();
});

test("a swapped character is there again after a restart", async () => {
  const dataDir = preparedDataFolder();
  const first = teamAtWork(dataDir);
  first.team.swap("reviewer", strict);
  await first.team.close();
  const second = teamAtWork(dataDir);
  expect(second.team.character("reviewer").name).toBe("Strict Reviewer");
  await second.team.close();
});

test("the five agents are ElizaOS runtimes, and a swap reaches the running one", async () => {
  const { team } = await startedTeam(preparedDataFolder());
  const names = ["coordinator", "planner", "coder", "tester", "reviewer"] as const;
  expect(names.map((name) => team.runtimeOf(name)?.character.name)).toEqual([
    "Coordinator",
    "Planner",
    "Coder",
    "Tester",
    "Reviewer",
  ]);
  team.swap("reviewer", strict);
  expect(team.runtimeOf("reviewer")?.character.name).toBe("Strict Reviewer");
  expect(team.runtimeOf("reviewer")?.character.adjectives).toEqual(["strict", "precise"]);
  await team.close();
});

test("a journal that cannot be written ends the wait for its job with the reason", async () => {
  const dataDir = preparedDataFolder();
  const { team } = teamAtWork(dataDir);
  fs.writeFileSync(path.join(dataDir, "jobs"), "a file where a folder should be");
  await expect(team.create({ specification: fixture("todo") })).rejects.toThrow(
    /cannot be written/,
  );
  await team.close();
});

test("a key that slipped into a wish reaches neither journal nor history", async () => {
  const dataDir = preparedDataFolder();
  const { team, create } = teamAtWork(dataDir);
  const key = `sk-ant-api03-${"canary".repeat(8)}`;
  const { id } = await create(`A plugin that flips a coin, my key is ${key}`);
  await team.close();
  const journal = fs.readFileSync(path.join(team.jobs.folderOf(id), "events.jsonl"), "utf8");
  expect(journal).toContain("flips a coin");
  expect(journal).not.toContain("canary");
});
