import crypto from "node:crypto";
import { ChannelType, stringToUuid, type IAgentRuntime, type UUID } from "@elizaos/core";
import { PluginCreationError } from "../../shared/errors.ts";

const SOURCE = "plugin-dynamic-terminal";

/** A direct conversation with an agent, through its own message service. */
export interface Conversation {
  roomId: UUID;
  /** Says something and hands over every reply; resolves when the agent is done with it. */
  say: (text: string, reply: (text: string) => void) => Promise<void>;
}

/** Opens the conversation of a terminal with an agent; the room is the same every time, so the agent remembers. */
export async function openConversation(runtime: IAgentRuntime): Promise<Conversation> {
  const roomId = stringToUuid(`${SOURCE}:room`);
  const entityId = stringToUuid(`${SOURCE}:person`);
  await runtime.ensureConnection({
    entityId,
    roomId,
    worldId: stringToUuid(`${SOURCE}:world`),
    userName: "You",
    name: "You",
    source: SOURCE,
    channelId: roomId,
    type: ChannelType.DM,
  });
  // Progress is shown from the bus, as it happens; what the service sends of it would be the same again.
  runtime.registerSendHandler(SOURCE, () => Promise.resolve());
  return {
    roomId,
    async say(text, reply) {
      if (!runtime.messageService) {
        throw new PluginCreationError(`${runtime.character.name} has no message service.`);
      }
      const message = {
        id: crypto.randomUUID(),
        entityId,
        agentId: runtime.agentId,
        roomId,
        content: { text, source: SOURCE, channelType: ChannelType.DM },
        createdAt: Date.now(),
      };
      await runtime.messageService.handleMessage(runtime, message, (content) => {
        if (content.text) reply(content.text);
        return Promise.resolve([]);
      });
    },
  };
}
