import type { Middleware } from "@anthropic-ai/sdk/client";
import { streaming } from "./sdk.ts";

/** What came is no answer of the Messages API. */
export class ForeignAnswer extends Error {
  override name = "ForeignAnswer";
}

/**
 * Makes sure that an answer is a stream of the Messages API's events, and fills in what compatible servers leave out and
 * the SDK relies on.
 */
export const messageEvents: Middleware = async (request, next) => {
  const response = await next(request);
  if (!response.ok) return response;
  const [type] = (response.headers.get("content-type") ?? "").split(";");
  if (type && /html|json|xml/.test(type)) {
    await response.body?.cancel();
    throw new ForeignAnswer(`it answered with ${type} instead of a stream of events`);
  }
  return new Response(ReadableStream.from(completed(response, type)), response);
};

async function* completed(response: Response, type = ""): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let named = false;
  for await (const { event, data } of streaming().Stream.rawEvents(response)) {
    if (event === null) {
      // Some servers end a good stream with a nameless "[DONE]".
      if (named || !data) continue;
      throw new ForeignAnswer('its events have no "event:" lines');
    }
    named = true;
    const lines = complete(event, data).split("\n");
    yield encoder.encode(`event: ${event}\n${lines.map((line) => `data: ${line}\n`).join("")}\n`);
  }
  if (!named && type !== "text/event-stream") {
    throw new ForeignAnswer(
      `it answered with ${type || "something"} instead of a stream of events`,
    );
  }
}

interface LooseEvent {
  message?: Record<string, unknown>;
  content_block?: Record<string, unknown>;
  delta?: object;
  usage?: object;
}

function complete(name: string, data: string): string {
  if (!/^(message_start|message_delta|content_block_start)$/.test(name)) return data;
  let event: LooseEvent;
  try {
    event = JSON.parse(data) as LooseEvent;
  } catch {
    return data; // the SDK says what is wrong with it
  }
  const { message, content_block: block } = event;
  if (name === "message_start") {
    const { content, usage, ...rest } = message ?? {};
    const filled = { ...rest, content: content ?? [], usage: usage ?? {} };
    return JSON.stringify({ ...event, message: filled });
  }
  if (name === "message_delta") {
    return JSON.stringify({ ...event, delta: event.delta ?? {}, usage: event.usage ?? {} });
  }
  return JSON.stringify(
    block?.type === "thinking"
      ? { ...event, content_block: { ...block, thinking: block.thinking ?? "" } }
      : event,
  );
}
