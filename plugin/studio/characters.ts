import fs from "node:fs";
import path from "node:path";
import type { Character } from "@elizaos/core";
import {
  characterHash,
  characterProblems,
  readCharacter,
  shippedCharacters,
  shippedFile,
  type CharacterProblem,
} from "../../agents/characters.ts";
import { ModelSettings } from "../../agents/models/settings.ts";
import { ReviewSettings } from "../../agents/review-settings.ts";
import type { Team } from "../../agents/team.ts";
import { characterNames } from "../../agents/report/cast-and-cost.ts";
import { PluginCreationError } from "../../shared/errors.ts";
import { agentNames, type AgentName } from "../../shared/events.ts";
import { isRecord } from "../../shared/findings.ts";
import type { Cast, CharacterText, charactersApi } from "./api/characters.ts";
import { workByCharacter } from "./character-work.ts";
import type { Answers } from "./studio.ts";

/** Who the agents are, and what people make of them. */
export const characters: Answers<typeof charactersApi> = {
  list: (_input, { service: { team } }) => agentNames.map((agent) => castOf(agent, team)),
  work({ agent }, { service: { team } }) {
    return workByCharacter(agent, team.jobs.all(), characterNames(team.config.dataDir));
  },
  check: ({ character }) => problemsOf(character),
  save({ agent, character }, { service: { team } }) {
    if (team.cast.isGuest(agent)) throw new PluginCreationError(guestText(agent));
    const problems = problemsOf(character);
    if (problems.length > 0) throw new PluginCreationError(problemsText(agent, problems));
    const before = readCharacter(agent, team.cast.origin(agent).file);
    const { name } = team.swap(agent, withSecretsOf(before, character), "What was saved");
    return { text: `The ${agent} is ${name} from its next turn on, and at later starts.` };
  },
  revert({ agent }, { service: { team } }) {
    if (team.cast.isGuest(agent)) throw new PluginCreationError(guestText(agent));
    const { name } = team.cast.revert(agent);
    return { text: `The ${agent} is ${name} again, as it was shipped, from its next turn on.` };
  },
};

const guestText = (agent: AgentName): string =>
  `The ${agent} is an agent of your own, and keeps the character that you gave it. Change it where that agent is defined.`;

const problemsText = (agent: AgentName, problems: CharacterProblem[]): string => {
  const lines = problems.map(
    ({ path: at, message }) => `${at.join(".") || "character"}: ${message}`,
  );
  return `This is no character for the ${agent}; nothing was saved. ${lines.join("; ")}`;
};

function castOf(agent: AgentName, team: Team): Cast {
  const origin = team.cast.origin(agent);
  const isGuest = team.cast.isGuest(agent);
  const current = isGuest ? team.character(agent) : readCharacter(agent, origin.file);
  const others = fs
    .readdirSync(shippedCharacters)
    .filter((file) => file.startsWith(`${agent}-`) && file.endsWith(ENDING));
  return {
    agent,
    origin,
    isGuest,
    hasSecrets: hasSecrets(current),
    current: versionOf(current),
    shipped: versionOf(readCharacter(agent, shippedFile(agent))),
    alternatives: others.map((file) => ({
      title: file.slice(0, -ENDING.length),
      ...versionOf(readCharacter(agent, path.join(shippedCharacters, file))),
    })),
  };
}

const ENDING = ".character.json";

const versionOf = (character: Character) => ({
  hash: characterHash(character),
  name: character.name,
  character: editable(character),
});

/** Fields in the order in which people read a character; others follow. */
const ORDER = ["name", "username", "system", "bio", "topics", "adjectives", "style", "settings"];

/** Settings that are kept on the server: secrets, and whatever is called a key, token or password. */
const isSecret = (key: string): boolean =>
  key === "secrets" || /(^|_)(key|token|secret|password)$/i.test(key);

/** A character without what is the same for everybody, and without what nobody may see. */
export function editable(character: Character): CharacterText {
  const settings = without(
    character.settings ?? {},
    (key) => isSecret(key) || key === "EMBEDDING_DIMENSION",
  );
  const all: CharacterText = {
    ...without(character, (key) => key === "id" || key === "secrets"),
    settings,
  };
  const known = ORDER.filter((key) => all[key] !== undefined);
  const others = Object.keys(all).filter((key) => !ORDER.includes(key));
  return Object.fromEntries([...known, ...others].map((key) => [key, all[key]]));
}

const without = (value: object, isLeftOut: (key: string) => boolean): CharacterText =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !isLeftOut(key)));

/** A character with the secrets that the one before it had: they were not shown, so that nobody took them out. */
export function withSecretsOf(before: Character, character: CharacterText): CharacterText {
  const settings = isRecord(character.settings) ? character.settings : {};
  const kept = Object.entries(before.settings ?? {}).filter(([key]) => isSecret(key));
  return {
    ...(before.secrets === undefined ? {} : { secrets: before.secrets }),
    ...character,
    settings: { ...Object.fromEntries(kept), ...settings },
  };
}

const hasSecrets = ({ secrets, settings }: Character): boolean =>
  secrets !== undefined || Object.keys(settings ?? {}).some(isSecret);

/** What ElizaOS has against a character, and what the team cannot use of its settings. */
export function problemsOf(character: CharacterText): CharacterProblem[] {
  const settings = isRecord(character.settings) ? character.settings : {};
  return [
    ...characterProblems(character),
    ...settingsProblems("model", ModelSettings.safeParse(settings.model ?? {})),
    ...settingsProblems("review", ReviewSettings.safeParse(settings.review ?? {})),
  ];
}

function settingsProblems(
  key: string,
  {
    error,
  }: ReturnType<typeof ModelSettings.safeParse> | ReturnType<typeof ReviewSettings.safeParse>,
): CharacterProblem[] {
  return (error?.issues ?? []).map(({ path: at, message }) => ({
    path: ["settings", key, ...at.map((step) => (typeof step === "number" ? step : String(step)))],
    message,
  }));
}
