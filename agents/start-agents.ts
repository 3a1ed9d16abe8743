import bootstrap from "@elizaos/plugin-bootstrap";
import type { Character, IAgentRuntime, Plugin } from "@elizaos/core";
import { agentNames, type AgentName } from "../shared/events.ts";
import type { AgentHost } from "./host.ts";

export interface Starting {
  host: AgentHost;
  /** The coordinator's own plugins, or the agent that already is the coordinator. */
  lead: Plugin[] | IAgentRuntime;
  /** Lets the agents besides the coordinator talk about their work. */
  chat: Plugin;
  /** Brings all of them a language model. */
  provider: Plugin | undefined;
  character: (agent: AgentName) => Character;
}

/** Starts the agents that are not there yet, each with its plugins. */
export function startAgents({ host, lead, chat, provider, character }: Starting) {
  const names = agentNames.filter((name) => Array.isArray(lead) || name !== "coordinator");
  return host.start(
    names.map((name) => ({
      character: character(name),
      plugins: [
        bootstrap,
        ...(provider ? [provider] : []),
        ...(Array.isArray(lead) && name === "coordinator" ? lead : [chat]),
      ],
    })),
  );
}
