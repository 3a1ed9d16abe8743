import type { Character } from "@elizaos/core";
import type { AgentName } from "../../shared/events.ts";

const LONGEST_SYSTEM = 2000;
const MOST_LINES = 8;

/**
 * The block of a prompt that differs from agent to agent: its character's voice, then its duties. Always the last block,
 * and the same in every call as long as the character stays.
 */
export const roleBlock = (agent: AgentName, character: Character, duties: string): string =>
  [`# Your role: ${agent}`, voiceOf(character), duties.trim()].join("\n\n");

function voiceOf({ name, system = "", bio, style }: Character): string {
  const lines = [`You are ${name}.`, system.trim().slice(0, LONGEST_SYSTEM)];
  const about = (typeof bio === "string" ? [bio] : bio).slice(0, MOST_LINES);
  if (about.length > 0) lines.push(`About you: ${about.map(sentence).join(" ")}`);
  const manner = [...(style?.all ?? []), ...(style?.chat ?? [])].slice(0, MOST_LINES);
  if (manner.length > 0) lines.push(`Your style: ${manner.map(sentence).join(" ")}`);
  return lines.filter(Boolean).join("\n");
}

const sentence = (text: string): string => text.trim().replace(/(?<![.!?])$/, ".");
