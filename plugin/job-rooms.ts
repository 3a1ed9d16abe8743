import { ChannelType, type UUID } from "@elizaos/core";
import type { AgentServer } from "@elizaos/server";
import type { Team } from "../agents/team.ts";
import { agentNames, type JobEvent } from "../shared/events.ts";
import { agentId } from "../agents/characters.ts";
import { debug } from "../shared/log.ts";
import { DEFAULT_SERVER, postMessage } from "./post-message.ts";
import { exchangeText } from "../shared/exchange-text.ts";

const log = debug("rooms");

/** One conversation room per job in the official client, where the agents' exchange can be read. Returns the way out. */
export function openJobRooms(team: Team, server: AgentServer): () => void {
  const rooms = new Map<string, Promise<UUID>>();
  let last = Promise.resolve();
  const roomOf = (jobId: string): Promise<UUID> => {
    const room = rooms.get(jobId) ?? openRoom(server, jobId);
    rooms.set(jobId, room);
    return room;
  };
  const post = async (event: JobEvent): Promise<void> => {
    const text = exchangeText(event);
    if (!text) return;
    const agent = { id: agentId(event.agent), name: team.character(event.agent).name };
    await postMessage({ channelId: await roomOf(event.jobId), agent, text });
  };
  return team.bus.subscribe("*", (event) => {
    last = last.then(() => post(event)).catch((error: unknown) => log("not posted: %o", error));
  });
}

async function openRoom(server: AgentServer, jobId: string): Promise<UUID> {
  const members = agentNames.map((name) => agentId(name));
  const serverId = DEFAULT_SERVER as UUID;
  const name = `Job ${jobId}`;
  const known = await server.database.getChannelsForMessageServer(serverId);
  const found = known.find((channel) => channel.name === name);
  if (found) return found.id;
  const facts = { messageServerId: serverId, name, type: ChannelType.GROUP, metadata: { jobId } };
  return (await server.database.createChannel(facts, members)).id;
}
