import http from "node:http";
import type net from "node:net";
import type { Duplex } from "node:stream";
import type { Config } from "../../shared/config.ts";
import { ConfigError } from "../../shared/errors.ts";
import { debug } from "../../shared/log.ts";
import { bracketed, clientOf, isLoopback, isWildcard } from "./addresses.ts";
import { send, sendRaw, type Answer } from "./answer.ts";
import { Guard } from "./guard.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { secureHeaders } from "./security-headers.ts";
import { requireToken } from "./token.ts";

const log = debug("access");

export interface FrontDoor {
  /** Where a browser on this machine finds it. */
  url: string;
  /** What this process shows when it calls its own server, as X-API-KEY. */
  ownKey: string;
  /** Lets what is admitted go on to a server, which does not listen itself. */
  leadTo: (server: http.Server) => void;
  close: () => Promise<void>;
}

/**
 * Listens where the configuration says. Nothing else does: whatever ElizaOS or a plugin serves (pages, API, streams,
 * sockets) is reached through here, after the guard has looked at the request.
 */
export async function openFrontDoor(
  config: Config,
  limits: Partial<Limits> = {},
): Promise<FrontDoor> {
  requireToken(config);
  const all = { ...LIMITS, ...limits };
  const guard = new Guard(config, all);
  let behind: http.Server | undefined;

  const answerTo = async (request: http.IncomingMessage): Promise<Answer | undefined> => {
    const answer = (await guard.answer(request)) ?? (behind ? undefined : STARTING);
    if (answer) log("%s %s: %d", request.method, request.url, answer.status);
    return answer;
  };
  const onRequest = async (
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> => {
    secureHeaders(response);
    // A busy process finds a connection that stood idle and is about to be closed, and what an agent says on it is lost.
    if (guard.isOwnProcess(request)) response.shouldKeepAlive = false;
    const answer = await answerTo(request);
    if (answer) send(response, answer);
    else behind?.emit("request", request, response);
  };
  const onUpgrade = async (
    request: http.IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): Promise<void> => {
    socket.on("error", () => socket.destroy()); // who goes away must not take the process along
    const answer = await answerTo(request);
    if (answer) sendRaw(socket, answer);
    else behind?.emit("upgrade", request, socket, head);
  };
  const listen = (host: string): Promise<http.Server> => {
    const server = createServer(all);
    server.on("request", (request, response) => {
      onRequest(request, response).catch(brokenOff(request, response));
    });
    server.on("upgrade", (request, socket, head) => {
      onUpgrade(request, socket, head).catch(brokenOff(request, socket));
    });
    return listening(server, host, config.port);
  };

  const main = await listen(config.host);
  const { address } = main.address() as net.AddressInfo;
  // The message bus of ElizaOS calls its own server at localhost, wherever that listens.
  const isLocal = isWildcard(address) || address === "127.0.0.1";
  const servers = [main, ...(isLocal ? [] : [await listen("127.0.0.1")])];
  return {
    url: `http://${isWildcard(config.host) ? "localhost" : bracketed(config.host)}:${config.port}`,
    ownKey: guard.ownKey,
    leadTo: (server) => (behind = server),
    close: async () => void (await Promise.all(servers.map(closed))),
  };
}

/** A client that goes away while its request is read is no trouble of ours. */
const brokenOff =
  ({ method, url }: http.IncomingMessage, connection: { destroy: () => void }) =>
  (error: unknown): void => {
    log("%s %s broke off: %o", method, url, error);
    connection.destroy();
  };

const STARTING: Answer = {
  status: 503,
  text: "The agents are starting. Try again in a moment.",
  headers: { "Retry-After": "2" },
};

/** A server that does not wait for slow clients and does not hold more of them than it can bear. */
function createServer(limits: Limits): http.Server {
  const server = http.createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.min(limits.headersMs, 5000),
  });
  server.maxConnections = limits.connections;
  const open = new Map<string, number>();
  server.on("connection", (socket) => {
    const client = clientOf(socket);
    const count = (open.get(client) ?? 0) + 1;
    if (count > limits.connectionsPerAddress && !isLoopback(client)) {
      socket.destroy();
      return;
    }
    open.set(client, count);
    socket.once("close", () => {
      const left = (open.get(client) ?? 1) - 1;
      if (left > 0) open.set(client, left);
      else open.delete(client);
    });
  });
  return server;
}

/** A port that is in use is an error: people would look at the wrong server on the next one. */
function listening(server: http.Server, host: string, port: number): Promise<http.Server> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) =>
      reject(
        new ConfigError(
          `The server cannot listen on ${host}:${port} (${cause.code}). Stop what uses it, or choose another port with --port or SERVER_PORT.`,
          { cause },
        ),
      ),
    );
    server.listen(port, host, () => resolve(server));
  });
}

function closed(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
