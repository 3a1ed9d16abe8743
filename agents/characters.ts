import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { stringToUuid, validateCharacter, type Character } from "@elizaos/core";
import { ConfigError } from "../shared/errors.ts";
import type { AgentName } from "../shared/events.ts";
import { packageRoot } from "../shared/package.ts";

/** Folder of the characters that come with the package. */
export const shippedCharacters = path.join(packageRoot, "characters");

/** The id an agent keeps whatever its character is called. */
export const agentId = (agent: AgentName): NonNullable<Character["id"]> =>
  stringToUuid(`plugin-dynamic:${agent}`);

/** Short fingerprint of a character, as commits carry it. */
export function characterHash(character: Character): string {
  const { name, system, bio, style, topics, adjectives, messageExamples, settings } = character;
  const open = Object.entries(settings ?? {}).filter(([key]) => key !== "secrets");
  const spoken = { name, system, bio, style, topics, adjectives, messageExamples, open };
  return crypto.createHash("sha256").update(JSON.stringify(spoken)).digest("hex").slice(0, 12);
}

/** What is wrong at one place of a character. */
export interface CharacterProblem {
  /** Keys from the whole character to the place. */
  path: (string | number)[];
  message: string;
}

/** What ElizaOS has against a character, in its own words; nothing when it is one. */
export function characterProblems(value: unknown): CharacterProblem[] {
  const { success, error } = validateCharacter(value);
  if (success) return [];
  const problems = error?.issues?.map((issue): CharacterProblem => ({
    path: issue.path.map(step),
    message: issue.message,
  }));
  return problems ?? [{ path: [], message: error?.message ?? "It is no character." }];
}

const step = (key: PropertyKey): string | number => (typeof key === "number" ? key : String(key));

/** Checks a character for one agent; throws a ConfigError with core's own words when it is none. */
export function parseCharacter(agent: AgentName, value: unknown, source: string): Character {
  const result = validateCharacter(value);
  if (!result.success || !result.data) {
    const issues = characterProblems(value).map(
      ({ path: at, message }) => `${at.join(".")}: ${message}`,
    );
    throw new ConfigError(
      `${source} is not a character for the ${agent}. Character validation failed: ${issues.join("; ")}`,
    );
  }
  const settings = { EMBEDDING_DIMENSION: 384, ...result.data.settings };
  return { ...result.data, id: agentId(agent), settings };
}

/** Reads a character file for one agent. */
export function readCharacter(agent: AgentName, file: string): Character {
  let value: unknown;
  try {
    value = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (cause) {
    throw new ConfigError(`${file} is not a character for the ${agent}: ${String(cause)}`, {
      cause,
    });
  }
  return parseCharacter(agent, value, file);
}

/** A file by its path, or by the name of a character that comes with the package, such as `reviewer-strict`. */
export function findCharacterFile(nameOrFile: string): string {
  const shipped = path.join(shippedCharacters, `${nameOrFile}.character.json`);
  if (fs.existsSync(nameOrFile)) return path.resolve(nameOrFile);
  if (/^[\w-]+$/.test(nameOrFile) && fs.existsSync(shipped)) return shipped;
  const names = fs
    .readdirSync(shippedCharacters)
    .map((file) => file.replace(".character.json", ""))
    .join(", ");
  throw new ConfigError(
    `There is no character file "${nameOrFile}". Expected a path, or one of the characters that come with the package: ${names}.`,
  );
}

/** The character that comes with the package for an agent. */
export const shippedFile = (agent: AgentName): string =>
  path.join(shippedCharacters, `${agent}.character.json`);

/** Where a character comes from: a file given for this run, the data folder, or the package. */
export interface CharacterOrigin {
  kind: "given" | "saved" | "shipped";
  file: string;
}

/**
 * Which file each agent's character comes from: given on the command line, saved in the data folder, or shipped. A file
 * that changes while the team runs is read again at the agent's next turn.
 */
export class CharacterFiles {
  readonly #folder: string;
  readonly #given: Partial<Record<AgentName, string>>;
  readonly #read = new Map<AgentName, string>();

  constructor(dataDir: string, given: Partial<Record<AgentName, string>> = {}) {
    this.#folder = path.join(dataDir, "characters");
    this.#given = { ...given };
  }

  load(agent: AgentName): Character {
    const file = this.#fileOf(agent);
    this.#read.set(agent, version(file));
    return readCharacter(agent, file);
  }

  /** The character again, when its file is another or newer than at the last reading. */
  loadIfChanged(agent: AgentName): Character | undefined {
    return this.#read.get(agent) === version(this.#fileOf(agent)) ? undefined : this.load(agent);
  }

  /** Takes an agent's character from another file for this run. */
  give(agent: AgentName, file: string): void {
    this.#given[agent] = file;
  }

  /** Keeps a checked character for this and later starts. */
  save(agent: AgentName, character: Character): void {
    fs.mkdirSync(this.#folder, { recursive: true });
    const file = this.#savedFile(agent);
    fs.writeFileSync(file, `${JSON.stringify(character, null, 2)}\n`);
    delete this.#given[agent];
    this.#read.set(agent, version(file));
  }

  /** Forgets what was saved and what was given: from now on the shipped character counts. */
  revert(agent: AgentName): void {
    delete this.#given[agent];
    fs.rmSync(this.#savedFile(agent), { force: true });
  }

  /** Where an agent's character comes from. */
  origin(agent: AgentName): CharacterOrigin {
    const file = this.#fileOf(agent);
    if (this.#given[agent] !== undefined) return { kind: "given", file };
    return { kind: file === shippedFile(agent) ? "shipped" : "saved", file };
  }

  #savedFile(agent: AgentName): string {
    return path.join(this.#folder, `${agent}.character.json`);
  }

  #fileOf(agent: AgentName): string {
    const saved = this.#savedFile(agent);
    return this.#given[agent] ?? (fs.existsSync(saved) ? saved : shippedFile(agent));
  }
}

function version(file: string): string {
  const { mtimeMs, size } = fs.statSync(file);
  return `${file} ${mtimeMs} ${size}`;
}
