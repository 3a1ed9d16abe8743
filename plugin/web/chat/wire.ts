import { z } from "zod";
import { headers } from "../key.ts";
import { refusal } from "../api.ts";
import type { Message } from "./messages.ts";

/*
 * What ElizaOS' messaging server says, over socket.io and HTTP: the protocol of its official client.
 */

/** The one message server of an ElizaOS process. */
export const SERVER = "00000000-0000-0000-0000-000000000000";
export const JOIN = 1;
export const SEND = 2;

/** What an agent does rather than says; the job's card shows what comes of it. */
const ACTION = "agent_action";

export const Broadcast = z.object({
  id: z.string(),
  senderId: z.string(),
  text: z.string(),
  roomId: z.string(),
  createdAt: z.number(),
  source: z.string(),
  clientMessageId: z.string().optional(),
});

export const Chunk = z.object({ messageId: z.string(), channelId: z.string(), chunk: z.string() });
export const Ack = z.object({ clientMessageId: z.string() });
export const Trouble = z.object({ error: z.string() });

const History = z.object({
  data: z.object({
    messages: z.array(
      z.object({
        id: z.string(),
        authorId: z.string(),
        content: z.string(),
        created_at: z.number(),
        sourceType: z.string().nullish(),
      }),
    ),
  }),
});

const MOST = 200;

/** A message of a broadcast; nothing where an agent only does something. */
export function messageOf(
  { id, senderId, text, createdAt, source }: z.infer<typeof Broadcast>,
  user: string,
): Message | undefined {
  if (source === ACTION) return undefined;
  return { id, from: senderId === user ? "person" : "agent", text, at: createdAt };
}

/** The newest messages of a conversation. Throws a Refusal when the server says no. */
export async function historyOf(channel: string, user: string): Promise<Message[]> {
  const response = await fetch(`/api/messaging/channels/${channel}/messages?limit=${MOST}`, {
    headers: headers(),
  });
  if (!response.ok) throw await refusal(response);
  const { data } = History.parse(await response.json());
  return data.messages.flatMap(({ id, authorId, content, created_at: createdAt, sourceType }) => {
    const broadcast = { id, senderId: authorId, text: content, roomId: channel, createdAt };
    return messageOf({ ...broadcast, source: sourceType ?? "" }, user) ?? [];
  });
}
