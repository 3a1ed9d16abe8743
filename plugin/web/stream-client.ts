import { EventSourceParserStream } from "eventsource-parser/stream";
import { STREAM_PATH, streamed, watchText, type Streamed } from "../studio/api/stream.ts";
import { API } from "../studio/api/endpoint.ts";
import { refusal, Refusal } from "./api.ts";
import { headers } from "./key.ts";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** The server says something every 15 s; a connection that is silent for longer is gone. */
const SILENCE_MS = 40_000;

export type Connection = "connecting" | "live" | "lost" | "denied";

export interface StreamOptions {
  /** Jobs whose events are wanted, each with the last event that is there already. */
  watched: () => Record<string, string | undefined>;
  onMessage: { [Name in keyof Streamed]: (data: Streamed[Name]) => void };
  onConnection: (connection: Connection) => void;
}

/**
 * Listens to the server until it is told to end, and begins again where it stopped whenever the connection is lost. Unlike
 * EventSource it can show a key.
 */
export function listen({ watched, onMessage, onConnection }: StreamOptions): () => void {
  const ending = new AbortController();
  let pause = FIRST_PAUSE_MS;

  const receive = <Name extends keyof Streamed>(name: Name, data: unknown): void =>
    onMessage[name](streamed[name].parse(data) as Streamed[Name]);

  const once = async (): Promise<void> => {
    const attempt = new AbortController();
    const signal = AbortSignal.any([ending.signal, attempt.signal]);
    let silence = setTimeout(() => attempt.abort(), SILENCE_MS);
    try {
      const query = new URLSearchParams({ watch: watchText(watched()) });
      const response = await fetch(`${API}${STREAM_PATH}?${query}`, {
        headers: headers(),
        signal,
      });
      const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
      if (!response.ok || !response.body || !isStream) throw await refusal(response);
      const heard = response.body.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            clearTimeout(silence);
            silence = setTimeout(() => attempt.abort(), SILENCE_MS);
            controller.enqueue(chunk);
          },
        }),
      );
      const reader = heard
        .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
        .pipeThrough(new EventSourceParserStream())
        .getReader();
      onConnection("live");
      pause = FIRST_PAUSE_MS;
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        const { event = "", data } = next.value;
        if (isStreamed(event)) receive(event, JSON.parse(data));
      }
    } finally {
      clearTimeout(silence);
      attempt.abort();
    }
  };

  const forever = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        await once();
      } catch (error) {
        if (ending.signal.aborted) return;
        if (error instanceof Refusal && error.status === 401) {
          onConnection("denied");
          return;
        }
      }
      if (ending.signal.aborted) return;
      onConnection("lost");
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  };

  void forever();
  return () => ending.abort();
}

/** A newer server may send more than this page knows of. */
const isStreamed = (name: string): name is keyof Streamed => name in streamed;
