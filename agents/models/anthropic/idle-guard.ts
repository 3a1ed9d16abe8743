import type { Middleware } from "@anthropic-ai/sdk/client";

/** Nothing came for too long on a connection that is open. */
export class IdleError extends Error {
  override name = "IdleError";
  readonly idleMs: number;

  constructor(idleMs: number) {
    super(`nothing came for ${idleMs} ms`);
    this.idleMs = idleMs;
  }
}

/**
 * Ends an answer on which nothing comes for `idleMs`. Bytes count, whatever they say: a ping is a sign of life. The
 * SDK's own `timeout` watches the time until the headers and no further.
 */
export const idleGuard =
  (idleMs: number): Middleware =>
  async (request, next) => {
    const response = await next(request);
    return response.body
      ? new Response(ReadableStream.from(watched(response.body, idleMs)), response)
      : response;
  };

async function* watched(
  body: ReadableStream<Uint8Array>,
  idleMs: number,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read(), idleMs);
      if (done) return;
      yield value;
    }
  } finally {
    // The connection is closed; whether that works is no news any more.
    reader.cancel().catch(() => undefined);
  }
}

async function inTime<Value>(promise: Promise<Value>, idleMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    // Work of our own may have kept this process busy: what came meanwhile is read before anybody calls it silence.
    timer = setTimeout(() => setImmediate(() => reject(new IdleError(idleMs))), idleMs);
  });
  // What is read in that last moment wins the race, and then the rejection is nobody's.
  silence.catch(() => undefined);
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}
