import { once } from "node:events";
import http from "node:http";

export interface RawRequest {
  port: number;
  path?: string;
  method?: string;
  headers?: http.OutgoingHttpHeaders;
  body?: string;
  /** The address of this machine that the request comes from. */
  localAddress?: string;
}

export interface RawAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** A request with whatever headers a test wants, `Host` included. */
export async function rawRequest(wanted: RawRequest): Promise<RawAnswer> {
  const response = await answerOf(wanted);
  let body = "";
  for await (const chunk of response.setEncoding("utf8")) body += chunk;
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

/** Only the status, for streams that do not end and handlers that never answer; those count as 0. */
export async function rawStatus(wanted: RawRequest, patienceMs = 3000): Promise<number> {
  try {
    const response = await answerOf(wanted, AbortSignal.timeout(patienceMs));
    response.destroy();
    return response.statusCode ?? 0;
  } catch (error) {
    if ((error as Error).name !== "AbortError") throw error;
    return 0;
  }
}

async function answerOf(
  { port, path = "/", method = "GET", headers = {}, body, localAddress }: RawRequest,
  signal?: AbortSignal,
): Promise<http.IncomingMessage> {
  const request = http.request({
    host: "127.0.0.1",
    port,
    path,
    method,
    agent: false,
    headers:
      body === undefined ? headers : { "content-length": Buffer.byteLength(body), ...headers },
    ...(localAddress ? { localAddress } : {}),
    ...(signal ? { signal } : {}),
  });
  request.end(body);
  request.on("error", () => undefined); // what breaks off after the answer
  const upgraded = once(request, "upgrade").then(([response, socket]) => {
    (socket as NodeJS.WritableStream & { destroy: () => void }).destroy();
    return response as http.IncomingMessage;
  });
  const answered = once(request, "response").then(([response]) => response as http.IncomingMessage);
  upgraded.catch(() => undefined); // the other one says it too
  return Promise.race([upgraded, answered]);
}
