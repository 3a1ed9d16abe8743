import http from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { agentNames, type AgentName } from "../../shared/events.ts";
import type { Failed, Reply, Said } from "./scenario.ts";

/** Who asked: one of the agents with a prompt of ours, or ElizaOS with one of its own. */
export type Asking = AgentName | "elizaos";

/** A request as it arrived. */
export interface OpenaiRequest {
  asking: Asking;
  url: string;
  authorization: string | undefined;
  /** The body, byte for byte. */
  raw: string;
  /** All text of the input, system messages included. */
  prompt: string;
  /** Whether the client hung up before the answer was complete. */
  left: boolean;
}

export type Replies = Partial<Record<Asking, (string | Reply)[]>>;

/** A scripted OpenAI: the Responses API, which `@elizaos/plugin-openai` 1.6 speaks, with and without streaming. */
export interface OpenaiServer {
  /** Value for OPENAI_BASE_URL. */
  url: string;
  requests: OpenaiRequest[];
  /** Adds to what is answered next, by who asks. */
  reply: (replies: Replies) => void;
  /** Resolves with the next request that arrives. */
  nextRequest: () => Promise<OpenaiRequest>;
  close: () => Promise<void>;
}

interface Body {
  model: string;
  stream?: boolean;
  input: { role: string; content: string | { text?: string }[] }[];
}

/** Starts the server on a free port; it is closed after the test unless told otherwise. */
export async function openaiServer(
  replies: Replies = {},
  { lasting = false }: { lasting?: boolean } = {},
): Promise<OpenaiServer> {
  const requests: OpenaiRequest[] = [];
  const script: Replies = {};
  let waiting: ((request: OpenaiRequest) => void)[] = [];
  const reply = (more: Replies): void => {
    for (const [asking, list] of Object.entries(more) as [Asking, Reply[]][]) {
      script[asking] = [...(script[asking] ?? []), ...list];
    }
  };
  reply(replies);
  const server = http.createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      if (incoming.method === "GET") return sendJson(response, 200, { object: "list", data: [] });
      const raw = Buffer.concat(chunks).toString("utf8");
      const body = JSON.parse(raw) as Body;
      const prompt = textOfInput(body);
      const asking = askingIn(prompt);
      const { url = "", headers } = incoming;
      const request = {
        asking,
        url,
        authorization: headers.authorization,
        raw,
        prompt,
        left: false,
      };
      requests.push(request);
      response.on("close", () => (request.left = !response.writableFinished));
      for (const tell of waiting) tell(request);
      waiting = [];
      void answer(response, body, script[asking]?.shift() ?? exhausted(asking));
    });
  });
  // Node would close idle connections after seconds, just when a slow machine comes back to one: a trouble nobody scripted.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  if (!lasting) onTestFinished(close);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    reply,
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
    close,
  };
}

const textOfInput = ({ input }: Body): string =>
  input
    .map(({ content }) =>
      typeof content === "string" ? content : content.map(({ text = "" }) => text).join("\n"),
    )
    .join("\n");

function askingIn(prompt: string): Asking {
  const [, name] = /^# Your role: (\w+)/m.exec(prompt) ?? [];
  return agentNames.find((agent) => agent === name) ?? "elizaos";
}

const exhausted = (asking: Asking): Failed => ({
  status: 400,
  type: "invalid_request_error",
  message: `the script has no more answers for ${asking}`,
});

const SERVER_ERROR = {
  type: "error",
  sequence_number: 0,
  error: { type: "server_error", code: "server_error", message: "The server had an error" },
};

async function answer(
  response: http.ServerResponse,
  { model, stream = false }: Body,
  given: string | Reply,
): Promise<void> {
  const reply = typeof given === "string" ? { text: given } : given;
  if ("status" in reply) {
    const { status, type, message, headers } = reply;
    return sendJson(response, status, { error: { message, type, code: type } }, headers);
  }
  const { trouble } = reply;
  if (!stream) {
    if (trouble?.delayMs) await pause(trouble.delayMs);
    if (trouble?.cutAfter !== undefined) return void response.destroy();
    if (trouble?.stallAt !== undefined) return;
    return sendJson(response, 200, whole(model, reply));
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const story = events(model, reply);
  if (trouble?.noStop) story.pop();
  for (const [index, event] of story.entries()) {
    if (trouble?.delayMs) await pause(trouble.delayMs);
    if (response.closed || index === trouble?.stallAt) return;
    if (index === trouble?.cutAfter) {
      await pause(20); // what was written so far has to leave first
      return void response.destroy();
    }
    const isBroken = index === trouble?.errorAt;
    const sent = isBroken ? SERVER_ERROR : event;
    response.write(`event: ${sent.type}\ndata: ${JSON.stringify(sent)}\n\n`);
    if (isBroken) break;
  }
  response.end();
}

function sendJson(
  response: http.ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

function ending({ stop, usage }: Said): Record<string, unknown> {
  const reason = { max_tokens: "max_output_tokens", refusal: "content_filter" }[stop ?? ""];
  return {
    incomplete_details: reason ? { reason } : null,
    usage: { input_tokens: 100, output_tokens: 50, ...usage },
  };
}

const message = (text: string): Record<string, unknown> => ({
  type: "message",
  id: "msg_1",
  role: "assistant",
  content: [{ type: "output_text", text, annotations: [] }],
});

const whole = (model: string, said: Said): Record<string, unknown> => ({
  ...opening(model),
  output: [message(said.text ?? "")],
  ...ending(said),
});

const opening = (model: string): Record<string, unknown> => ({
  id: "resp_1",
  created_at: 1_700_000_000,
  model,
});

function events(model: string, said: Said): { type: string; [field: string]: unknown }[] {
  const text = said.text ?? "";
  const deltas = text.match(/[\s\S]{1,12}/gu) ?? [];
  const at = { output_index: 0, item_id: "msg_1" };
  const { incomplete_details } = ending(said);
  return [
    { type: "response.created", response: opening(model) },
    { type: "response.output_item.added", ...at, item: { type: "message", id: "msg_1" } },
    ...deltas.map((delta) => ({ type: "response.output_text.delta", ...at, delta })),
    { type: "response.output_item.done", ...at, item: { type: "message", id: "msg_1" } },
    {
      type: incomplete_details ? "response.incomplete" : "response.completed",
      response: { ...opening(model), ...ending(said) },
    },
  ];
}
