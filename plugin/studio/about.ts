import { characterHash } from "../../agents/characters.ts";
import { agentNames } from "../../shared/events.ts";
import { packageVersion } from "../../shared/package.ts";
import type { studioApi } from "./api/studio.ts";
import type { Answers } from "./studio.ts";

export const studio: Answers<typeof studioApi> = {
  about(_input, { service: { team }, runtime }) {
    return {
      version: packageVersion,
      coordinatorId: runtime.agentId,
      agents: agentNames.map((agent) => {
        const character = team.character(agent);
        return { agent, name: character.name, hash: characterHash(character) };
      }),
      model: team.model.name,
      maxIterations: team.config.maxIterations,
      approval: team.config.approval,
    };
  },
};
