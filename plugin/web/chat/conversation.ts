import { io, type Socket } from "socket.io-client";
import { create } from "zustand";
import { reasonOf } from "../api.ts";
import { key } from "../key.ts";
import { beginChannel, channelId, newId, userId } from "./identity.ts";
import { withChunk, withHistory, withMessage, type Message } from "./messages.ts";
import {
  Ack,
  Broadcast,
  Chunk,
  historyOf,
  JOIN,
  messageOf,
  SEND,
  SERVER,
  Trouble,
} from "./wire.ts";

interface Conversation {
  messages: Message[];
  /** Whether what was said before is there. */
  isLoaded: boolean;
  isConnected: boolean;
  /** Whether an agent owes an answer. */
  isAwaited: boolean;
  trouble: string | undefined;
  /** What the person is writing; it stays while they look at something else. */
  draft: string;
}

const EMPTY = { messages: [], isLoaded: false, isAwaited: false, trouble: undefined };

export const useConversation = create<Conversation>()(() => ({
  ...EMPTY,
  isConnected: false,
  draft: "",
}));

const { setState: set, getState: get } = useConversation;

/** The server takes a message at once, whatever an agent does with it. */
const ACK_MS = 15_000;
/** A model that is silent for longer has most likely failed. */
const ANSWER_MS = 180_000;

let socket: Socket | undefined;
let agentId = "";
let awaiting: ReturnType<typeof setTimeout> | undefined;

/** Opens the conversation with an agent, once for as long as the page lives. */
export function openConversation(agent: string): void {
  if (socket && agent === agentId) return;
  socket?.close();
  agentId = agent;
  // A browser's socket shows no headers: the session's cookie goes with it, or the key as ElizaOS reads it.
  const auth = { entityId: userId(), apiKey: key() };
  socket = io({ auth, transports: ["websocket"] });
  socket.on("connection_established", join);
  socket.on("disconnect", () => set({ isConnected: false }));
  socket.on("connect_error", () => set({ isConnected: false }));
  socket.on("channel_joined", () => {
    set({ isConnected: true });
    void loadHistory();
  });
  socket.on("messageBroadcast", heard);
  socket.on("messageStreamChunk", (data: unknown) => {
    const { messageId, channelId: channel, chunk } = Chunk.parse(data);
    if (channel !== channelId()) return;
    set(({ messages }) => ({ messages: withChunk(messages, messageId, chunk, Date.now()) }));
  });
  socket.on("messageAck", (data: unknown) => mark(Ack.parse(data).clientMessageId, undefined));
  socket.on("messageError", (data: unknown) => set({ trouble: Trouble.parse(data).error }));
}

/** Begins a conversation in which nothing was said. */
export function beginConversation(): void {
  beginChannel();
  setAwaited(false);
  set(EMPTY);
  join();
}

/** Says something to the agent. */
export function say(text: string): void {
  const id = newId();
  const message: Message = { id, from: "person", text, at: Date.now(), state: "sending" };
  set(({ messages }) => ({ messages: [...messages, message], trouble: undefined }));
  send(message);
}

/** Says once more what did not arrive. */
export function sayAgain(message: Message): void {
  mark(message.id, "sending");
  send(message);
}

function send({ id, text }: Message): void {
  socket?.emit("message", {
    type: SEND,
    payload: {
      ...place(),
      senderId: userId(),
      senderName: "Me",
      message: text,
      messageId: id,
      source: "client_chat",
      attachments: [],
      metadata: { channelType: "DM", isDm: true, targetUserId: agentId },
    },
  });
  setTimeout(() => {
    const isLost = get().messages.some((each) => each.id === id && each.state === "sending");
    if (isLost) mark(id, "failed");
  }, ACK_MS);
  setAwaited(true);
}

function setAwaited(isAwaited: boolean): void {
  clearTimeout(awaiting);
  set({ isAwaited });
  if (isAwaited) awaiting = setTimeout(() => set({ isAwaited: false, trouble: SILENT }), ANSWER_MS);
}

const SILENT =
  "There is no answer yet. The model may have failed; the server's log says more. You can ask again.";

function heard(data: unknown): void {
  const broadcast = Broadcast.parse(data);
  const message = messageOf(broadcast, userId());
  if (!message || broadcast.roomId !== channelId()) return;
  if (message.from === "agent") setAwaited(false);
  const { clientMessageId: sentAs } = broadcast;
  set(({ messages }) => ({ messages: withMessage(messages, message, sentAs) }));
}

function mark(id: string, state: Message["state"]): void {
  const marked = (each: Message): Message => (each.id === id ? { ...each, state } : each);
  set(({ messages }) => ({ messages: messages.map(marked) }));
}

const place = () => ({ channelId: channelId(), roomId: channelId(), messageServerId: SERVER });

function join(): void {
  const payload = { ...place(), entityId: userId(), agentId, metadata: { isDm: true } };
  socket?.emit("message", { type: JOIN, payload });
}

export async function loadHistory(): Promise<void> {
  const channel = channelId();
  try {
    const history = await historyOf(channel, userId());
    if (channel !== channelId()) return; // another conversation was begun meanwhile
    set(({ messages }) => ({ messages: withHistory(messages, history), isLoaded: true }));
  } catch (error) {
    set({ trouble: `What was said before could not be read. ${reasonOf(error)}`, isLoaded: true });
  }
}
