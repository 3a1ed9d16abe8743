import type { SourceFile } from "../../blueprint.ts";

/** A real HTTP server for the tests of a generated plugin. */
export const testServerFile: SourceFile = {
  path: "src/__tests__/http-server.ts",
  content: `import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A request as it arrived. */
export interface Received {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** A server on this machine that notes every request and answers as it is told. */
export interface TestServer {
  url: string;
  received: Received[];
  /** Sets what the server answers from now on; with a path, only there. A body that is no text is sent as JSON. */
  answer(reply: { status?: number; body?: unknown; headers?: Record<string, string>; path?: string }): void;
  stop(): Promise<void>;
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return content; // a form, or plain text
  }
}

/** Starts a server that answers \`{}\` until it is told otherwise. */
export async function startServer(): Promise<TestServer> {
  const received: Received[] = [];
  const answers = new Map<string, { status?: number; body?: unknown; headers?: Record<string, string> }>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const content = await text(request);
    received.push({
      method: request.method ?? "",
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body: content === "" ? undefined : parsed(content),
    });
    const { status = 200, body = {}, headers = {} } = answers.get(url.pathname) ?? answers.get("") ?? {};
    const isText = typeof body === "string";
    response.writeHead(status, {
      "content-type": isText ? "text/plain" : "application/json",
      connection: "close",
      ...headers,
    });
    response.end(isText ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: \`http://127.0.0.1:\${port}\`,
    received,
    answer: ({ path = "", ...reply }) => void answers.set(path, reply),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
`,
};
