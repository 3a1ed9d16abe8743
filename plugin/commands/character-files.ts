import { findCharacterFile } from "../../agents/characters.ts";
import type { AgentName } from "../../shared/events.ts";
import type { Settings } from "./settings.ts";

/** The files behind `--character`; short names are those of shipped characters. */
export const characterFiles = ({ characters }: Settings): Partial<Record<AgentName, string>> =>
  Object.fromEntries(
    Object.entries(characters).map(([agent, file]) => [agent, findCharacterFile(file)]),
  );
