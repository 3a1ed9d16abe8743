/** Message server of the official client when a room names none. */
export const DEFAULT_SERVER = "00000000-0000-0000-0000-000000000000";

export interface Post {
  channelId: string;
  serverId?: string | undefined;
  agent: { id: string; name: string };
  text: string;
}

/** Where the ElizaOS server of this process listens, if there is one. */
export const serverUrl = (): string | undefined => {
  const port = process.env.SERVER_PORT;
  return port ? `http://127.0.0.1:${port}` : undefined;
};

/** Headers that the server of this process asks for. */
export function serverHeaders(): Record<string, string> {
  const token = process.env.ELIZA_SERVER_AUTH_TOKEN;
  return { "content-type": "application/json", ...(token ? { "X-API-KEY": token } : {}) };
}

/**
 * Shows a message of an agent in the official client. A handler's later callbacks are lost there, so this goes through the
 * server's own door for agents. False when no server of this process takes it.
 */
export async function postMessage({ channelId, serverId, agent, text }: Post): Promise<boolean> {
  const url = serverUrl();
  if (!url) return false;
  const response = await fetch(`${url}/api/messaging/submit`, {
    method: "POST",
    headers: serverHeaders(),
    body: JSON.stringify({
      channel_id: channelId,
      message_server_id: serverId ?? DEFAULT_SERVER,
      author_id: agent.id,
      content: text,
      source_type: "agent_response",
      raw_message: { text },
      metadata: { agent_id: agent.id, agentName: agent.name },
    }),
  });
  return response.ok;
}
