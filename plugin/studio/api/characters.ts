import { z } from "zod";
import { AgentName } from "../../../shared/event-fields.ts";
import { endpoint } from "./endpoint.ts";

/** A character as people edit it: without id and secrets, which stay on the server. */
export const CharacterText = z.record(z.string(), z.unknown());
export type CharacterText = z.infer<typeof CharacterText>;

/** What is wrong at one place of a character. */
export const Problem = z.object({
  /** Keys from the whole character to the place. */
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
});
export type Problem = z.infer<typeof Problem>;

/** Where a character comes from: a file of the command line, the data folder, or the package. */
const Kind = z.enum(["given", "saved", "shipped"]);

const Version = z.object({
  hash: z.string(),
  name: z.string(),
  character: CharacterText,
});

/** An agent's character, and what it could be instead. */
export const Cast = z.object({
  agent: AgentName,
  origin: z.object({ kind: Kind, file: z.string() }),
  /** Whether the agent is somebody else's, so that its own character stays. */
  isGuest: z.boolean(),
  /** Whether there are secrets in it, which are kept and not shown. */
  hasSecrets: z.boolean(),
  current: Version,
  shipped: Version,
  /** Others that come with the package for this agent. */
  alternatives: z.array(Version.extend({ title: z.string() })),
});
export type Cast = z.infer<typeof Cast>;

/** What an agent did as one character. */
export const WorkOfCharacter = z.object({
  hash: z.string(),
  /** Nothing when no file has it any more. */
  name: z.string().nullable(),
  /** Newest first. */
  work: z.array(
    z.object({
      jobId: z.string(),
      /** Folder of the plugin. */
      plugin: z.string(),
      kind: z.enum(["plan", "tests", "iteration"]),
      /** Number of the iteration; 0 for a plan. */
      iteration: z.number(),
      commit: z.string().nullable(),
      /** When its job began, ISO 8601. */
      at: z.string(),
    }),
  ),
});
export type WorkOfCharacter = z.infer<typeof WorkOfCharacter>;

const Agent = z.object({ agent: AgentName });
const Proposed = Agent.extend({ character: CharacterText });
const Done = z.object({ text: z.string() });

export const charactersApi = {
  list: endpoint("GET", "characters", z.object({}), z.array(Cast)),
  work: endpoint("GET", "characters/:agent/work", Agent, z.array(WorkOfCharacter)),
  /** What ElizaOS and the team have against a character; nothing when it can be used. */
  check: endpoint("POST", "characters/:agent/check", Proposed, z.array(Problem)),
  save: endpoint("PUT", "characters/:agent", Proposed, Done),
  revert: endpoint("POST", "characters/:agent/revert", Agent, Done),
};
