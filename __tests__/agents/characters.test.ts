import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import {
  agentId,
  characterHash,
  CharacterFiles,
  findCharacterFile,
  parseCharacter,
  readCharacter,
  shippedCharacters,
} from "../../agents/characters.ts";
import { agentNames } from "../../shared/events.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test.each(fs.readdirSync(shippedCharacters))("the shipped character %s is valid", (file) => {
  const agent = agentNames.find((name) => file.startsWith(name)) ?? "coordinator";
  expect(readCharacter(agent, path.join(shippedCharacters, file)).id).toBe(agentId(agent));
});

test("a broken character is refused with core's own words", () => {
  const broken = { name: "Broken", bogus: true };
  expect(() => parseCharacter("reviewer", broken, "mine.json")).toThrow(
    /mine\.json is not a character for the reviewer\. Character validation failed: .*bio: Invalid input.*Unrecognized key: "bogus"/s,
  );
});

test("a file that is no JSON is refused by name", () => {
  const file = path.join(temporaryFolder(), "mine.character.json");
  fs.writeFileSync(file, "{ name: ");
  expect(() => readCharacter("coder", file)).toThrow(/mine\.character\.json is not a character/);
});

test("a character is found by path or by the short name of a shipped one", () => {
  expect(findCharacterFile("reviewer-strict")).toBe(
    path.join(shippedCharacters, "reviewer-strict.character.json"),
  );
  expect(() => findCharacterFile("nobody")).toThrow(/no character file "nobody".*reviewer-strict/s);
});

test("the file of the run comes before the saved one, the saved one before the shipped one", () => {
  const dataDir = temporaryFolder();
  const given = path.join(dataDir, "given.json");
  fs.writeFileSync(given, JSON.stringify({ name: "Given", bio: "x" }));
  const files = new CharacterFiles(dataDir);
  expect(files.load("reviewer").name).toBe("Reviewer");
  files.save("reviewer", parseCharacter("reviewer", { name: "Saved", bio: "x" }, "test"));
  expect(new CharacterFiles(dataDir).load("reviewer").name).toBe("Saved");
  expect(new CharacterFiles(dataDir, { reviewer: given }).load("reviewer").name).toBe("Given");
});

test("a file is read again when it has changed, and only then", () => {
  const dataDir = temporaryFolder();
  const given = path.join(dataDir, "given.json");
  fs.writeFileSync(given, JSON.stringify({ name: "One", bio: "x" }));
  const files = new CharacterFiles(dataDir, { coder: given });
  files.load("coder");
  expect(files.loadIfChanged("coder")).toBeUndefined();
  fs.writeFileSync(given, JSON.stringify({ name: "Another", bio: "x" }));
  expect(files.loadIfChanged("coder")?.name).toBe("Another");
});

test("the fingerprint changes with what is said, not with secrets or ids", () => {
  const character = { name: "A", bio: "x", settings: { secrets: { KEY: "1" } } };
  const hash = characterHash(character);
  expect(hash).toMatch(/^[0-9a-f]{12}$/);
  expect(characterHash({ ...character, id: agentId("coder") })).toBe(hash);
  expect(characterHash({ ...character, settings: { secrets: { KEY: "2" } } })).toBe(hash);
  expect(characterHash({ ...character, bio: "y" })).not.toBe(hash);
});
