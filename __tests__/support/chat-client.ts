import crypto from "node:crypto";
import { io, type Socket } from "socket.io-client";

const SERVER = "00000000-0000-0000-0000-000000000000";

interface Said {
  text: string;
  source: string;
}

/** A person in the official client: its channel, its socket, its messages. */
export class ChatClient {
  readonly said: Said[] = [];
  readonly #socket: Socket;
  readonly #channelId: string;
  readonly #user: string;
  readonly #agentId: string;
  #onSaid: () => void = () => undefined;

  private constructor(socket: Socket, channelId: string, user: string, agentId: string) {
    this.#socket = socket;
    this.#channelId = channelId;
    this.#user = user;
    this.#agentId = agentId;
  }

  /** Opens a direct conversation with an agent. */
  static async open(
    baseUrl: string,
    agentId: string,
    headers: Record<string, string> = {},
  ): Promise<ChatClient> {
    const user = crypto.randomUUID();
    const response = await fetch(`${baseUrl}/api/messaging/channels`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({
        name: "Chat",
        type: "DM",
        message_server_id: SERVER,
        participantCentralUserIds: [user, agentId],
        metadata: { isDm: true, forAgent: agentId },
      }),
    });
    const { data } = (await response.json()) as { data: { id: string } };
    const socket = io(baseUrl, {
      auth: { entityId: user },
      transports: ["websocket"],
      extraHeaders: headers,
    });
    const client = new ChatClient(socket, data.id, user, agentId);
    await client.#join();
    return client;
  }

  send(text: string): void {
    const { channelId, roomId, messageServerId } = this.#place();
    this.#socket.emit("message", {
      type: 2,
      payload: {
        senderId: this.#user,
        senderName: "Me",
        message: text,
        channelId,
        roomId,
        messageServerId,
        messageId: crypto.randomUUID(),
        source: "client_chat",
        attachments: [],
        metadata: { channelType: "DM", isDm: true, targetUserId: this.#agentId },
      },
    });
  }

  /** The first message from now on, or already said since `from`, that fits. */
  async hear(pattern: RegExp, { from = 0, timeoutMs = 240_000 } = {}): Promise<string> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const found = this.said.slice(from).find(({ text }) => pattern.test(text));
      if (found) return found.text;
      const left = deadline - Date.now();
      if (left <= 0) {
        const heard = this.said.map(({ text }) => text).join("\n---\n");
        throw new Error(`Nobody said ${String(pattern)} within ${timeoutMs} ms. Heard:\n${heard}`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#onSaid = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Says something and returns the agent's reply to it. */
  async ask(text: string, pattern = /./): Promise<string> {
    const from = this.said.length;
    this.send(text);
    return this.hear(pattern, { from });
  }

  close(): void {
    this.#socket.close();
  }

  #place() {
    return { channelId: this.#channelId, roomId: this.#channelId, messageServerId: SERVER };
  }

  #join(): Promise<void> {
    const { promise, resolve, reject } = withResolvers();
    this.#socket.on(
      "messageBroadcast",
      ({ senderId, text, source }: Said & { senderId: string }) => {
        if (senderId !== this.#agentId || source === "agent_action") return;
        this.said.push({ text, source });
        this.#onSaid();
      },
    );
    this.#socket.on("connect_error", reject);
    this.#socket.on("connection_established", () =>
      this.#socket.emit("message", {
        type: 1,
        payload: { ...this.#place(), entityId: this.#user, agentId: this.#agentId },
      }),
    );
    this.#socket.on("channel_joined", () => resolve());
    return promise;
  }
}

function withResolvers() {
  let resolve: () => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
