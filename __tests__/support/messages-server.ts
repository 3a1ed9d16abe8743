import { EventEmitter, once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { agentNames, type AgentName } from "../../shared/events.ts";
import type { Failed, Reply, Said, Scenario } from "./scenario.ts";

/** An answer given word for word, for what the Messages API would never send. */
export interface Verbatim {
  status: number;
  headers?: Record<string, string>;
  /** One text, or pieces that travel apart. */
  body: string | string[];
  /** Pause before each piece, in milliseconds. */
  delayMs?: number;
}

/** No answer at all: the request is taken, and then nothing comes, not even headers. */
export const SILENCE = "silence";

export type ServerReply = Reply | Verbatim | typeof SILENCE;

/** The part of a request's body that tests look at. */
export interface RequestBody {
  model: string;
  max_tokens: number;
  system?: { type: string; text: string; cache_control?: object }[];
  messages: { role: string; content: unknown }[];
  tools?: { name: string }[];
  [field: string]: unknown;
}

/** A request as it came. */
export interface SeenRequest {
  path: string;
  headers: http.IncomingHttpHeaders;
  /** The body, byte for byte. */
  raw: Buffer;
  body: RequestBody;
  /** Agent whose system prompt this is; found by its line `# Your role: <agent>`. */
  role: AgentName | undefined;
  /** Whether the client closed the connection before the answer's end. */
  closedEarly: boolean;
}

export interface MessagesServer {
  url: string;
  /** Every request, oldest first. */
  seen: SeenRequest[];
  /** Answers the next requests, whoever asks, before any agent's script goes on. */
  push: (...replies: ServerReply[]) => void;
  /** Resolves with the next request that comes. */
  nextRequest: () => Promise<SeenRequest>;
  /** Resolves with the first request whose client closes the connection early. */
  aborted: Promise<SeenRequest>;
  close: () => Promise<void>;
}

/** A scripted Messages API on 127.0.0.1: real HTTP, real server-sent events, the same ids in every run. */
export async function startMessagesServer({
  replies = {},
}: Partial<Pick<Scenario, "replies">> = {}): Promise<MessagesServer> {
  const scripts = new Map(agentNames.map((role) => [role, [...(replies[role] ?? [])]]));
  const queue: ServerReply[] = [];
  const seen: SeenRequest[] = [];
  const events = new EventEmitter<{ request: [SeenRequest]; aborted: [SeenRequest] }>();
  const next = async (event: "request" | "aborted") =>
    (await once(events, event))[0] as SeenRequest;

  async function answer(request: http.IncomingMessage, response: http.ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const body = JSON.parse(raw.toString("utf8")) as RequestBody;
    const role = roleOf(body);
    const { url: path = "", headers } = request;
    const arrived: SeenRequest = { path, headers, raw, body, role, closedEarly: false };
    seen.push(arrived);
    response.on("close", () => {
      if (response.writableEnded) return;
      arrived.closedEarly = true;
      events.emit("aborted", arrived);
    });
    events.emit("request", arrived);
    const reply = queue.shift() ?? (role && scripts.get(role)?.shift()) ?? exhausted(role);
    if (reply === SILENCE) return;
    const turn = seen.filter((each) => each.role === role).length;
    await respond(response, reply, { id: `${role ?? "any"}_${turn}`, model: body.model });
  }

  const server = http.createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  // Node would close idle connections after seconds, just when a slow machine comes back to one: a trouble nobody scripted.
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    push: (...more) => queue.push(...more),
    nextRequest: () => next("request"),
    aborted: next("aborted"),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers to an agent that asks more often than its script foresees. */
const exhausted = (role: AgentName | undefined): Failed => ({
  status: 500,
  type: "api_error",
  message: role
    ? `The script of the ${role} has no further reply.`
    : `There is no reply left, and no system block says "# Your role: <agent>".`,
  headers: { "x-should-retry": "false" },
});

function roleOf({ system }: RequestBody): AgentName | undefined {
  const text = Array.isArray(system) ? system.map((block) => block.text).join("\n") : "";
  const named = /^# Your role: (\w+)\s*$/m.exec(text)?.[1];
  return agentNames.find((name) => name === named);
}

interface Identity {
  /** Of the message; its tool calls derive theirs from it. */
  id: string;
  model: string;
}

async function respond(
  response: http.ServerResponse,
  reply: Reply | Verbatim,
  identity: Identity,
): Promise<void> {
  const requestId = `req_${identity.id}`;
  if ("body" in reply) {
    const headers = { "content-type": "text/event-stream", "request-id": requestId };
    response.writeHead(reply.status, { ...headers, ...reply.headers }).flushHeaders();
    for (const piece of [reply.body].flat()) {
      if (reply.delayMs) await pause(reply.delayMs);
      response.write(piece);
    }
    response.end();
  } else if ("status" in reply) {
    const { status, type, message, headers } = reply;
    const json = { "content-type": "application/json", "request-id": requestId };
    const body = { type: "error", error: { type, message }, request_id: requestId };
    response.writeHead(status, { ...json, ...headers }).end(JSON.stringify(body));
  } else {
    const stream = { "content-type": "text/event-stream; charset=utf-8", "request-id": requestId };
    response.writeHead(200, stream).flushHeaders();
    await sendEvents(response, eventsOf(reply, identity), reply.trouble);
  }
}

async function sendEvents(
  response: http.ServerResponse,
  events: StreamEvent[],
  trouble: Said["trouble"] = {},
): Promise<void> {
  const write = (bytes: Uint8Array) =>
    new Promise<void>((resolve) => response.write(bytes, () => resolve()));
  for (let index = 0; ; index += 1) {
    const event = events[index];
    if (trouble.delayMs) await pause(trouble.delayMs);
    if (response.destroyed || index === trouble.stallAt) return;
    if (index === trouble.cutAfter) return void response.destroy();
    if (!event || (trouble.noStop && event.type === "message_stop")) break;
    if (index === trouble.errorAt) {
      const error = { type: "overloaded_error", message: "Overloaded" };
      await write(Buffer.from(encodeEvents([{ type: "error", error }])));
      break;
    }
    let text = encodeEvents([event]);
    if (index === trouble.junkAt) text = `event: ${event.type}\ndata: {"type": "content_bl\n\n`;
    if (trouble.noEventLines) text = text.replace(/^event: .*\n/, "");
    const bytes = Buffer.from(text);
    const step = trouble.splitUtf8 ? 5 : bytes.length;
    for (let at = 0; at < bytes.length; at += step) await write(bytes.subarray(at, at + step));
  }
  response.end();
}

export interface StreamEvent {
  type: string;
  [field: string]: unknown;
}

/** Events as they stand in a stream. */
export const encodeEvents = (events: StreamEvent[]): string =>
  events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");

const pieces = (text: string): string[] => text.match(/[\s\S]{1,24}/gu) ?? [];

/** What a model said as the stream of the Messages API. */
function eventsOf(said: Said, { id, model }: Identity): StreamEvent[] {
  const usage = usageOf(said);
  const message = { id: `msg_${id}`, type: "message", role: "assistant", model, content: [] };
  const unfinished = { stop_reason: null, stop_sequence: null };
  const { thinking, text, tools = [] } = said;
  const blocks: Omit<StreamedBlock, "index">[] = [];
  if (thinking !== undefined) {
    const deltas = pieces(thinking).map((piece) => ({ type: "thinking_delta", thinking: piece }));
    const signature = { type: "signature_delta", signature: `sig_${id}` };
    const block = { type: "thinking", thinking: "", signature: "" };
    blocks.push({ block, deltas: [...deltas, signature] });
  }
  if (text !== undefined) {
    const deltas = pieces(text).map((piece) => ({ type: "text_delta", text: piece }));
    blocks.push({ block: { type: "text", text: "" }, deltas });
  }
  for (const [index, { name, input }] of tools.entries()) {
    // Text stands for itself: that is how a script shows a call that was cut or is no JSON.
    const json = pieces(typeof input === "string" ? input : JSON.stringify(input));
    const deltas = json.map((piece) => ({ type: "input_json_delta", partial_json: piece }));
    const block = { type: "tool_use", id: `toolu_${id}_${index}`, name, input: {} };
    blocks.push({ block, deltas });
  }
  const delta = {
    stop_reason: said.stop ?? (said.refusal ? "refusal" : tools.length ? "tool_use" : "end_turn"),
    stop_sequence: null,
    ...(said.refusal && { stop_details: { type: "refusal", ...said.refusal } }),
  };
  return [
    {
      type: "message_start",
      message: { ...message, ...unfinished, usage: { ...usage, output_tokens: 1 } },
    },
    { type: "ping" },
    ...blocks.flatMap((block, index) => blockEvents({ ...block, index })),
    { type: "message_delta", delta, usage },
    { type: "message_stop" },
  ];
}

interface StreamedBlock {
  index: number;
  block: object;
  deltas: object[];
}

const blockEvents = ({ index, block, deltas }: StreamedBlock): StreamEvent[] => [
  { type: "content_block_start", index, content_block: block },
  ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
  { type: "content_block_stop", index },
];

/** The usage of an ordinary call: most of the prompt came from the cache, a little went into it. */
function usageOf({ thinking, usage = {} }: Said): Record<string, unknown> {
  const written = usage.cache_creation_input_tokens ?? 1500;
  return {
    input_tokens: 850,
    cache_creation_input_tokens: written,
    cache_read_input_tokens: 9000,
    cache_creation: { ephemeral_5m_input_tokens: written, ephemeral_1h_input_tokens: 0 },
    output_tokens: 640,
    output_tokens_details: { thinking_tokens: thinking ? 200 : 0 },
    service_tier: "standard",
    ...usage,
  };
}
